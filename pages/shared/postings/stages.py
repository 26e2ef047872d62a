"""The stages of an application in words, always with text beside the colour."""

from collections.abc import Mapping

import streamlit as st

from core.models import ApplicationStatus

STAGES = {
    ApplicationStatus.APPLIED: ("Applied", "gray", ":material/inbox:"),
    ApplicationStatus.INTERVIEWING: ("Interviewing", "blue", ":material/graphic_eq:"),
    ApplicationStatus.TO_REVIEW: ("To review", "orange", ":material/rate_review:"),
    ApplicationStatus.SHORTLISTED: ("Shortlisted", "green", ":material/star:"),
    ApplicationStatus.REJECTED: ("Rejected", "red", ":material/close:"),
    ApplicationStatus.HIRED: ("Hired", "violet", ":material/handshake:"),
}


def stage_name(status: ApplicationStatus) -> str:
    """Such as "To review"."""
    return STAGES[status][0]


def stage_badge(status: ApplicationStatus) -> None:
    """The stage of one application."""
    label, color, icon = STAGES[status]
    st.badge(label, color=color, icon=icon)  # type: ignore[arg-type]


def counted(stages: Mapping[ApplicationStatus, int]) -> str:
    """Such as "12 applied · 3 to review"; stages without anybody are left out."""
    found = (f"{stages[one]:,} {stage_name(one).lower()}" for one in STAGES if stages.get(one))
    return " · ".join(found) or "No applications"
