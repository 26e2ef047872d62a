"""The candidate's page after the interview: status, transcript, recording, feedback."""

import pytest
from sqlalchemy import func, select, update
from streamlit.testing.v1 import AppTest

from core.models import (
    ApplicationStatus,
    InputMode,
    Interview,
    InterviewStatus,
    Scorecard,
    Turn,
    TurnAudio,
)
from core.models.status import move
from core.review.feedback import release_feedback, write_feedback
from pages.composition.wiring import Services
from tests.factories import signed_in
from tests.pages.completed_interview import MARKUP, SAID, CompletedInterview
from tests.pages.screen import Visit, field, page_text, press


@pytest.fixture
def after(services: Services, visit: Visit) -> CompletedInterview:
    return CompletedInterview(services, visit)


def buttons(page: AppTest) -> list[str]:
    return [one.label for one in page.button]


def test_the_candidate_sees_where_they_stand_and_all_that_was_said(
    after: CompletedInterview,
) -> None:
    page = after.open()
    assert "with the hiring team" in page_text(page)
    assert "Tell me of a lag." in page_text(page)
    assert "We moved to Cough Car." in page_text(page)


def test_nothing_of_the_teams_own_is_shown(after: CompletedInterview) -> None:
    with after.services.begin() as db:
        move(after.application(db), ApplicationStatus.SHORTLISTED)
        write_feedback(db, after.application_id, "A first draft.", by=signed_in(db))
    page = page_text(after.open())
    for own in ("inner remark", "weak", "shortlist", "first draft"):
        assert own not in page.casefold()


def test_markup_in_what_was_typed_is_shown_as_it_was_typed(after: CompletedInterview) -> None:
    page = page_text(after.open())
    assert "<img" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page


def test_a_misheard_line_is_corrected_and_both_versions_are_shown(
    after: CompletedInterview,
) -> None:
    page = press(after.open(), "Correct line 2")
    field(page, "What you really said").set_value("We moved to Kafka.")
    page = press(page, "Save")
    turn = after.turns()[1]
    assert (turn.text, turn.corrected_text) == ("We moved to Cough Car.", "We moved to Kafka.")
    assert "Cough Car</del>" in page_text(page)
    assert "Kafka</ins>" in page_text(page)
    assert "Correct line 2" in buttons(page)


def test_a_correction_that_is_not_taken_keeps_what_was_typed_and_says_why(
    after: CompletedInterview,
) -> None:
    page = press(after.open(), "Correct line 2")
    field(page, "What you really said").set_value(" ")
    page = press(page, "Save")
    assert "Please write what you said" in page.error[0].value
    assert after.turns()[1].corrected_text is None
    assert "What you really said" not in page_text(press(page, "Cancel"))


def test_only_what_the_candidate_spoke_can_be_corrected(after: CompletedInterview) -> None:
    offered = [label for label in buttons(after.open()) if label.startswith("Correct line")]
    assert offered == ["Correct line 2"]


def test_who_wrote_everything_reads_nothing_of_mishearing(after: CompletedInterview) -> None:
    with after.services.begin() as db:
        db.execute(update(Turn).values(mode=InputMode.TYPED))
    assert "Speech recognition" not in page_text(after.open())


def test_once_somebody_rates_there_is_nothing_to_correct(after: CompletedInterview) -> None:
    with after.services.begin() as db:
        db.add(Scorecard(interview_id=after.id, reviewer_id=signed_in(db).user_id))
    page = after.open()
    assert "The time to correct it is over" in " ".join(one.value for one in page.text)
    assert not [label for label in buttons(page) if label.startswith("Correct line")]


def test_released_feedback_is_read_with_the_decision(after: CompletedInterview) -> None:
    with after.services.begin() as db:
        move(after.application(db), ApplicationStatus.REJECTED)
    assert "has decided" in page_text(after.open())
    assert "without you" not in page_text(after.open())
    with after.services.begin() as db:
        grace = signed_in(db)
        write_feedback(db, after.application_id, MARKUP, by=grace)
        release_feedback(db, after.application_id, by=grace)
    page = after.open()
    assert "without you" in page_text(page)
    assert MARKUP in page_text(page)


def test_without_consent_there_is_no_recording_and_the_page_says_so(
    after: CompletedInterview,
) -> None:
    page = after.open()
    assert "not recorded" in page_text(page)
    assert "<audio" not in page_text(page)


def test_the_candidate_hears_their_recording_and_deletes_it_after_a_second_question(
    after: CompletedInterview,
) -> None:
    after.record()
    page = after.open()
    assert f"?link={after.link}" in page_text(page)
    page = press(page, "Delete the recording now")
    page = press(page, "Delete the recording")
    with after.services.begin() as db:
        assert db.scalar(select(func.count()).select_from(TurnAudio)) == 0
    assert "The recording is deleted" in page_text(page)
    assert "<audio" not in page_text(after.open())
    assert len(after.turns()) == len(SAID)


def test_an_interview_that_was_not_heard_can_be_taken_again(after: CompletedInterview) -> None:
    assert "Take the interview again" not in buttons(after.open())
    after.decline()
    page = press(after.open(), "Take the interview again")
    assert page.title[0].value == "Your interview"
    with after.services.begin() as db:
        second = db.scalars(select(Interview).where(Interview.retake_of_id == after.id)).one()
        assert second.status is InterviewStatus.SCHEDULED


def test_a_second_press_in_another_tab_opens_the_second_take_as_well(
    after: CompletedInterview,
) -> None:
    after.decline()
    first, second = after.open(), after.open()
    press(first, "Take the interview again")
    page = press(second, "Take the interview again")
    assert page.title[0].value == "Your interview"
