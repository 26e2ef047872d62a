"""A saved posting to inspect: found by search, or named in the address."""

import streamlit as st

from core.access.permissions import Member
from core.errors import NotFound
from core.models import JobPosting
from core.postings.listing import PAGE_SIZE, list_postings
from core.postings.service import get_posting
from pages.composition.wiring import services
from pages.parts.inspector.address import key, parameter, set_parameter
from pages.widgets.text import distinct_labels


def saved_posting(posting_id: str, me: Member) -> JobPosting | None:
    """The saved posting with this id, None if there is none."""
    try:
        with services().begin() as db:
            return get_posting(db, posting_id, me)
    except NotFound:
        return None


def posting_title(posting: JobPosting) -> str:
    """What a posting is called in a list."""
    return f"{posting.title} · {posting.company}" if posting.company else posting.title


def saved_source(me: Member) -> JobPosting | None:
    """A posting of the team, found by search."""
    left, right = st.columns([1, 2])
    search = left.text_input("Search title, company and skills", type="search", live="300ms",
                             key="inspector-search", persist_state="page")  # fmt: skip
    with services().begin() as db:
        rows, total = list_postings(db, me, search)
    known = {str(row.posting.id): row.posting for row in rows}
    wanted = parameter("posting")
    if wanted and wanted not in known:
        found = saved_posting(wanted, me)
        if found is None:
            st.warning("This job posting does not exist any more. Please choose another one.")
            set_parameter("posting", "")
        else:
            known = {wanted: found, **known}
    if not known:
        right.write("No posting matches." if search else "No postings yet.")
        return None
    if not parameter("posting"):
        set_parameter("posting", next(iter(known)))
    more = f" (the newest {PAGE_SIZE} of {total}: search for others)" if total > PAGE_SIZE else ""
    titles = distinct_labels({one: posting_title(posting) for one, posting in known.items()})
    chosen = right.selectbox(
        f"Posting{more}",
        list(known),
        format_func=titles.__getitem__,
        key=key("posting"),
        persist_state="page",
    )
    return known[chosen]
