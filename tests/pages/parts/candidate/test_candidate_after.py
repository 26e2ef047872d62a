"""The candidate's page after the interview: status, transcript, recording, feedback."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session
from streamlit.testing.v1 import AppTest

from core.applications.candidates.own_interview import give_consent
from core.interviews.service import list_turns
from core.models import (
    Application,
    ApplicationStatus,
    Evaluation,
    EvaluationStatus,
    InputMode,
    Interview,
    InterviewStatus,
    Scorecard,
    Speaker,
    Turn,
    TurnAudio,
    TurnKind,
    utc_now,
)
from core.models.status import move
from core.recordings.service import agree_to_recording, keep_recording
from core.review.feedback import release_feedback, write_feedback
from pages.composition.wiring import Services
from tests.core.recordings.test_recordings import a_recording
from tests.factories import apply, open_posting, signed_in
from tests.pages.screen import Visit, field, press, said

MARKUP = "<img src=x onerror=alert(1)> **bold** :material/home:"
SAID = (
    (Speaker.INTERVIEWER, TurnKind.OPENING, "Hello Ada. Tell me of a lag.", InputMode.VOICE),
    (Speaker.CANDIDATE, TurnKind.ANSWER, "We moved to Cough Car.", InputMode.VOICE),
    (Speaker.INTERVIEWER, TurnKind.QUESTION, "What then?", InputMode.VOICE),
    (Speaker.CANDIDATE, TurnKind.ANSWER, MARKUP, InputMode.TYPED),
)


class Afterwards:
    """An interview that is over, as its candidate finds it."""

    def __init__(self, house: Services, visit: Visit) -> None:
        self.house, self._visit = house, visit
        with house.begin() as db:
            new = apply(db, open_posting(db))
            self.link, self.id = new.link_token, new.interview.id
            self.application_id = new.application.id
            give_consent(db, self.link)
            move(new.application, ApplicationStatus.INTERVIEWING)
            move(new.interview, InterviewStatus.IN_PROGRESS)
            new.interview.started_at = utc_now() - timedelta(minutes=20)
            for number, (speaker, kind, text, mode) in enumerate(SAID, start=1):
                db.add(
                    Turn(interview_id=self.id, number=number, speaker=speaker, kind=kind,
                         text=text, mode=mode, note="an inner remark", signal="weak")
                )  # fmt: skip
            move(new.interview, InterviewStatus.COMPLETED)
            new.interview.ended_at = utc_now()
            move(new.application, ApplicationStatus.TO_REVIEW)

    def open(self) -> AppTest:
        return self._visit("interview", link=self.link)

    def turns(self) -> list[Turn]:
        with self.house.begin() as db:
            return list_turns(db, self.id)

    def application(self, db: Session) -> Application:
        return db.get_one(Application, self.application_id)

    def record(self) -> None:
        with self.house.begin() as db:
            agree_to_recording(db, self.link)
            keep_recording(db, self.id, 2, a_recording())

    def decline(self) -> None:
        with self.house.begin() as db:
            db.add(Evaluation(interview_id=self.id, status=EvaluationStatus.DECLINED))


@pytest.fixture
def after(house: Services, visit: Visit) -> Afterwards:
    return Afterwards(house, visit)


def buttons(page: AppTest) -> list[str]:
    return [one.label for one in page.button]


def test_the_candidate_sees_where_they_stand_and_all_that_was_said(after: Afterwards) -> None:
    page = after.open()
    assert "with the hiring team" in said(page)
    assert "Tell me of a lag." in said(page)
    assert "We moved to Cough Car." in said(page)


def test_nothing_of_the_teams_own_is_shown(after: Afterwards) -> None:
    with after.house.begin() as db:
        move(after.application(db), ApplicationStatus.SHORTLISTED)
        write_feedback(db, after.application_id, "A first draft.", by=signed_in(db))
    page = said(after.open())
    for own in ("inner remark", "weak", "shortlist", "first draft"):
        assert own not in page.casefold()


def test_markup_in_what_was_typed_is_shown_as_it_was_typed(after: Afterwards) -> None:
    page = said(after.open())
    assert "<img" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page


def test_a_misheard_line_is_corrected_and_both_versions_are_shown(after: Afterwards) -> None:
    page = press(after.open(), "Correct line 2")
    field(page, "What you really said").set_value("We moved to Kafka.")
    page = press(page, "Save")
    turn = after.turns()[1]
    assert (turn.text, turn.corrected_text) == ("We moved to Cough Car.", "We moved to Kafka.")
    assert "Cough Car</del>" in said(page)
    assert "Kafka</ins>" in said(page)
    assert "Correct line 2" in buttons(page)


def test_a_correction_that_is_not_taken_keeps_what_was_typed_and_says_why(
    after: Afterwards,
) -> None:
    page = press(after.open(), "Correct line 2")
    field(page, "What you really said").set_value(" ")
    page = press(page, "Save")
    assert "Please write what you said" in page.error[0].value
    assert after.turns()[1].corrected_text is None
    assert "What you really said" not in said(press(page, "Cancel"))


def test_only_what_the_candidate_spoke_can_be_corrected(after: Afterwards) -> None:
    offered = [label for label in buttons(after.open()) if label.startswith("Correct line")]
    assert offered == ["Correct line 2"]


def test_who_wrote_everything_reads_nothing_of_mishearing(after: Afterwards) -> None:
    with after.house.begin() as db:
        db.execute(update(Turn).values(mode=InputMode.TYPED))
    assert "Speech recognition" not in said(after.open())


def test_once_somebody_rates_there_is_nothing_to_correct(after: Afterwards) -> None:
    with after.house.begin() as db:
        db.add(Scorecard(interview_id=after.id, reviewer_id=signed_in(db).user_id))
    page = after.open()
    assert "The time to correct it is over" in " ".join(one.value for one in page.text)
    assert not [label for label in buttons(page) if label.startswith("Correct line")]


def test_released_feedback_is_read_with_the_decision(after: Afterwards) -> None:
    with after.house.begin() as db:
        move(after.application(db), ApplicationStatus.REJECTED)
    assert "has decided" in said(after.open())
    assert "without you" not in said(after.open())
    with after.house.begin() as db:
        grace = signed_in(db)
        write_feedback(db, after.application_id, MARKUP, by=grace)
        release_feedback(db, after.application_id, by=grace)
    page = after.open()
    assert "without you" in said(page)
    assert MARKUP in said(page)


def test_without_consent_there_is_no_recording_and_the_page_says_so(after: Afterwards) -> None:
    page = after.open()
    assert "not recorded" in said(page)
    assert "<audio" not in said(page)


def test_the_candidate_hears_their_recording_and_deletes_it_after_a_second_question(
    after: Afterwards,
) -> None:
    after.record()
    page = after.open()
    assert f"?link={after.link}" in said(page)
    page = press(page, "Delete the recording now")
    page = press(page, "Delete the recording")
    with after.house.begin() as db:
        assert db.scalar(select(func.count()).select_from(TurnAudio)) == 0
    assert "The recording is deleted." in said(page)
    assert "<audio" not in said(after.open())
    assert len(after.turns()) == len(SAID)


def test_an_interview_that_was_not_heard_can_be_taken_again(after: Afterwards) -> None:
    assert "Take the interview again" not in buttons(after.open())
    after.decline()
    page = press(after.open(), "Take the interview again")
    assert page.title[0].value == "Your interview"
    with after.house.begin() as db:
        second = db.scalars(select(Interview).where(Interview.retake_of_id == after.id)).one()
        assert second.status is InterviewStatus.SCHEDULED


def test_a_second_press_in_another_tab_opens_the_second_take_as_well(after: Afterwards) -> None:
    after.decline()
    first, second = after.open(), after.open()
    press(first, "Take the interview again")
    page = press(second, "Take the interview again")
    assert page.title[0].value == "Your interview"
