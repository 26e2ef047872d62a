"""What a candidate reads about where they stand."""

import pytest

from core.candidates.standing import DECIDED, WITH_TEAM, standing
from core.models import ApplicationStatus

DECISIONS = {ApplicationStatus.HIRED, ApplicationStatus.REJECTED}


@pytest.mark.parametrize("status", [None, *sorted(set(ApplicationStatus) - DECISIONS)])
@pytest.mark.parametrize("released", [True, False])
def test_how_the_team_sorts_among_itself_is_not_told(
    status: ApplicationStatus | None, released: bool
) -> None:
    assert standing(status, feedback_released=released) == WITH_TEAM


def test_a_decision_is_first_told_by_a_person_and_reads_the_same_until_then() -> None:
    told = {standing(status, feedback_released=False) for status in DECISIONS}
    assert told == {DECIDED}


def test_with_feedback_the_decision_is_said() -> None:
    hired = standing(ApplicationStatus.HIRED, feedback_released=True)
    rejected = standing(ApplicationStatus.REJECTED, feedback_released=True)
    assert "chosen you" in hired.title
    assert "without you" in rejected.title
