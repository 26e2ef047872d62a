"""The start page: sign in, or go on to where the signed-in user works."""

import streamlit as st

from core.access.attempts import sign_in_counts
from core.auth import Permission, check_password, may
from core.errors import RolecallError
from pages.shared.gate import current_user, enter
from pages.shared.site import page
from pages.shared.visitor import tab_cookie, visitor
from pages.shared.wiring import services

user = current_user()
if user is not None:
    st.switch_page(page("jobs" if may(user, Permission.HIRE) else "inspector"))

st.title("Rolecall")
st.write("Job-aware AI interviews. Sign in to your hiring team.")
with st.form("sign_in"):
    email = st.text_input("E-mail address", autocomplete="username")
    password = st.text_input(
        "Password", type="password", autocomplete="current-password", max_chars=256
    )
    message = st.empty()
    if st.form_submit_button("Sign in", type="primary"):
        house = services()
        try:
            with house.begin() as db:
                limit, who = sign_in_counts(db, email, tab_cookie(), visitor())
            with house.limits.unless_it_succeeds(limit, **who), house.begin() as db:
                signed_in = check_password(db, email, password)
        except RolecallError as problem:
            message.error(str(problem))
        else:
            enter(signed_in, "jobs" if may(signed_in, Permission.HIRE) else "inspector")
st.caption(
    "Are you a candidate? Please open the interview link that you were given. "
    "Forgotten your password? An admin of your team can make a new sign-in link."
)
