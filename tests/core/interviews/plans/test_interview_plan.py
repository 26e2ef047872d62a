"""A plan as it is stored and read back."""

import pytest

from core.interviews.plans.interview_plan import (
    InterviewPlan,
)
from tests.plans import plan_for


def test_a_plan_that_is_not_one_is_refused_naming_the_key() -> None:
    stored = plan_for("python").to_json()
    assert InterviewPlan.from_json(stored) == plan_for("python")
    with pytest.raises(ValueError, match="colour"):
        InterviewPlan.from_json({**stored, "colour": "red"})
    del stored["probes"]
    with pytest.raises(ValueError, match="probes"):
        InterviewPlan.from_json(stored)
