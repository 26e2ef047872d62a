"""One posting as the team sees it: actions, how it is interviewed, who applied."""

from collections.abc import Callable
from typing import NamedTuple

import streamlit as st

from core.access.interview_links import apply_url
from core.access.permissions import Member
from core.applications.stages import stage_counts_text
from core.models import JobPosting, PostingStatus
from core.postings.service import close_posting, publish_posting
from core.review.pipeline import PipelineFilter, stage_counts
from pages.access.site import page
from pages.composition.wiring import services
from pages.parts.concurrent_edits import changes_note, mark_seen
from pages.parts.postings.applications_view import applications_list
from pages.parts.postings.interviewed_view import interviewed_view
from pages.parts.postings.posting_view import fact_badges, posting_box, status_badge
from pages.server.site_address import base_url
from pages.widgets.callbacks import handled
from pages.widgets.forms import WHOLE_FORM, field_error
from pages.widgets.navigation import navigation_button
from pages.widgets.text import plain

NEWEST_SHOWN = 10


class _Move(NamedTuple):
    """What can be done with a posting in one status."""

    label: str
    icon: str
    do: Callable[..., JobPosting]


_MOVES = {
    PostingStatus.DRAFT: _Move("Publish", ":material/publish:", publish_posting),
    PostingStatus.OPEN: _Move("Close", ":material/block:", close_posting),
    PostingStatus.CLOSED: _Move("Reopen", ":material/undo:", publish_posting),
}


def posting_detail(posting: JobPosting, me: Member) -> None:
    """The whole view of ``posting``, for ``me``."""
    navigation_button("All jobs", icon=":material/arrow_back:")
    st.title(plain(posting.title), anchor=False)
    with st.container(horizontal=True, gap="xsmall"):
        status_badge(posting)
        fact_badges(posting)
    changes_note(posting, me)
    st.text(f"{posting.company} · interview of about {posting.interview_minutes} minutes")
    _actions(posting, me)
    left, right = st.columns([3, 2], gap="large")
    with left:
        _apply_link(posting)
        st.subheader("Applications", anchor=False)
        _applications(posting, me)
    with right:
        interviewed_view(posting, me)
        posting_box(posting)


def _actions(posting: JobPosting, me: Member) -> None:
    form = f"posting-{posting.id}"
    move = _MOVES[posting.status]
    first = posting.status is not PostingStatus.OPEN
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(move.label, icon=move.icon, type="primary" if first else "secondary",
                  key=f"move-{posting.id}", on_click=handled(_move, form=form),
                  args=(posting, me, move.do))  # fmt: skip
        navigation_button(
            "Edit", icon=":material/edit:", type="secondary", posting=str(posting.id), edit="1"
        )
        navigation_button("Interview plan", icon=":material/checklist:", type="secondary",
               posting=str(posting.id), plan="1")  # fmt: skip
        st.page_link(
            page("inspector"),
            label="See the prompt",
            icon=":material/troubleshoot:",
            query_params={"posting": str(posting.id)},
        )
    for field in (WHOLE_FORM, "required_skills"):
        field_error(form, field)


def _move(posting: JobPosting, me: Member, do: Callable[..., JobPosting]) -> None:
    """Publish or close what was shown; refused if somebody has changed it since."""
    with services().begin() as db:
        moved = do(db, posting.id, me, seen=posting.revision)
    mark_seen(moved)


def _applications(posting: JobPosting, me: Member) -> None:
    with services().begin() as db:
        counts = stage_counts(db, posting.id, me)
    if any(counts.values()):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.text(stage_counts_text(counts), width="content")
            st.page_link(
                page("pipeline"),
                label="Open the pipeline",
                icon=":material/filter_alt:",
                query_params={"posting": str(posting.id)},
            )
    applications_list(posting.id, me, PipelineFilter(), size=NEWEST_SHOWN)


def _apply_link(posting: JobPosting) -> None:
    st.subheader("Apply link", anchor=False)
    if posting.status is PostingStatus.OPEN:
        st.code(apply_url(base_url(), posting.id), language=None, wrap_lines=True)
    elif posting.status is PostingStatus.DRAFT:
        st.write("There is a link to share once the posting is published.")
    else:
        st.write("Closed: the link takes no applications. Interviews that were given out go on.")
