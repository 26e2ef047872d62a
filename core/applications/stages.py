"""The stages of an application in words (pure)."""

from collections.abc import Mapping

from core.models import ApplicationStatus

_NAMES = {
    ApplicationStatus.APPLIED: "Applied",
    ApplicationStatus.INTERVIEWING: "Interviewing",
    ApplicationStatus.TO_REVIEW: "To review",
    ApplicationStatus.SHORTLISTED: "Shortlisted",
    ApplicationStatus.REJECTED: "Rejected",
    ApplicationStatus.HIRED: "Hired",
}


def stage_name(status: ApplicationStatus) -> str:
    """Such as "To review"."""
    return _NAMES[status]


def stage_counts_text(stages: Mapping[ApplicationStatus, int]) -> str:
    """Such as "12 applied · 3 to review"; stages without anybody are left out."""
    found = (f"{stages[one]:,} {name.lower()}" for one, name in _NAMES.items() if stages.get(one))
    return " · ".join(found) or "No applications"
