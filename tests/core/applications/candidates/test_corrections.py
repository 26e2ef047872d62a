"""Corrections of mis-heard lines: whose, when, how much, and that nothing is lost."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.audit import trail
from core.access.permissions import PROGRAM
from core.applications.candidates.corrections import (
    CORRECTION_TIME,
    MORE_THAN_HEARD,
    MOST_CORRECTIONS,
    correct_turn,
    correctable_until,
    is_correctable,
)
from core.errors import Conflict, InvalidInput, NotFound
from core.models import (
    ApplicationStatus,
    Evaluation,
    EvaluationStatus,
    InputMode,
    Interview,
    Scorecard,
    Speaker,
    TurnKind,
    utc_now,
)
from core.models.status import move
from tests.core.applications.candidates.heard_turns import HEARD, SAID, a_turn, ended
from tests.factories import link_to, make_user, ready_interview


def test_a_correction_stands_beside_what_was_heard(db: Session) -> None:
    interview = ended(db)
    turn = correct_turn(db, link_to(db, interview), a_turn(db, interview).id, f"  {SAID}\n")
    assert (turn.text, turn.corrected_text) == (HEARD, SAID)
    assert turn.corrected_at is not None


def test_a_correction_can_be_made_better_and_taken_back(db: Session) -> None:
    interview = ended(db)
    turn = a_turn(db, interview)
    correct_turn(db, link_to(db, interview), turn.id, "We moved to Café.")
    correct_turn(db, link_to(db, interview), turn.id, SAID)
    assert turn.corrected_text == SAID
    correct_turn(db, link_to(db, interview), turn.id, HEARD)
    assert turn.corrected_text is None
    assert turn.corrected_at is None


def test_the_trail_tells_that_a_line_was_corrected_but_not_what_it_says(db: Session) -> None:
    interview = ended(db)
    turn = a_turn(db, interview, 4)
    correct_turn(db, link_to(db, interview), turn.id, SAID)
    correct_turn(db, link_to(db, interview), turn.id, SAID)
    (event,) = trail(db, [interview.id], PROGRAM)
    assert (event.actor, event.action) == ("The candidate", "corrected a mis-heard line")
    assert event.detail == {"turn": 4}


@pytest.mark.parametrize(
    "other",
    [
        {"speaker": Speaker.INTERVIEWER, "kind": TurnKind.QUESTION},
        {"mode": InputMode.TYPED},
    ],
)
def test_only_what_the_candidate_spoke_can_have_been_misheard(
    db: Session, other: dict[str, Any]
) -> None:
    interview = ended(db)
    turn = a_turn(db, interview, **other)
    assert not is_correctable(turn)
    with pytest.raises(Conflict):
        correct_turn(db, link_to(db, interview), turn.id, SAID)


def test_a_turn_of_somebody_else_is_not_found(db: Session) -> None:
    interview, other = ended(db), ended(db)
    turn = a_turn(db, other)
    with pytest.raises(NotFound):
        correct_turn(db, link_to(db, interview), turn.id, SAID)
    assert turn.corrected_text is None


def test_before_the_end_nothing_is_corrected(db: Session) -> None:
    interview = ready_interview(db)
    assert correctable_until(db, interview) is None
    with pytest.raises(Conflict):
        correct_turn(db, link_to(db, interview), a_turn(db, interview).id, SAID)


def test_a_day_after_the_interview_it_is_over(db: Session) -> None:
    interview = ended(db)
    assert correctable_until(db, interview) is not None
    interview.ended_at = utc_now() - CORRECTION_TIME - timedelta(seconds=1)
    db.flush()
    assert correctable_until(db, interview) is None
    with pytest.raises(Conflict):
        correct_turn(db, link_to(db, interview), a_turn(db, interview).id, SAID)


def test_once_somebody_rates_the_words_stay_as_they_are(db: Session) -> None:
    interview = ended(db)
    db.add(Scorecard(interview_id=interview.id, reviewer_id=make_user(db).id))
    db.flush()
    assert correctable_until(db, interview) is None
    with pytest.raises(Conflict):
        correct_turn(db, link_to(db, interview), a_turn(db, interview).id, SAID)


@pytest.mark.parametrize("decision", [ApplicationStatus.REJECTED, ApplicationStatus.HIRED])
def test_what_was_decided_on_is_not_changed(db: Session, decision: ApplicationStatus) -> None:
    interview = ended(db)
    application = interview.application
    assert application is not None
    for status in (ApplicationStatus.INTERVIEWING, ApplicationStatus.TO_REVIEW):
        move(application, status)
    assert correctable_until(db, interview) is not None
    move(application, decision)
    assert correctable_until(db, interview) is None


@pytest.mark.parametrize("text", ["", "  \n ", "x" * (2 * len(HEARD) + MORE_THAN_HEARD + 1)])
def test_a_correction_neither_takes_a_line_out_nor_adds_a_second_answer(
    db: Session, text: str
) -> None:
    interview = ended(db)
    turn = a_turn(db, interview)
    with pytest.raises(InvalidInput):
        correct_turn(db, link_to(db, interview), turn.id, text)
    assert turn.corrected_text is None


def test_what_postgres_cannot_store_is_left_out(db: Session) -> None:
    interview = ended(db)
    turn = correct_turn(
        db, link_to(db, interview), a_turn(db, interview).id, "We\0 moved to Kafka."
    )
    assert turn.corrected_text == SAID


def evaluations(db: Session, interview: Interview) -> list[EvaluationStatus]:
    query = select(Evaluation.status).where(Evaluation.interview_id == interview.id)
    return list(db.scalars(query.order_by(Evaluation.created_at)))


def test_one_evaluation_follows_however_many_lines_are_corrected(db: Session) -> None:
    interview = ended(db)
    for number in (1, 2, 3):
        correct_turn(db, link_to(db, interview), a_turn(db, interview, number).id, SAID)
    assert evaluations(db, interview) == [EvaluationStatus.QUEUED]


def test_what_was_evaluated_before_a_correction_is_evaluated_again(db: Session) -> None:
    interview = ended(db)
    earlier = utc_now() - timedelta(minutes=5)
    done = EvaluationStatus.EVALUATED
    db.add(Evaluation(interview_id=interview.id, status=done, created_at=earlier))
    db.flush()
    correct_turn(db, link_to(db, interview), a_turn(db, interview).id, SAID)
    assert evaluations(db, interview) == [done, EvaluationStatus.QUEUED]


def test_a_line_is_corrected_so_often_and_no_more_but_can_be_taken_back(db: Session) -> None:
    interview = ended(db)
    link, turn = link_to(db, interview), a_turn(db, interview)
    for number in range(MOST_CORRECTIONS):
        correct_turn(db, link, turn.id, f"We moved to Kafka {number}.")
    last = turn.corrected_text
    with pytest.raises(Conflict, match="stays as it is"):
        correct_turn(db, link, turn.id, "Once more.")
    assert turn.corrected_text == last
    assert correct_turn(db, link, turn.id, HEARD).corrected_text is None
    assert correct_turn(db, link, a_turn(db, interview, 2).id, SAID).corrected_text == SAID
