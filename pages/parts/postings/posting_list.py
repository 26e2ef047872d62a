"""The list of postings, searched, filtered and paged in SQL."""

from typing import Any

import streamlit as st

from core.access.permissions import Member
from core.applications.stages import stage_counts_text
from core.models import PostingStatus
from core.postings.listing import PAGE_SIZE, PostingRow, list_postings
from pages.composition.wiring import services
from pages.parts.postings.posting_view import STATUS, status_badge
from pages.widgets.callbacks import handled
from pages.widgets.navigation import navigation_button
from pages.widgets.page_numbers import first_page, page_buttons, shown_page
from pages.widgets.text import plain

EVERY = "All"


def _row(entry: PostingRow) -> None:
    """One line of the list."""
    posting = entry.posting
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        navigation_button(
            f"**{plain(posting.title)}**", key=f"open-{posting.id}", posting=str(posting.id)
        )
        st.text(posting.company, width="stretch")
        st.text(stage_counts_text(entry.stages), width="content")
        status_badge(posting)


def postings_list(me: Member) -> None:
    """Search, filter, and one page of postings."""
    turned_back: dict[str, Any] = {
        "on_change": handled(first_page),
        "args": ("jobs-page",),
        "persist_state": "session",
    }
    with st.container(horizontal=True, vertical_alignment="bottom"):
        search = st.text_input("Search", placeholder="Title, company or skill", type="search",
                               live="300ms", key="jobs-search", **turned_back)  # fmt: skip
        labels = {STATUS[status][0]: status for status in PostingStatus}
        chosen = st.selectbox("Status", [EVERY, *labels], width=160,
                              key="jobs-status", **turned_back)  # fmt: skip
    with services().begin() as db:
        rows, total = list_postings(db, me, search, labels.get(chosen), shown_page("jobs-page"))
    if not total:
        st.write("No posting matches." if search or chosen != EVERY else "No postings yet.")
    for entry in rows:
        _row(entry)
    page_buttons("jobs-page", total, PAGE_SIZE)
