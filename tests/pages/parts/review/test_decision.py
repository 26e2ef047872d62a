"""Deciding about an application on the review page."""

import pytest
from streamlit.testing.v1 import AppTest

from core.access.permissions import PROGRAM, Member
from core.models import Application, ApplicationStatus, Interview, InterviewStatus
from core.models.status import move
from core.review.decisions import decide, decision_history
from pages.composition.wiring import Services
from tests.factories import ready_interview, signed_in
from tests.pages.screen import Visit, page_text, press

REASON = "Measured before changing anything, and knew why it worked."


@pytest.fixture
def interview(services: Services) -> Interview:
    """A complete interview whose application waits for review."""
    with services.begin() as db:
        made = ready_interview(db)
        move(made, InterviewStatus.IN_PROGRESS)
        move(made, InterviewStatus.COMPLETED)
        assert made.application
        move(made.application, ApplicationStatus.INTERVIEWING)
        move(made.application, ApplicationStatus.TO_REVIEW)
        return made


def stage(services: Services, interview: Interview) -> ApplicationStatus:
    with services.begin() as db:
        return db.get_one(Application, interview.application_id).status


def fill(page: AppTest, to: ApplicationStatus | None, reason: str) -> None:
    """Fill in the decision and keep it."""
    decision = next(one for one in page.radio if one.label == "Decision")
    decision.set_value(to)
    next(one for one in page.text_area if one.label == "Reason, in writing").set_value(reason)
    press(page, "Keep this decision")


def test_a_decision_is_kept_with_its_reason_and_shown(
    services: Services, visit: Visit, interview: Interview, recruiter: Member
) -> None:
    page = visit("review", interview=str(interview.id))
    fill(page, ApplicationStatus.SHORTLISTED, REASON)
    assert stage(services, interview) is ApplicationStatus.SHORTLISTED
    assert REASON in page_text(page)
    assert f"**Shortlisted** by {recruiter.name}" in page_text(page)
    assert next(one for one in page.text_area if one.label == "Reason, in writing").value == ""


@pytest.mark.usefixtures("recruiter")
@pytest.mark.parametrize(
    ("to", "reason", "message"),
    [
        (ApplicationStatus.REJECTED, "no", "Please write the reason in a sentence."),
        (None, REASON, "Please choose a decision."),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(
    services: Services, visit: Visit, interview: Interview,
    to: ApplicationStatus | None, reason: str, message: str,
) -> None:  # fmt: skip
    page = visit("review", interview=str(interview.id))
    fill(page, to, reason)
    assert [one.value for one in page.error] == [message]
    assert next(one for one in page.text_area if one.label == "Reason, in writing").value == reason
    assert stage(services, interview) is ApplicationStatus.TO_REVIEW


@pytest.mark.usefixtures("recruiter")
def test_a_decision_on_an_outdated_page_is_refused(
    services: Services, visit: Visit, interview: Interview
) -> None:
    page = visit("review", interview=str(interview.id))
    assert interview.application_id
    with services.begin() as db:
        decide(db, interview.application_id, ApplicationStatus.HIRED, REASON, signed_in(db))
    fill(page, ApplicationStatus.REJECTED, REASON)
    assert not page.exception
    with services.begin() as db:
        assert len(decision_history(db, interview.application_id, PROGRAM)) == 1


def test_who_decides_on_an_old_view_is_told_and_keeps_the_reason(
    services: Services, visit: Visit, interview: Interview, recruiter: Member
) -> None:
    page = visit("review", interview=str(interview.id))
    with services.begin() as db:
        other = signed_in(db)
        application = interview.application_id
        assert application
        decide(db, application, ApplicationStatus.SHORTLISTED, REASON, other)
    fill(page, ApplicationStatus.REJECTED, "Something else that was seen here.")
    assert "decided about this application just now" in page.error[0].value
    reason = next(one for one in page.text_area if one.label == "Reason, in writing")
    assert reason.value == "Something else that was seen here."
    assert stage(services, interview) is ApplicationStatus.SHORTLISTED
