"""Ratings, turns, stages and comparisons in words."""

import uuid
from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from core.access.permissions import Member
from core.base_prompts.library import Anchors
from core.evaluation.service import Proposal, Run
from core.interviews.rated_competencies import Rated
from core.models import (
    ApplicationStatus,
    Interview,
    Rating,
    Speaker,
    Turn,
    TurnKind,
    utc_now,
)
from core.review.comparison import Compared, GivenRating
from core.review.comparison_words import asked_otherwise, comparison_rows
from core.review.printed import packet_of, transcript_text
from core.review.rating_words import (
    CHOICES,
    INSUFFICIENT,
    choice_meaning,
    choice_of,
    progress_words,
    rating_chosen,
    rating_words,
    runs_words,
)
from core.review.scorecards import submitted_scorecards
from core.review.stages import counted, stage_name
from core.review.turn_words import FILTERS, QUESTIONS, about, answers_about, matching
from tests.factories import signed_in
from tests.held_interview import competencies, held_interview, rated_by

LEVELS = (("Names it.", "Uses it.", "Tunes it."), ("Guesses.", "Explains.", "Decides."))
KAFKA = Rated("Kafka", (), tuple(Anchors(**dict(zip("135", one, strict=True))) for one in LEVELS))


@pytest.fixture
def interview(db: Session) -> Interview:
    return held_interview(db)


@pytest.fixture
def grace(db: Session) -> Member:
    return signed_in(db)


def rating(points: int | None, *, given: bool = True) -> Rating:
    return Rating(competency="Kafka", rating=points, rated_at=utc_now() if given else None)


def proposal(*ratings: int | None) -> Proposal:
    runs = (Run(n, one, "Said so.", (), ()) for n, one in enumerate(ratings, 1))
    return Proposal("Kafka", tuple(runs))


# Ratings


@pytest.mark.parametrize("points", [1, 2, 3, 4, 5, None])
def test_what_is_chosen_is_the_rating_that_is_kept(points: int | None) -> None:
    choice = choice_of(rating(points))
    assert choice in CHOICES
    assert rating_chosen(choice) == points


def test_nothing_is_chosen_before_somebody_rates() -> None:
    assert choice_of(None) is None
    assert choice_of(rating(None, given=False)) is None
    assert progress_words("Kafka", rating(None, given=False)) == "Kafka"
    assert progress_words("Kafka", rating(4)) == "✓ Kafka: 4"
    assert progress_words("Kafka", rating(None)) == "✓ Kafka: –"


def test_the_anchors_stand_at_one_three_and_five_and_every_set_is_named() -> None:
    meanings = {choice: choice_meaning(KAFKA, choice) for choice in CHOICES}
    assert meanings["1"] == "Names it. / Guesses."
    assert meanings["5"] == "Tunes it. / Decides."
    assert (meanings["2"], meanings["4"]) == ("", "")
    assert meanings[INSUFFICIENT].startswith("Nothing that was said")


def test_a_rating_without_a_number_is_said_in_words() -> None:
    assert [rating_words(row) for row in (None, rating(3), rating(None))] == [
        "Not rated", "3", "Insufficient evidence"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("runs", "words"),
    [((3, 4, 4), "3 · 4 · 4, 1 point apart"), ((2, 5), "2 · 5, 3 points apart"),
     ((4, 4), "4 · 4, all the same"), ((4, None), "4 · insufficient, not agreed")],
)  # fmt: skip
def test_every_run_is_shown_with_how_far_they_lie_apart(
    runs: tuple[int | None, ...], words: str
) -> None:
    assert runs_words(proposal(*runs)) == words
    assert runs_words(None) == "No proposal"


# Stages


def test_every_stage_has_a_name_and_empty_ones_are_not_counted() -> None:
    assert len({stage_name(stage) for stage in ApplicationStatus}) == len(ApplicationStatus)
    stages = {ApplicationStatus.TO_REVIEW: 3, ApplicationStatus.APPLIED: 1_200}
    assert counted(stages | {ApplicationStatus.HIRED: 0}) == "1,200 applied · 3 to review"
    assert counted({}) == "No applications"


