"""What a candidate reads about where they stand."""

import pytest

from core.errors import Conflict
from core.interviews.application_status import DECIDED, UNDECIDED, may_be_taken, status_text
from core.models import Application, ApplicationStatus, Interview, InterviewStatus, utc_now
from core.realtime.session.opening import require_open

DECISIONS = {ApplicationStatus.HIRED, ApplicationStatus.REJECTED}


@pytest.mark.parametrize("status", [None, *sorted(set(ApplicationStatus) - DECISIONS)])
@pytest.mark.parametrize("interview", list(InterviewStatus))
@pytest.mark.parametrize("released", [True, False])
def test_how_the_team_sorts_among_itself_is_not_told(
    status: ApplicationStatus | None, interview: InterviewStatus, released: bool
) -> None:
    assert status_text(status, interview, feedback_released=released) == UNDECIDED[interview]


@pytest.mark.parametrize("interview", list(InterviewStatus))
def test_a_decision_is_first_told_by_a_person_and_reads_the_same_until_then(
    interview: InterviewStatus,
) -> None:
    told = {status_text(status, interview, feedback_released=False) for status in DECISIONS}
    assert told == {DECIDED}


@pytest.mark.parametrize("interview", list(InterviewStatus))
def test_with_feedback_the_decision_is_said(interview: InterviewStatus) -> None:
    hired = status_text(ApplicationStatus.HIRED, interview, feedback_released=True)
    rejected = status_text(ApplicationStatus.REJECTED, interview, feedback_released=True)
    assert "chosen you" in hired.title
    assert "without you" in rejected.title


@pytest.mark.parametrize("decided", [False, True])
@pytest.mark.parametrize("state", list(InterviewStatus))
def test_an_interview_is_not_begun_after_the_decision_and_may_be_finished(
    state: InterviewStatus, decided: bool
) -> None:
    status = ApplicationStatus.REJECTED if decided else ApplicationStatus.APPLIED
    interview = Interview(status=state, consented_at=utc_now())
    interview.application = Application(status=status)
    begun = state is InterviewStatus.IN_PROGRESS
    expected = begun or (state is InterviewStatus.SCHEDULED and not decided)
    assert may_be_taken(interview) == expected
    if expected:
        require_open(interview)
    else:
        with pytest.raises(Conflict):
            require_open(interview)
