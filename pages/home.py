"""The start page: sign in, or continue to the page where one works."""

import streamlit as st

from core.access.attempts import sign_in_limit
from core.access.permissions import PERMISSIONS, Permission
from core.access.sessions import sign_in
from core.access.sign_ins import refusals_recorded
from core.models import UserRole
from pages.access.guard import cookie, current_member, finish_sign_in
from pages.access.site import page
from pages.composition.wiring import services
from pages.server.client_address import visitor_address
from pages.widgets.callbacks import handled
from pages.widgets.forms import field_error
from pages.widgets.owners import SIGNED_OUT
from pages.widgets.tab_state import widget_value
from pages.widgets.text_forms import keep_text_form

FORM = "sign_in"
EMAIL, PASSWORD = "sign-in-email", "sign-in-password"


def start(role: UserRole) -> str:
    """The page where somebody of this role works."""
    return "jobs" if Permission.HIRE in PERMISSIONS[role] else "inspector"


def submit_sign_in() -> None:
    """Check address and password, and send the browser to the route that sets the cookie."""
    app, email = services(), widget_value(EMAIL)
    with app.begin() as db:
        limit, who = sign_in_limit(db, email, cookie(), visitor_address())
    with (
        app.limits.counting_failures(limit, **who),
        refusals_recorded(app.begin, email),
        app.begin() as db,
    ):
        signed_in = sign_in(db, email, widget_value(PASSWORD))
    finish_sign_in(signed_in.ticket, start(signed_in.role))


me = current_member()
if me is not None:
    st.switch_page(page(start(me.role)))

st.title("Rolecall")
st.write("Job-aware AI interviews. Sign in to your hiring team.")
keep_text_form("sign-in", {"email": EMAIL}, owner=SIGNED_OUT)
with st.form(FORM):
    st.text_input("E-mail address", autocomplete="username", key=EMAIL)
    st.text_input("Password", type="password", autocomplete="current-password", max_chars=256,
                  key=PASSWORD)  # fmt: skip
    field_error(FORM, "password")
    field_error(FORM)
    st.form_submit_button("Sign in", type="primary", on_click=handled(submit_sign_in, form=FORM))
st.caption(
    "Are you a candidate? Please open the interview link that you were given. "
    "Forgotten your password? An admin of your team can make a new sign-in link."
)
