"""The one table of state changes."""

import enum
from types import SimpleNamespace

import pytest

from core.errors import Conflict
from core.models import (
    ApplicationStatus,
    EvaluationStatus,
    InterviewStatus,
    JobPosting,
    PostingStatus,
    SessionStatus,
)
from core.models.status import TRANSITIONS, move

LEGAL = {
    (PostingStatus.DRAFT, PostingStatus.OPEN),
    (PostingStatus.OPEN, PostingStatus.CLOSED),
    (PostingStatus.CLOSED, PostingStatus.OPEN),
    (ApplicationStatus.APPLIED, ApplicationStatus.INTERVIEWING),
    (ApplicationStatus.APPLIED, ApplicationStatus.REJECTED),
    (ApplicationStatus.INTERVIEWING, ApplicationStatus.TO_REVIEW),
    (ApplicationStatus.INTERVIEWING, ApplicationStatus.REJECTED),
    (ApplicationStatus.TO_REVIEW, ApplicationStatus.INTERVIEWING),
    (ApplicationStatus.TO_REVIEW, ApplicationStatus.SHORTLISTED),
    (ApplicationStatus.TO_REVIEW, ApplicationStatus.REJECTED),
    (ApplicationStatus.TO_REVIEW, ApplicationStatus.HIRED),
    (ApplicationStatus.SHORTLISTED, ApplicationStatus.TO_REVIEW),
    (ApplicationStatus.SHORTLISTED, ApplicationStatus.REJECTED),
    (ApplicationStatus.SHORTLISTED, ApplicationStatus.HIRED),
    (ApplicationStatus.REJECTED, ApplicationStatus.TO_REVIEW),
    (ApplicationStatus.HIRED, ApplicationStatus.TO_REVIEW),
    (EvaluationStatus.QUEUED, EvaluationStatus.RUNNING),
    (EvaluationStatus.RUNNING, EvaluationStatus.EVALUATED),
    (EvaluationStatus.RUNNING, EvaluationStatus.DECLINED),
    (EvaluationStatus.RUNNING, EvaluationStatus.FAILED),
    (EvaluationStatus.RUNNING, EvaluationStatus.QUEUED),
    (EvaluationStatus.FAILED, EvaluationStatus.QUEUED),
    (InterviewStatus.SCHEDULED, InterviewStatus.IN_PROGRESS),
    (InterviewStatus.IN_PROGRESS, InterviewStatus.COMPLETED),
    (SessionStatus.LIVE, SessionStatus.ENDED),
}
KINDS: tuple[type[enum.StrEnum], ...] = (
    PostingStatus,
    ApplicationStatus,
    InterviewStatus,
    SessionStatus,
    EvaluationStatus,
)
PAIRS = [(before, after) for kind in KINDS for before in kind for after in kind]


@pytest.mark.parametrize(("before", "after"), PAIRS, ids=lambda status: str(status))
def test_a_status_changes_along_the_table_only(before: enum.StrEnum, after: enum.StrEnum) -> None:
    entity = SimpleNamespace(status=before)
    if (before, after) in LEGAL:
        move(entity, after)
        assert entity.status is after
    else:
        with pytest.raises(Conflict):
            move(entity, after)
        assert entity.status is before


def test_a_refusal_says_what_stands_in_the_way() -> None:
    posting = JobPosting(status=PostingStatus.DRAFT)
    with pytest.raises(Conflict, match="JobPosting is draft and cannot become closed"):
        move(posting, PostingStatus.CLOSED)


def test_a_status_never_becomes_one_of_another_kind() -> None:
    for before, targets in TRANSITIONS.items():
        assert {type(after) for after in targets} == {type(before)}


def test_statuses_that_lead_anywhere_are_written_differently_in_every_kind() -> None:
    # The table is keyed by members whose equality is that of their text.
    values = [member.value for kind in KINDS for member in kind]
    assert len(set(values)) == len(values)
