"""A stored assessment goes on where it stood, in any process."""

import json

from core.interviews.assessment.directive import Directive
from core.interviews.assessment.progressive import ProgressiveAssessment
from core.interviews.assessment.stored_state import assessment_from_json, assessment_to_json
from core.interviews.assessment.topics import Signal
from tests.core.interviews.assessment.walked import (
    Answers,
    asked,
    for_every_interview,
    long_talk,
    states,
    steps_of,
)
from tests.plans import LIBRARY, plan_for

STRONG, MIXED = Signal.STRONG, Signal.MIXED


@for_every_interview
def test_any_process_can_go_on_from_what_was_stored(
    state: ProgressiveAssessment, answers: Answers
) -> None:
    for s in states(state, answers):
        stored = json.loads(json.dumps(assessment_to_json(s)))
        base = LIBRARY[stored["plan"]["base_prompt"]]
        assert assessment_from_json(stored, base) == s
        assert Directive.from_json(stored["current"]) == s.current


def test_stored_state_is_plain_json() -> None:
    stored = assessment_to_json(asked(long_talk(), STRONG, MIXED))
    assert stored["version"] == 2
    assert json.loads(json.dumps(stored)) == stored


def test_an_edited_base_prompt_does_not_stop_a_running_interview() -> None:
    plan = plan_for("data_engineering", ["Kafka"], minutes=60)
    state = ProgressiveAssessment.begin(plan, LIBRARY["data_engineering"])
    stored = json.loads(json.dumps(assessment_to_json(asked(state, STRONG))))
    went_on = assessment_from_json(stored, LIBRARY["python"])
    assert went_on.current == asked(state, STRONG).current
    path = states(went_on, [(STRONG, 60.0, False)])
    assert path[-1].done
    assert [s.text for s in steps_of(path, "question")] == [q.text for q in plan.questions[1:]]
