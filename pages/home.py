"""The start page: sign in, or go on to where the signed-in user works."""

import streamlit as st

from core.access.attempts import sign_in_counts
from core.access.permissions import PERMISSIONS, Permission
from core.access.sessions import sign_in
from core.access.sign_ins import refusals_noted
from core.errors import RolecallError
from core.models import UserRole
from pages.shared.client_address import visitor_address
from pages.shared.gate import cookie, current_member, enter
from pages.shared.kept_texts import keep_texts
from pages.shared.owners import SIGNED_OUT
from pages.shared.site import page
from pages.shared.wiring import services


def start(role: UserRole) -> str:
    """The page that somebody of this role works on."""
    return "jobs" if Permission.HIRE in PERMISSIONS[role] else "inspector"


me = current_member()
if me is not None:
    st.switch_page(page(start(me.role)))

st.title("Rolecall")
st.write("Job-aware AI interviews. Sign in to your hiring team.")
keep_texts("sign-in", {"email": "sign-in-email"}, owner=SIGNED_OUT)
with st.form("sign_in"):
    email = st.text_input("E-mail address", autocomplete="username", key="sign-in-email")
    password = st.text_input(
        "Password", type="password", autocomplete="current-password", max_chars=256
    )
    message = st.empty()
    if st.form_submit_button("Sign in", type="primary"):
        house = services()
        try:
            with house.begin() as db:
                limit, who = sign_in_counts(db, email, cookie(), visitor_address())
            with (
                house.limits.unless_it_succeeds(limit, **who),
                refusals_noted(house.begin, email),
                house.begin() as db,
            ):
                signed_in = sign_in(db, email, password)
        except RolecallError as problem:
            message.error(str(problem))
        else:
            enter(signed_in.ticket, start(signed_in.role))
st.caption(
    "Are you a candidate? Please open the interview link that you were given. "
    "Forgotten your password? An admin of your team can make a new sign-in link."
)
