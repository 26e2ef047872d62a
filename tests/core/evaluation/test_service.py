"""Evaluation without a model: queued with the interview's end, coverage, nothing invented."""

import asyncio

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from core.access.audit import trail
from core.access.permissions import PROGRAM
from core.errors import Conflict
from core.evaluation.service import evaluation_of, request_evaluation
from core.evaluation.work import EvaluationWork
from core.models import EvaluationStatus, Interview, InterviewStatus
from core.realtime.session.service import RealtimeInterviewService
from db.engine import Sessions
from tests.core.finished_interviews import GOOD, PIPELINES, Said, finished_interview
from tests.factories import ready_interview, signed_in


def evaluate(sessions: Sessions, interview: Interview) -> None:
    """Do the queued evaluation as a worker does."""
    with sessions.begin() as db:
        view = evaluation_of(db, interview.id, PROGRAM)
    assert view is not None
    asyncio.run(EvaluationWork(sessions.begin).evaluate(str(view.id)))


def waiting(db: Session) -> int:
    return db.scalar(text("SELECT count(*) FROM jobs.procrastinate_jobs")) or 0


def test_the_end_of_an_interview_queues_its_evaluation_in_the_same_transaction(
    sessions: Sessions,
) -> None:
    with sessions.begin() as db:
        interview = ready_interview(db)
    service = RealtimeInterviewService(sessions.begin)
    record = service.open(interview.id, "scripted")
    service.end(record, "said goodbye", completed=True)
    service.end(record, "said goodbye", completed=True)
    with sessions() as db:
        assert db.get_one(Interview, interview.id).status is InterviewStatus.COMPLETED
        view = evaluation_of(db, interview.id, PROGRAM)
        assert view is not None
        assert view.status is EvaluationStatus.QUEUED
        assert waiting(db) == 1


def test_an_interview_that_was_only_left_is_not_evaluated(sessions: Sessions) -> None:
    with sessions.begin() as db:
        interview = ready_interview(db)
    service = RealtimeInterviewService(sessions.begin)
    service.end(service.open(interview.id, "scripted"), "left", completed=False)
    with sessions() as db:
        assert evaluation_of(db, interview.id, PROGRAM) is None
        assert waiting(db) == 0


def test_without_a_model_there_is_coverage_and_no_rating(sessions: Sessions) -> None:
    with sessions.begin() as db:
        interview = finished_interview(db)
        request_evaluation(db, interview.id, PROGRAM)
    evaluate(sessions, interview)
    with sessions() as db:
        view = evaluation_of(db, interview.id, PROGRAM)
    assert view is not None
    assert view.status is EvaluationStatus.EVALUATED
    assert view.model is None
    assert view.proposals == ()
    covered = {(row.kind, row.name): row for row in view.coverage}
    pipelines = covered["competency", PIPELINES]
    assert pipelines.answered
    assert len(pipelines.asked) == 1
    assert [span.quote for span in pipelines.spans] == [
        GOOD[: GOOD.index(" I made")],
        GOOD[GOOD.index("I made") :],
    ]
    assert covered["skill", "Kafka"].spans[0].quote.startswith("Last year I rebuilt")
    assert not covered["skill", "Snowflake"].answered


def test_an_interview_is_evaluated_only_when_it_is_complete(db: Session) -> None:
    with pytest.raises(Conflict, match="once it is complete"):
        request_evaluation(db, ready_interview(db).id, PROGRAM)


def test_asking_twice_queues_once(db: Session) -> None:
    interview = finished_interview(db)
    first = request_evaluation(db, interview.id, PROGRAM)
    assert request_evaluation(db, interview.id, PROGRAM).id == first.id
    assert waiting(db) == 1


def test_a_job_that_was_lost_is_asked_for_again(db: Session) -> None:
    interview = finished_interview(db)
    request_evaluation(db, interview.id, PROGRAM)
    db.execute(text("DELETE FROM jobs.procrastinate_jobs"))
    request_evaluation(db, interview.id, PROGRAM)
    assert waiting(db) == 1


def test_asking_for_an_evaluation_is_kept_in_the_trail(db: Session) -> None:
    interview, user = finished_interview(db), signed_in(db)
    request_evaluation(db, interview.id, user)
    events = [(event.actor_id, event.action) for event in trail(db, [interview.id], PROGRAM)]
    assert (user.user_id, "asked for an evaluation") in events


def test_an_evaluated_interview_can_be_evaluated_again_and_the_newest_counts(
    sessions: Sessions,
) -> None:
    with sessions.begin() as db:
        interview = finished_interview(db)
        first = request_evaluation(db, interview.id, PROGRAM)
    evaluate(sessions, interview)
    with sessions.begin() as db:
        second = request_evaluation(db, interview.id, PROGRAM)
    assert second.id != first.id
    with sessions() as db:
        view = evaluation_of(db, interview.id, PROGRAM)
        assert view
        assert (view.id, view.status) == (second.id, EvaluationStatus.QUEUED)


def test_an_interview_without_a_posting_is_covered_too(sessions: Sessions) -> None:
    with sessions.begin() as db:
        interview = finished_interview(db, [Said("Python language", GOOD)], draft=None)
        request_evaluation(db, interview.id, PROGRAM)
    evaluate(sessions, interview)
    with sessions() as db:
        view = evaluation_of(db, interview.id, PROGRAM)
    assert view is not None
    assert view.status is EvaluationStatus.EVALUATED
    assert all(row.kind == "competency" for row in view.coverage)
