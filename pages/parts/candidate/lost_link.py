"""The form for candidates who lost their interview link; it reveals nothing about anybody."""

import uuid

import streamlit as st

from core.access.limits import Limit
from core.applications.candidates.lost_links import report_lost_link
from pages.composition.wiring import services
from pages.server.client_address import visitor_address
from pages.widgets.callbacks import handled
from pages.widgets.forms import field_error
from pages.widgets.tab_state import tab_state, widget_value
from pages.widgets.text_forms import clear_text_form, keep_text_form

THANKS = (
    "Thank you. If somebody has applied for this job with that address, the hiring team now sees "
    "that the link was lost. They decide whether to make a new one, and write to the address "
    "themselves. This page tells nobody who has applied, so it says the same in every case."
)


def lost_link_form(posting_id: uuid.UUID) -> None:
    """Tell the team, by the e-mail address that was given in the application."""
    form = f"lost-{posting_id}"
    answered = tab_state().get(form)
    with st.expander("I have applied and lost my link", icon=":material/link_off:",
                     expanded=bool(answered)):  # fmt: skip
        keep_text_form(form, {"email": f"{form}-email"})
        with st.form(form, border=False):
            st.text_input("The e-mail address that you applied with", key=f"{form}-email",
                          autocomplete="email")  # fmt: skip
            field_error(form, "email")
            st.form_submit_button("Tell the hiring team", on_click=handled(_tell, form=form),
                                  args=(posting_id, form))  # fmt: skip
            field_error(form)
        if answered:
            st.success(THANKS, icon=":material/check_circle:")


def _tell(posting_id: uuid.UUID, form: str) -> None:
    tab_state().pop(form, None)
    services().limits.take(Limit.LOST_LINK, client=visitor_address(), posting=str(posting_id))
    with services().begin() as db:
        report_lost_link(db, posting_id, widget_value(f"{form}-email"))
    tab_state()[form] = True
    clear_text_form(form, f"{form}-email")
