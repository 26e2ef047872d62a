"""A second take: when it is offered, and what it begins with."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core.access.audit import trail
from core.access.interview_links import open_interview_link
from core.access.permissions import PROGRAM
from core.applications.candidates.retakes import may_retake, take_again
from core.errors import Conflict
from core.models import (
    ApplicationStatus,
    Evaluation,
    EvaluationStatus,
    Interview,
    InterviewLink,
    InterviewStatus,
    Scorecard,
    utc_now,
)
from core.models.status import move
from tests.core.applications.candidates.taken_interviews import Taken
from tests.factories import make_user


def test_an_interview_that_was_not_heard_may_be_taken_again_behind_the_same_link(
    db: Session,
) -> None:
    taken = Taken(db)
    assert may_retake(db, taken.interview)
    second = take_again(db, taken.link, days=14)
    assert open_interview_link(db, taken.link).id == second.id
    assert second.status is InterviewStatus.SCHEDULED
    assert second.retake_of_id == taken.interview.id
    assert second.application_id == taken.application.id
    assert second.consented_at is None
    assert taken.application.status is ApplicationStatus.INTERVIEWING


def test_it_is_the_same_interview_even_if_the_posting_has_changed(db: Session) -> None:
    taken = Taken(db)
    taken.interview.accommodations = {"extra_minutes": 10}
    posting = taken.interview.job_posting
    assert posting is not None
    posting.interview_minutes, posting.tech_stack = 55, "React"
    db.flush()
    second = take_again(db, taken.link, days=14)
    for name in ("minutes", "base_prompt", "base_prompt_version", "role_type", "accommodations"):
        assert getattr(second, name) == getattr(taken.interview, name)


def test_the_link_gives_enough_time_for_it(db: Session) -> None:
    taken = Taken(db)
    soon, link = utc_now() + timedelta(minutes=5), taken.link
    db.execute(update(InterviewLink).values(expires_at=soon))
    take_again(db, link, days=14)
    (expires,) = db.scalars(select(InterviewLink.expires_at))
    assert expires > utc_now() + timedelta(days=13)


@pytest.mark.parametrize(
    "outcome", [EvaluationStatus.EVALUATED, EvaluationStatus.FAILED, EvaluationStatus.QUEUED]
)
def test_an_interview_that_was_heard_is_taken_once(db: Session, outcome: EvaluationStatus) -> None:
    taken = Taken(db, outcome)
    assert not may_retake(db, taken.interview)
    with pytest.raises(Conflict):
        take_again(db, taken.link, days=14)


def test_a_newer_evaluation_that_worked_ends_the_offer(db: Session) -> None:
    taken = Taken(db)
    later = utc_now() + timedelta(seconds=5)
    db.add(
        Evaluation(
            interview_id=taken.interview.id, status=EvaluationStatus.EVALUATED, created_at=later
        )
    )
    db.flush()
    assert not may_retake(db, taken.interview)


def test_there_is_no_third_take(db: Session) -> None:
    taken = Taken(db)
    second = take_again(db, taken.link, days=14)
    assert not may_retake(db, taken.interview)
    move(second, InterviewStatus.IN_PROGRESS)
    move(second, InterviewStatus.COMPLETED)
    move(taken.application, ApplicationStatus.TO_REVIEW)
    db.add(Evaluation(interview_id=second.id, status=EvaluationStatus.DECLINED))
    db.flush()
    assert not may_retake(db, second)


def test_what_somebody_rates_is_not_replaced(db: Session) -> None:
    taken = Taken(db)
    db.add(Scorecard(interview_id=taken.interview.id, reviewer_id=make_user(db).id))
    db.flush()
    assert not may_retake(db, taken.interview)


def test_after_a_decision_there_is_no_second_take(db: Session) -> None:
    taken = Taken(db)
    move(taken.application, ApplicationStatus.REJECTED)
    assert not may_retake(db, taken.interview)


def test_an_interview_without_application_has_no_second_take(db: Session) -> None:
    taken = Taken(db)
    taken.interview.application_id = None
    db.flush()
    db.expire(taken.interview)
    assert not may_retake(db, db.get_one(Interview, taken.interview.id))


def test_the_trail_tells_of_both_takes(db: Session) -> None:
    taken = Taken(db)
    second = take_again(db, taken.link, days=14)
    event = next(
        e
        for e in trail(db, [taken.application.id], PROGRAM)
        if e.action == "takes the interview again"
    )
    assert event.detail == {"first": str(taken.interview.id), "second": str(second.id)}
