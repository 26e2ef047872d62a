"""The careers page: open postings, and one posting with the form to apply; for everybody."""

from html import escape

import streamlit as st

from core.errors import NotFound
from core.models import JobPosting, PostingStatus
from core.postings.listing import PAGE_SIZE, public_postings
from core.postings.service import public_posting
from pages.composition.wiring import services
from pages.parts.candidate.application_form import application_form
from pages.parts.candidate.application_thanks import applied_here, remember_applied, thanks
from pages.parts.candidate.lost_link import lost_link_form
from pages.parts.candidate.room_style import CANDIDATE
from pages.parts.postings.posting_view import fact_badges, prose, skill_badges
from pages.widgets.callbacks import handled
from pages.widgets.page_numbers import first_page, page_buttons, shown_page
from pages.widgets.text import plain

PAGE_KEY = "careers-page"


def link(query: str, label: str) -> None:
    """An HTML link to this page with ``query``, which can be opened in another tab."""
    st.html(f'<p class="rc-way"><a href="?{query}" target="_self">{escape(label)}</a></p>')


def open_postings() -> None:
    """Every posting that takes applications, with links."""
    st.title("Open positions", anchor=False)
    search = st.text_input("Search", placeholder="Title, company or skill", type="search",
                           live="300ms", key="careers-search", on_change=handled(first_page),
                           args=(PAGE_KEY,))  # fmt: skip
    with services().begin() as db:
        found, total = public_postings(db, search, shown_page(PAGE_KEY))
    if not total:
        st.write("No open position matches." if search else "There are no open positions now.")
    for posting in found:
        with st.container(border=True, gap="xsmall"):
            link(f"posting={posting.id}", posting.title)
            st.text(posting.company)
            with st.container(horizontal=True, gap="xsmall"):
                fact_badges(posting)
    page_buttons(PAGE_KEY, total, PAGE_SIZE)


def find(posting_id: str) -> JobPosting | None:
    """The posting with this id; None if there is none, or it is a draft."""
    try:
        with services().begin() as db:
            return public_posting(db, posting_id)
    except NotFound:
        return None


def not_here(posting: JobPosting | None) -> None:
    """For a link to a posting that is closed or not there."""
    if posting:
        st.title("This job is closed", anchor=False)
        st.text(f"{posting.title} at {posting.company} is not taking applications at the moment.")
        st.write("Have you applied already? Your interview link says where you stand.")
        lost_link_form(posting.id)
    else:
        st.title("This job is not here", anchor=False)
        st.write("The link may be incomplete, or the job is not open yet.")
    link("", "See all open positions")


def careers_page(posting: JobPosting) -> None:
    """The posting as an applicant reads it."""
    st.text(posting.company)
    st.title(plain(posting.title), anchor=False)
    with st.container(horizontal=True, gap="xsmall"):
        fact_badges(posting)
    applied = applied_here(posting.id)
    if applied:
        thanks(applied, posting.id, posting.interview_minutes)
    left, right = st.columns([3, 2], gap="large")
    with left:
        if posting.description.strip():
            st.subheader("About the job", anchor=False)
            prose(posting.description)
        if posting.required_skills:
            st.subheader("What you bring", anchor=False)
            skill_badges(posting)
    if not applied:
        with right:
            application_form(posting)
            lost_link_form(posting.id)


def main() -> None:
    """One run of the page."""
    st.html(CANDIDATE)
    wanted = st.query_params.get("posting")
    if wanted is None:
        open_postings()
        return
    posting = find(wanted)
    if posting:
        remember_applied(posting.id)
    if posting and (posting.status is PostingStatus.OPEN or applied_here(posting.id)):
        careers_page(posting)
    else:
        not_here(posting)


main()
