"""The one table of state changes, and the one place where a status is assigned."""

import enum
from typing import Protocol, TypeVar

from core.errors import Conflict
from core.models import (
    ApplicationStatus,
    EvaluationStatus,
    InterviewStatus,
    PostingStatus,
    SessionStatus,
)

TRANSITIONS: dict[enum.StrEnum, frozenset[enum.StrEnum]] = {
    PostingStatus.DRAFT: frozenset({PostingStatus.OPEN}),
    PostingStatus.OPEN: frozenset({PostingStatus.CLOSED}),
    PostingStatus.CLOSED: frozenset({PostingStatus.OPEN}),
    ApplicationStatus.APPLIED: frozenset(
        {ApplicationStatus.INTERVIEWING, ApplicationStatus.REJECTED}
    ),
    ApplicationStatus.INTERVIEWING: frozenset(
        {ApplicationStatus.TO_REVIEW, ApplicationStatus.REJECTED}
    ),
    ApplicationStatus.TO_REVIEW: frozenset(
        {
            ApplicationStatus.SHORTLISTED,
            ApplicationStatus.REJECTED,
            ApplicationStatus.HIRED,
            ApplicationStatus.INTERVIEWING,
        }
    ),
    ApplicationStatus.SHORTLISTED: frozenset(
        {ApplicationStatus.TO_REVIEW, ApplicationStatus.REJECTED, ApplicationStatus.HIRED}
    ),
    ApplicationStatus.REJECTED: frozenset({ApplicationStatus.TO_REVIEW}),
    ApplicationStatus.HIRED: frozenset({ApplicationStatus.TO_REVIEW}),
    InterviewStatus.SCHEDULED: frozenset({InterviewStatus.IN_PROGRESS}),
    InterviewStatus.IN_PROGRESS: frozenset({InterviewStatus.COMPLETED}),
    SessionStatus.LIVE: frozenset({SessionStatus.ENDED}),
    EvaluationStatus.QUEUED: frozenset({EvaluationStatus.RUNNING}),
    EvaluationStatus.RUNNING: frozenset(
        {
            EvaluationStatus.EVALUATED,
            EvaluationStatus.DECLINED,
            EvaluationStatus.FAILED,
            EvaluationStatus.QUEUED,
        }
    ),
    EvaluationStatus.FAILED: frozenset({EvaluationStatus.QUEUED}),
}


S = TypeVar("S", bound=enum.StrEnum)


class _HasStatus(Protocol[S]):
    status: S


def move(entity: _HasStatus[S], to: S) -> None:
    """Change ``entity.status`` to ``to``.

    Raises:
        Conflict: if the table has no such change.
    """
    if to not in TRANSITIONS.get(entity.status, frozenset()):
        kind = type(entity).__name__
        raise Conflict(f"{kind} is {entity.status.value} and cannot become {to.value}.")
    entity.status = to
