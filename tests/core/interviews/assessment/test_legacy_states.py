"""Interviews that began before there were plans go on where they stood."""

import json
from pathlib import Path
from typing import Any

import pytest

from core.interviews.assessment.directive import ASKING
from core.interviews.assessment.progressive import ProgressiveAssessment
from core.interviews.assessment.stored_state import assessment_from_json, assessment_to_json
from core.interviews.assessment.topics import Signal
from core.interviews.plans.question_bank import shapes_of
from tests.plans import LIBRARY

STORED: dict[str, dict[str, Any]] = json.loads(
    (Path(__file__).parents[3] / "data" / "assessments_before_plans.json").read_text("utf-8")
)
"""States as the program stored them then, by what was going on."""


def loaded(name: str) -> ProgressiveAssessment:
    return assessment_from_json(STORED[name], LIBRARY[STORED[name]["base_prompt"]])


@pytest.mark.parametrize("name", STORED)
def test_the_open_question_is_still_open(name: str) -> None:
    state, before = loaded(name), STORED[name]["current"]
    asked = [row["asked"] for row in STORED[name]["topics"] if row["name"] == before["competency"]]
    further = before["kind"] == "question" and before["text"] != asked[0][0]
    assert state.current.kind == ("follow_up" if further else before["kind"])
    assert (state.current.text, state.current.competency) == (before["text"], before["competency"])
    assert (state.elapsed, state.minutes) == (STORED[name]["elapsed"], STORED[name]["minutes"])


@pytest.mark.parametrize("name", STORED)
def test_it_is_stored_as_of_today_from_then_on(name: str) -> None:
    state = loaded(name)
    stored = json.loads(json.dumps(assessment_to_json(state)))
    assert stored["version"] == 2
    assert assessment_from_json(stored, LIBRARY[state.base_prompt]) == state


@pytest.mark.parametrize("name", STORED)
@pytest.mark.parametrize("signal", Signal)
def test_it_comes_to_its_end_and_repeats_nothing(name: str, signal: Signal) -> None:
    state, said = loaded(name), [t for row in STORED[name]["topics"] for t in row["asked"]]
    while not state.done:
        state = state.record(signal, state.elapsed + 60)
        if state.current.kind in ("question", "follow_up"):
            said.append(state.current.text)
    assert len({min(shapes_of(text, ())) for text in said}) == len(said)


def test_what_was_answered_still_counts() -> None:
    state, rows = loaded("at a probe"), STORED["at a probe"]["topics"]
    answered = [[str(part) for part in one] for t in state.topics for one in t.answers]
    assert answered == [one for row in rows for one in row["answers"]]


def test_the_required_skills_that_were_still_to_come_are_asked_about() -> None:
    state = loaded("at a harder question")
    about = {skill for topic in state.topics for skill in topic.question.skills}
    assert about == {"Kafka", "Spark", "Snowflake", "Beekeeping"}
    while state.current.kind in ASKING:
        state = state.record(Signal.WEAK, state.elapsed + 60)
    assert state.asked == len(state.topics)


@pytest.mark.parametrize("name", ["at the last word", "at the farewell"])
def test_nothing_is_asked_of_who_had_the_last_word(name: str) -> None:
    assert loaded(name).record(Signal.STRONG, 0).done