# Turns


@pytest.mark.parametrize("kind", list(TurnKind))
def test_every_kind_of_turn_has_a_name(kind: TurnKind) -> None:
    turn = Turn(kind=kind, speaker=Speaker.INTERVIEWER, competency="Kafka", level="expert")
    assert about(turn)[1:] == ["Kafka, expert level"]


def test_turns_are_found_by_kind_and_by_the_words_as_corrected(interview: Interview) -> None:
    answer = next(t for t in interview.turns if t.kind is TurnKind.ANSWER)
    answer.corrected_text = "A ZEBRA ate it."
    assert matching(interview.turns, FILTERS[QUESTIONS], " a zebra ") == [answer]
    assert answer not in matching(interview.turns, (TurnKind.QUESTION,), "")


def test_the_answers_about_a_competency_come_first(interview: Interview) -> None:
    turns = interview.turns
    last = [t for t in turns if t.kind is TurnKind.ANSWER and t.competency][-1]
    found = answers_about(turns, last.competency or "")
    assert found[0].competency == last.competency
    assert {turn.speaker for turn in found} == {Speaker.CANDIDATE}
    assert len(found) == sum(turn.speaker is Speaker.CANDIDATE for turn in turns)


# Taken away


def test_a_text_says_which_words_are_corrected_and_a_packet_both(
    db: Session, interview: Interview, grace: Member
) -> None:
    names = competencies(db, interview)
    rated_by(db, interview, grace, 4)
    answer = next(t for t in interview.turns if t.kind is TurnKind.ANSWER)
    answer.corrected_text = "I measured the lag myself."
    text = transcript_text(interview, interview.turns, lambda moment: "then" if moment else None)
    assert "I measured the lag myself." in text
    assert answer.text not in text
    cards = submitted_scorecards(db, [interview.id])
    packet = packet_of(interview, interview.turns, cards, [], lambda _: None)
    assert {one.competency for one in packet.judged} == set(names)
    assert {one.reviewer for one in packet.judged} == {grace.name}
    assert "Started" not in packet.facts
    said = packet.turns[interview.turns.index(answer)]
    assert said.text == "I measured the lag myself."
    assert said.notes == (f"Corrected by the candidate; heard as: {answer.text}",)


# Comparisons


def person(name: str, plan: uuid.UUID, kafka: int | None, *, hidden: bool = False) -> Compared:
    given = {} if hidden else {"Kafka": (GivenRating("Grace", kafka),)}
    return Compared(uuid.uuid4(), name, plan, 1, ("Kafka", "SQL"), hidden, given)


def test_a_comparison_shows_what_was_given_and_compares_like_with_like() -> None:
    plan = uuid.uuid4()
    people = [person("A", plan, 4), person("B", plan, 2), person("C", uuid.uuid4(), 5)]
    assert comparison_rows(people) == [
        ["Kafka", "4", "2", "5"],
        ["SQL", "not rated", "not rated", "not rated"],
        ["Weighted mean of 1 of 2", "4.00", "2.00", "not compared"],
    ]


def test_what_is_hidden_is_neither_shown_nor_weighed() -> None:
    plan = uuid.uuid4()
    people = [person("A", plan, None), person("B", plan, 2, hidden=True)]
    assert comparison_rows(people) == [
        ["Kafka", "insufficient evidence", "hidden"], ["SQL", "not rated", "hidden"]
    ]  # fmt: skip


def test_whoever_was_asked_otherwise_is_told_apart_by_the_version() -> None:
    one = person("C", uuid.uuid4(), 5)
    assert asked_otherwise("C", one, "A").startswith(
        "C was asked by another interview plan (version 1) than A,"
    )
    unfrozen = replace(one, plan_version=None)
    assert "(no frozen plan)" in asked_otherwise("C", unfrozen, "A")
