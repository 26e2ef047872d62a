"""The start page: sign in, or go on to where the signed-in user works."""

import streamlit as st

from core.access.attempts import sign_in_counts
from core.access.permissions import PERMISSIONS, Permission
from core.access.sessions import sign_in
from core.access.sign_ins import refusals_noted
from core.models import UserRole
from pages.access.gate import cookie, current_member, enter
from pages.access.site import page
from pages.composition.wiring import services
from pages.server.client_address import visitor_address
from pages.widgets.callbacks import handled
from pages.widgets.forms import field_error
from pages.widgets.kept_texts import keep_texts
from pages.widgets.owners import SIGNED_OUT
from pages.widgets.tab import entered

FORM = "sign_in"
EMAIL, PASSWORD = "sign-in-email", "sign-in-password"


def start(role: UserRole) -> str:
    """The page that somebody of this role works on."""
    return "jobs" if Permission.HIRE in PERMISSIONS[role] else "inspector"


def signs_in() -> None:
    """Check what was typed, and send the browser for its cookie."""
    house, email = services(), entered(EMAIL)
    with house.begin() as db:
        limit, who = sign_in_counts(db, email, cookie(), visitor_address())
    with (
        house.limits.unless_it_succeeds(limit, **who),
        refusals_noted(house.begin, email),
        house.begin() as db,
    ):
        signed_in = sign_in(db, email, entered(PASSWORD))
    enter(signed_in.ticket, start(signed_in.role))


me = current_member()
if me is not None:
    st.switch_page(page(start(me.role)))

st.title("Rolecall")
st.write("Job-aware AI interviews. Sign in to your hiring team.")
keep_texts("sign-in", {"email": EMAIL}, owner=SIGNED_OUT)
with st.form(FORM):
    st.text_input("E-mail address", autocomplete="username", key=EMAIL)
    st.text_input("Password", type="password", autocomplete="current-password", max_chars=256,
                  key=PASSWORD)  # fmt: skip
    field_error(FORM, "password")
    field_error(FORM)
    st.form_submit_button("Sign in", type="primary", on_click=handled(signs_in, form=FORM))
st.caption(
    "Are you a candidate? Please open the interview link that you were given. "
    "Forgotten your password? An admin of your team can make a new sign-in link."
)
