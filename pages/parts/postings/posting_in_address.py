"""The posting whose id is in the page's address."""

import streamlit as st

from core.access.permissions import Member
from core.errors import NotFound
from core.models import JobPosting
from core.postings.service import get_posting
from pages.composition.wiring import services
from pages.widgets.navigation import navigation_button


def posting_in_address(posting_id: str, back: str, me: Member) -> JobPosting:
    """The posting; if there is none, ends the page with a message and the button ``back``."""
    try:
        with services().begin() as db:
            return get_posting(db, posting_id, me)
    except NotFound as problem:
        st.title("No such posting", anchor=False)
        st.text(str(problem))
        navigation_button(back, icon=":material/arrow_back:")
        st.stop()
