"""The pipeline of one posting: its stages with their counts, filters, and who stands where."""

import uuid

import streamlit as st

from core.auth import Permission, may
from core.models import ApplicationStatus, JobPosting, User
from core.pipeline import PipelineFilter, stage_counts
from pages.shared.applications_view import applications_list
from pages.shared.audit_view import trail_view
from pages.shared.keyset import to_beginning
from pages.shared.stages import stage_name
from pages.shared.wiring import services

SIZE = 20
EVERY = "all"
NEWEST, OLDEST = "Newest first", "Oldest first"
LOST, UNRATED = "Asked for a new link", "Not rated by me"


def pipeline_of(posting: JobPosting, user: User) -> None:
    """The applications of ``posting``, by stage."""
    applications_list(posting.id, user, _wanted(posting.id, user), size=SIZE)
    trail_view("What was done to this posting", [posting.id])


def _wanted(posting_id: uuid.UUID, user: User) -> PipelineFilter:
    """What the controls above the list are set to."""
    again = {"on_change": to_beginning, "args": (f"applications-{posting_id}",)}
    stage = _stage(posting_id, again)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        search = st.text_input("Search name or e-mail address", type="search", live="300ms",
                               max_chars=120, width=280, key=f"search-{posting_id}",
                               persist_state="session", **again)  # fmt: skip
        order = st.selectbox("Order", [NEWEST, OLDEST], width=160, key=f"order-{posting_id}",
                             persist_state="session", **again)  # fmt: skip
        offered = [LOST, UNRATED] if may(user, Permission.HIRE) else [LOST]
        only = st.pills("Only those", offered, selection_mode="multi", key=f"only-{posting_id}",
                        persist_state="session", **again)  # fmt: skip
    return PipelineFilter(
        status=stage,
        search=search or "",
        wants_link=LOST in only,
        unrated_by=user.id if UNRATED in only else None,
        oldest_first=order == OLDEST,
    )


def _stage(posting_id: uuid.UUID, again: dict) -> ApplicationStatus | None:
    with services().begin() as db:
        counts = stage_counts(db, posting_id)
    labels = {EVERY: f"All {sum(counts.values()):,}"}
    labels |= {stage.value: f"{stage_name(stage)} {count:,}" for stage, count in counts.items()}
    chosen = st.segmented_control("Stage", list(labels), format_func=labels.__getitem__,
                                  default=EVERY, required=True, wrap=True,
                                  key=f"stage-{posting_id}", persist_state="session",
                                  **again)  # fmt: skip
    return None if chosen == EVERY else ApplicationStatus(chosen)
