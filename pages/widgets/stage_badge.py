"""The stage of an application as a badge: an icon, a colour and its name."""

import streamlit as st

from core.applications.stages import stage_name
from core.models import ApplicationStatus

_LOOKS = {
    ApplicationStatus.APPLIED: ("gray", ":material/inbox:"),
    ApplicationStatus.INTERVIEWING: ("blue", ":material/graphic_eq:"),
    ApplicationStatus.TO_REVIEW: ("orange", ":material/rate_review:"),
    ApplicationStatus.SHORTLISTED: ("green", ":material/star:"),
    ApplicationStatus.REJECTED: ("red", ":material/close:"),
    ApplicationStatus.HIRED: ("violet", ":material/handshake:"),
}


def stage_badge(status: ApplicationStatus) -> None:
    """The stage of one application."""
    color, icon = _LOOKS[status]
    st.badge(stage_name(status), color=color, icon=icon)  # type: ignore[arg-type]
