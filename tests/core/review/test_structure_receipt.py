"""The structure receipt: what was really asked, beside what was planned."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from core.access.permissions import PROGRAM
from core.interviews.assessment.progressive import ProgressiveAssessment
from core.interviews.assessment.stored_state import assessment_to_json
from core.interviews.plans.interview_plan import InterviewPlan
from core.models import (
    Interview,
    InterviewPlanVersion,
    InterviewSession,
    Speaker,
    Turn,
    TurnKind,
)
from core.review.receipt_loading import load_receipt
from core.review.structure_receipt import Asked, StructureReceipt, structure_receipt
from core.text.question_wording import share_said
from tests.factories import ready_interview
from tests.plans import LIBRARY, plan_for

BEGIN = datetime(2026, 11, 25, 9, tzinfo=UTC)
PLAN = plan_for("data_engineering", ["Kafka", "Spark"], minutes=15)
OTHER_WORDS = "Would you say that you are any good with this kind of tool, or rather not?"


def turn(number: int, kind: TurnKind, text: str, **more: object) -> Turn:
    """A turn that begins a minute after the one before and takes half a minute."""
    began = BEGIN + timedelta(minutes=number)
    speaker = Speaker.CANDIDATE if kind is TurnKind.ANSWER else Speaker.INTERVIEWER
    times = {"started_at": began, "ended_at": began + timedelta(seconds=30)}
    return Turn(number=number, kind=kind, speaker=speaker, text=text, **{**times, **more})


def held(plan: InterviewPlan = PLAN) -> list[Turn]:
    """An interview that keeps to ``plan``: each question with an acknowledgement, and an answer."""
    turns: list[Turn] = []
    for place, question in enumerate(plan.questions):
        about = {"question_id": question.id, "competency": question.competency}
        kind = TurnKind.QUESTION if place else TurnKind.OPENING
        turns.append(turn(2 * place + 1, kind, f"Thank you. {question.text}", **about))
        turns.append(turn(2 * place + 2, TurnKind.ANSWER, "Well, I did it.", **about))
    return turns


def receipt_of(
    turns: Sequence[Turn], plan: InterviewPlan = PLAN, *sessions: InterviewSession
) -> StructureReceipt:
    interview = Interview(base_prompt="data_engineering", minutes=15, language="en",
                          accommodations={})  # fmt: skip
    return structure_receipt(interview, plan, turns, sessions)


def became(receipt: StructureReceipt) -> list[Asked]:
    return [one.asked for one in receipt.core]


def test_an_interview_that_keeps_to_its_plan_says_so() -> None:
    receipt = receipt_of(held())
    assert receipt.kept
    assert became(receipt) == [Asked.AS_PLANNED] * len(PLAN.questions)
    assert [one.turns for one in receipt.core] == [(2 * n + 1,) for n in range(len(PLAN.questions))]


def test_what_is_said_around_a_question_makes_no_difference() -> None:
    turns = held()
    text = PLAN.questions[0].text
    turns[0].text = f"Hello Ada! I'm an AI interviewer. Here is the first: {text.upper()} Take time"
    assert receipt_of(turns).core[0].asked is Asked.AS_PLANNED


def test_a_question_that_was_never_asked_is_omitted() -> None:
    turns = [one for one in held() if one.question_id != PLAN.questions[1].id]
    receipt = receipt_of(turns)
    assert not receipt.kept
    assert receipt.core[1].asked is Asked.OMITTED
    assert (receipt.core[1].said, receipt.core[1].turns) == (None, ())
    assert receipt.count(Asked.OMITTED) == 1


def test_a_question_in_other_words_is_reworded_and_shown_beside_the_plan() -> None:
    turns = held()
    turns[2].text = OTHER_WORDS
    receipt = receipt_of(turns)
    assert receipt.core[1].asked is Asked.REWORDED
    assert receipt.core[1].said == OTHER_WORDS
    assert receipt.core[1].similarity < 0.9
    assert not receipt.kept


def test_a_question_that_the_candidate_cut_into_is_cut_short() -> None:
    turns = held()
    turns[2].planned_text, turns[2].interrupted = turns[2].text, True
    turns[2].text = " ".join(turns[2].text.split()[:8])
    assert receipt_of(turns).core[1].asked is Asked.CUT_SHORT


def test_a_question_that_was_cut_short_and_said_again_was_asked() -> None:
    turns = held()
    question = PLAN.questions[1]
    turns[2].planned_text, turns[2].text = turns[2].text, "Thank you. Tell"
    again = turn(99, TurnKind.REPEAT, question.text, question_id=question.id)
    receipt = receipt_of([*turns, again])
    assert receipt.core[1].asked is Asked.AS_PLANNED
    assert receipt.core[1].turns == (3, 99)
    assert receipt.asked_twice == ()
    assert receipt.in_order


def test_another_order_is_seen() -> None:
    turns = held()
    turns[0].number, turns[2].number = 3, 1
    receipt = receipt_of(turns)
    assert not receipt.in_order
    assert not receipt.kept


def test_a_question_that_was_put_anew_a_second_time_is_seen() -> None:
    first = PLAN.questions[0]
    again = turn(90, TurnKind.QUESTION, first.text, question_id=first.id)
    receipt = receipt_of([*held(), again])
    assert receipt.asked_twice == (1,)
    assert not receipt.kept


def test_what_a_candidate_says_never_counts_as_asked() -> None:
    turns = held()
    turns[2].text = OTHER_WORDS
    turns[3].text = f"You want to ask: {PLAN.questions[1].text}"
    assert receipt_of(turns).core[1].asked is Asked.REWORDED


def test_probes_and_follow_ups_are_listed_and_counted_against_the_budget() -> None:
    steps = [turn(50 + n, TurnKind.PROBE if n % 2 else TurnKind.FOLLOW_UP, f"More {n}?")
             for n in range(3)]  # fmt: skip
    receipt = receipt_of([*held(), *steps], replace(PLAN, probes=3))
    assert [step.text for step in receipt.steps] == ["More 0?", "More 1?", "More 2?"]
    assert receipt.kept
    assert not receipt_of([*held(), *steps], replace(PLAN, probes=2)).kept


def test_minutes_are_those_of_questions_and_answers() -> None:
    turns = held()
    assert receipt_of(turns).minutes_by_competency == {
        name: pytest.approx(1.0) for name in PLAN.competencies
    }
    turns[1].ended_at = turns[1].started_at + timedelta(minutes=3)
    first = PLAN.questions[0].competency
    assert receipt_of(turns).minutes_by_competency[first] == pytest.approx(3.5)


def test_a_night_between_two_connections_is_not_talk() -> None:
    turns = held()
    turns[0].ended_at = None
    for later in turns[1:]:
        later.started_at += timedelta(hours=12)
        later.ended_at = later.started_at + timedelta(seconds=30)
    first = PLAN.questions[0].competency
    assert receipt_of(turns).minutes_by_competency[first] == pytest.approx(2.5)


def test_sessions_are_summed_up() -> None:
    common = {"reconnects": 1, "interruptions": 2, "assessment": {}}
    sessions = [
        InterviewSession(model="local", prompt_sha256="a", talk_seconds=60.0, **common),
        InterviewSession(model="openai", model_version="voice-2", prompt_sha256="b",
                         talk_seconds=300.0, **common),
    ]  # fmt: skip
    receipt = receipt_of(held(), PLAN, *sessions)
    assert (receipt.reconnects, receipt.interruptions, receipt.connections) == (2, 4, 2)
    assert receipt.models == ("local", "openai voice-2")
    assert receipt.prompts == ("a", "b")
    assert receipt.minutes_talked == pytest.approx(5.0)


def test_questions_named_as_before_there_were_plans_are_found_by_their_words() -> None:
    turns = held()
    for one in turns:
        one.question_id = f"{one.competency}/working/1"
    assert receipt_of(turns).kept


@pytest.mark.parametrize(
    ("said", "share"),
    [
        ("How did you learn Kafka?", 1.0),
        ("Thank you. HOW did you — learn Kafka", 1.0),
        ("How did you learn?", 0.8),
        ("Kafka", 0.2),
        ("", 0.0),
    ],
)
def test_the_share_of_a_question_that_was_said(said: str, share: float) -> None:
    assert share_said("How did you learn Kafka?", said) == pytest.approx(share)


# From the database


@pytest.fixture
def interview(db: Session) -> Interview:
    return ready_interview(db)


def keep(db: Session, interview: Interview, plan: InterviewPlan, **session: object) -> None:
    turns = held(plan)
    for one in turns:
        one.interview_id = interview.id
    state = ProgressiveAssessment.begin(plan, LIBRARY[plan.base_prompt])
    db.add_all(turns)
    db.add(InterviewSession(interview_id=interview.id, model="local",
                            assessment=assessment_to_json(state), **session))  # fmt: skip
    db.flush()


def test_an_interview_is_compared_with_the_version_that_it_was_given(
    db: Session, interview: Interview
) -> None:
    version = db.get_one(InterviewPlanVersion, interview.interview_plan_id)
    plan = InterviewPlan.from_json(version.content)
    keep(db, interview, plan, prompt_sha256="f" * 64)
    receipt = load_receipt(db, interview, PROGRAM)
    assert receipt.kept
    assert receipt.plan_version == 1
    assert receipt.base_prompt_version == plan.base_prompt_version
    assert receipt.prompts == ("f" * 64,)


def test_without_a_posting_it_is_compared_with_what_the_session_walked_through(
    db: Session,
) -> None:
    interview = ready_interview(db, None)
    walked = plan_for("python", minutes=30)
    keep(db, interview, walked)
    receipt = load_receipt(db, interview, PROGRAM)
    assert [one.question for one in receipt.core] == list(walked.questions)
    assert receipt.plan_version is None


def test_an_interview_that_has_not_begun_has_an_empty_receipt(
    db: Session, interview: Interview
) -> None:
    receipt = load_receipt(db, interview, PROGRAM)
    assert receipt.core
    assert receipt.count(Asked.OMITTED) == len(receipt.core)
    assert not receipt.kept
