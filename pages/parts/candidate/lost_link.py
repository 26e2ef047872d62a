"""The way back for who has applied and lost the interview link; it says nothing of anybody."""

import uuid

import streamlit as st

from core.access.limits import Limit
from core.applications.candidates.lost_links import report_lost_link
from pages.composition.wiring import services
from pages.server.client_address import visitor_address
from pages.widgets.callbacks import handled
from pages.widgets.forms import field_error
from pages.widgets.kept_texts import keep_texts, sent
from pages.widgets.tab import entered, memory

THANKS = (
    "Thank you. If somebody has applied for this job with that address, the hiring team now sees "
    "that the link was lost. They decide whether to make a new one, and write to the address "
    "themselves. This page tells nobody who has applied, so it says the same in every case."
)


def lost_link_form(posting_id: uuid.UUID) -> None:
    """Leave word for the team, by the address that was given when applying."""
    form = f"lost-{posting_id}"
    answered = memory().get(form)
    with st.expander("I have applied and lost my link", icon=":material/link_off:",
                     expanded=bool(answered)):  # fmt: skip
        keep_texts(form, {"email": f"{form}-email"})
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
    memory().pop(form, None)
    services().limits.take(Limit.LOST_LINK, client=visitor_address(), posting=str(posting_id))
    with services().begin() as db:
        report_lost_link(db, posting_id, entered(f"{form}-email"))
    memory()[form] = True
    sent(form, f"{form}-email")
