"""The pipeline of one posting: its stages with counts, filters, and applications."""

import uuid
from functools import partial
from typing import Any

import streamlit as st

from core.access.permissions import Member, Permission, may
from core.applications.stages import stage_name
from core.models import ApplicationStatus, JobPosting
from core.review.comparison import LEAST, MOST
from core.review.pipeline import PipelineFilter, PipelineRow, stage_counts
from pages.access.site import page
from pages.composition.wiring import services
from pages.parts.audit_view import trail_view
from pages.parts.export_view import scorecard_exports
from pages.parts.postings.applications_view import applications_list
from pages.widgets.callbacks import handled
from pages.widgets.keyset_paging import reset_cursor
from pages.widgets.tab_state import tab_state

SIZE = 20
EVERY = "all"
NEWEST, OLDEST = "Newest first", "Oldest first"
LOST, UNRATED = "Asked for a new link", "Not rated by me"


def pipeline_of(posting: JobPosting, me: Member) -> None:
    """The applications of ``posting``, by stage."""
    wanted = _wanted(posting.id, me)
    _compare_link(posting.id)
    applications_list(posting.id, me, wanted, size=SIZE, beside=partial(_choose, posting.id))
    scorecard_exports(posting.id, me)
    trail_view("What was done to this posting", [posting.id], me)


def _chosen(posting_id: uuid.UUID) -> dict[str, str]:
    """Who is chosen for a comparison, on any page of the list: interview -> name."""
    chosen: dict[str, str] = tab_state().setdefault(f"chosen-{posting_id}", {})
    return chosen


def _choose(posting_id: uuid.UUID, row: PipelineRow) -> None:
    """A box to choose somebody whose interview was rated."""
    interview = row.application.interview
    if interview is None or not row.scorecards:
        return
    chosen, one = _chosen(posting_id), str(interview.id)
    st.checkbox("Compare", one in chosen, key=f"choose-{one}",
                disabled=len(chosen) >= MOST and one not in chosen, on_change=handled(_toggle),
                args=(posting_id, one, row.application.candidate.name))  # fmt: skip


def _toggle(posting_id: uuid.UUID, one: str, name: str) -> None:
    chosen = _chosen(posting_id)
    if one in chosen:
        del chosen[one]
    else:
        chosen[one] = name


def _compare_link(posting_id: uuid.UUID) -> None:
    chosen = _chosen(posting_id)
    if not chosen:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(f"Chosen: {', '.join(chosen.values())}", width="content")
        if len(chosen) >= LEAST:
            wanted = {"posting": str(posting_id), "with": ",".join(chosen)}
            st.page_link(page("compare"), label="Compare them", icon=":material/compare:",
                         query_params=wanted)  # fmt: skip


def _wanted(posting_id: uuid.UUID, me: Member) -> PipelineFilter:
    """The controls above the list, and what they are set to."""
    again: dict[str, Any] = {
        "on_change": handled(reset_cursor),
        "args": (f"applications-{posting_id}",),
    }
    stage = _stage(posting_id, again, me)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        search = st.text_input("Search name or e-mail address", type="search", live="300ms",
                               max_chars=120, width=280, key=f"search-{posting_id}",
                               persist_state="session", **again)  # fmt: skip
        order = st.selectbox("Order", [NEWEST, OLDEST], width=160, key=f"order-{posting_id}",
                             persist_state="session", **again)  # fmt: skip
        offered = [LOST, UNRATED] if may(me, Permission.HIRE) else [LOST]
        only = st.pills("Only those", offered, selection_mode="multi", key=f"only-{posting_id}",
                        persist_state="session", **again)  # fmt: skip
    return PipelineFilter(
        status=stage,
        search=search or "",
        wants_link=LOST in only,
        unrated_by=me.user_id if UNRATED in only else None,
        oldest_first=order == OLDEST,
    )


def _stage(posting_id: uuid.UUID, again: dict[str, Any], me: Member) -> ApplicationStatus | None:
    with services().begin() as db:
        counts = stage_counts(db, posting_id, me)
    labels = {EVERY: f"All {sum(counts.values()):,}"}
    labels |= {stage.value: f"{stage_name(stage)} {count:,}" for stage, count in counts.items()}
    chosen = st.segmented_control("Stage", list(labels), format_func=labels.__getitem__,
                                  default=EVERY, required=True, wrap=True,
                                  key=f"stage-{posting_id}", persist_state="session",
                                  **again)  # fmt: skip
    return None if chosen == EVERY else ApplicationStatus(chosen)
