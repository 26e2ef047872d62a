"""The posting that a page's address names."""

import streamlit as st

from core.access.permissions import Member
from core.errors import NotFound
from core.models import JobPosting
from core.postings.service import get_posting
from pages.composition.wiring import services
from pages.widgets.address import way_to


def chosen_posting(posting_id: str, back: str, me: Member) -> JobPosting:
    """The posting; the page ends with a message and the way ``back`` if there is none."""
    try:
        with services().begin() as db:
            return get_posting(db, posting_id, me)
    except NotFound as problem:
        st.title("No such posting", anchor=False)
        st.text(str(problem))
        way_to(back, icon=":material/arrow_back:")
        st.stop()
