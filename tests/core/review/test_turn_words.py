"""Turns in words, and which are shown."""

import pytest

from core.models import (
    Interview,
    Speaker,
    Turn,
    TurnKind,
)
from core.review.turn_words import FILTERS, QUESTIONS, about, answers_about, matching

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
