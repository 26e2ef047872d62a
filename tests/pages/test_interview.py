"""The candidate's page, up to the door of the live room; beyond it see tests/e2e."""

import asyncio
import uuid
from datetime import timedelta
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy import select, update
from streamlit.testing.v1 import AppTest

from core.access.interview_links import issue_interview_link, open_interview_link
from core.applications.candidates.own_interview import give_consent
from core.errors import Conflict
from core.interviews.accommodations import Accommodations, accommodations_of
from core.interviews.answer_drafts import Draft, save_draft
from core.interviews.application_status import DECIDED, NOT_BEGUN
from core.interviews.service import find_interview
from core.models import ApplicationStatus, Interview, InterviewLink, InterviewStatus, utc_now
from core.models.status import move
from core.realtime.bridge import Bridge, MediaLine
from core.realtime.session.room import NOTICES, Notice, RoomState, RoomView
from core.review.decisions import decide
from core.settings import Settings
from pages.composition.wiring import Services
from pages.parts.candidate.consent import who_gets_it
from tests.factories import apply, open_posting, signed_in
from tests.pages.screen import Visit, field, page_text, press


@pytest.fixture
def link(services: Services, monkeypatch: pytest.MonkeyPatch) -> str:
    """A candidate's interview link; the browser's audio is not there."""

    def no_audio(line: MediaLine, *, wanted: bool, device: str = "") -> tuple[bool, str]:
        return False, ""

    monkeypatch.setattr("pages.parts.candidate.audio.connect_audio", no_audio)
    with services.begin() as db:
        return apply(db, open_posting(db)).link_token


def the_interview(services: Services) -> Interview:
    with services.begin() as db:
        return find_interview(db, db.scalars(select(Interview.id)).one())


def agree(page: AppTest) -> AppTest:
    page.checkbox[0].check()
    return press(page, "Continue")


def test_the_candidate_reads_that_this_is_an_ai_and_what_is_kept(visit: Visit, link: str) -> None:
    page = visit("interview", link=link)
    assert "You speak with an AI" in page_text(page)
    assert "What is kept" in page_text(page)
    assert "Senior Data Engineer at Northwind" in page_text(page)


def test_without_a_key_the_candidate_reads_that_nothing_is_sent_away(
    visit: Visit, link: str
) -> None:
    assert "nothing is sent to anybody else" in page_text(visit("interview", link=link))


def test_with_a_key_the_candidate_reads_where_words_and_voice_go(
    services: Services, visit: Visit, link: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services.settings, "openai_api_key", SecretStr("a key"))
    monkeypatch.setattr(services.settings, "openai_base_url", "https://models.example/v1")
    text = page_text(visit("interview", link=link))
    assert "models.example" in text
    assert "which speaks with you" in text
    assert "nothing is sent" not in text


@pytest.mark.parametrize(
    ("chosen", "told", "untold"),
    [
        ({"speech_base_url": "https://voices.example/v1"},
         ["says, your name", "goes to a service at **voices.example**", "say does not go there"],
         ["nothing is sent", "language model"]),
        ({"openai_base_url": "https://models.example/v1"},
         ["the text of what you say goes", "**models.example**", "sound of your voice does not"],
         ["nothing is sent", "speaks with you", "Whose voice"]),
        ({"openai_base_url": "https://models.example/v1", "openai_api_key": SecretStr("a key"),
          "speech_base_url": "https://voices.example/v1"},
         ["which speaks with you", "**models.example**", "may go to a service at **voices"],
         ["nothing is sent"]),
    ],
)  # fmt: skip
def test_the_candidate_reads_which_service_gets_what(
    chosen: dict[str, Any], told: list[str], untold: list[str]
) -> None:
    settings = Settings(_env_file=None, speech_model="m", speech_voice="v", **chosen)
    text = " ".join(who_gets_it(settings).split())
    assert [words for words in told if words not in text] == []
    assert [words for words in untold if words in text] == []


def test_nothing_begins_without_consent(services: Services, visit: Visit, link: str) -> None:
    page = press(visit("interview", link=link), "Continue")
    assert "tick the first box" in page.error[0].value
    assert the_interview(services).consented_at is None


def test_consent_is_kept_and_asked_for_once(services: Services, visit: Visit, link: str) -> None:
    agree(visit("interview", link=link))
    assert the_interview(services).consented_at is not None
    again = visit("interview", link=link)
    assert "I agree" not in " ".join(box.label for box in again.checkbox)
    assert [b.label for b in again.button] == ["Save my request", "Answer in writing instead"]


@pytest.mark.parametrize("ticked", [True, False])
def test_the_sound_is_recorded_only_if_the_candidate_chose_so(
    services: Services, visit: Visit, link: str, ticked: bool
) -> None:
    page = visit("interview", link=link)
    assert "only if you tick the second box" in page_text(page)
    choice = next(box for box in page.checkbox if box.label.startswith("Also record"))
    assert choice.value is False
    if ticked:
        choice.check()
    agree(page)
    interview = the_interview(services)
    assert interview.consented_at is not None
    assert (interview.recording_consented_at is not None) is ticked


def test_the_recording_alone_is_no_consent(services: Services, visit: Visit, link: str) -> None:
    page = visit("interview", link=link)
    next(box for box in page.checkbox if box.label.startswith("Also record")).check()
    page = press(page, "Continue")
    assert "tick the first box" in page.error[0].value
    assert the_interview(services).recording_consented_at is None


def test_an_expired_link_says_so_and_shows_nothing_of_the_interview(
    services: Services, visit: Visit, link: str
) -> None:
    with services.begin() as db:
        db.execute(update(InterviewLink).values(expires_at=utc_now() - timedelta(days=1)))
    page = visit("interview", link=link)
    assert "expired" in page_text(page)
    assert page.title[0].value == "This link no longer opens the interview"
    assert "Northwind" not in page_text(page)


def test_an_unknown_link_says_so(services: Services, visit: Visit) -> None:
    assert "not known" in page_text(visit("interview", link="x" * 5_000))


def test_a_complete_interview_thanks_and_cannot_be_begun_again(
    services: Services, visit: Visit, link: str
) -> None:
    with services.begin() as db:
        interview = db.scalars(select(Interview)).one()
        move(interview, InterviewStatus.IN_PROGRESS)
        move(interview, InterviewStatus.COMPLETED)
    page = visit("interview", link=link)
    assert page.title[0].value == "Thank you"
    assert not page.button
    assert "with the hiring team" in page_text(page)


class EndingBridge(Bridge):
    """A room that closes just after the page has loaded the interview."""

    def __init__(self, services: Services, interview: Interview) -> None:
        super().__init__(asyncio.new_event_loop())
        self._services, self._interview = services, interview

    @property
    def live(self) -> bool:
        with self._services.begin() as db:
            interview = find_interview(db, self._interview.id)
            if interview.status is InterviewStatus.IN_PROGRESS:
                move(interview, InterviewStatus.COMPLETED)
                interview.ended_at = utc_now()
        return False

    @property
    def view(self) -> RoomView:
        return RoomView(state=RoomState.COMPLETED)


def test_an_interview_that_ends_while_the_page_is_drawn_is_thanked_for(
    services: Services, visit: Visit, link: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    agree(visit("interview", link=link))
    interview = the_interview(services)
    with services.begin() as db:
        move(find_interview(db, interview.id), InterviewStatus.IN_PROGRESS)
    bridge = EndingBridge(services, interview)
    monkeypatch.setattr(services.rooms, "bridge", lambda *_: bridge)
    assert "Thank you" in page_text(visit("interview", link=link))


def test_a_full_house_asks_to_come_back_and_keeps_the_link_valid(
    services: Services, visit: Visit, link: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services.rooms, "_most", 0)
    page = press(agree(visit("interview", link=link)), "Answer in writing instead")
    assert "try again in a few minutes" in page.info[0].value
    assert not page.error, "nobody did anything wrong"
    assert the_interview(services).status is InterviewStatus.SCHEDULED


def test_who_writes_in_a_house_full_of_voices_is_told_so_and_writes_on(
    services: Services, visit: Visit, link: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services.rooms, "_most_spoken", 0)
    page = press(agree(visit("interview", link=link)), "Answer in writing instead")
    for _ in range(200):  # until the session has heard that its candidate writes
        if "Speak" in [button.label for button in page.button]:
            break
        page = page.run()
    page = press(page, "Speak")
    for _ in range(200):  # until it has heard of that, too
        if page.info:
            break
        page = page.run()
    assert NOTICES[Notice.NO_VOICE] in [info.value for info in page.info]
    assert "Speak" in [button.label for button in page.button]


def test_a_further_link_of_the_team_opens_the_same_interview(
    services: Services, visit: Visit, link: str
) -> None:
    with services.begin() as db:
        other = issue_interview_link(db, db.scalars(select(Interview)).one(), days=1)
    agree(visit("interview", link=link))
    assert "Answer in writing instead" in [b.label for b in visit("interview", link=other).button]


def test_minutes_questions_and_language_are_told_before_the_start(visit: Visit, link: str) -> None:
    assert "About 20 minutes, 6 questions, in English." in page_text(visit("interview", link=link))


def test_a_request_is_kept_and_can_be_changed_until_the_start(
    services: Services, visit: Visit, link: str
) -> None:
    page = agree(visit("interview", link=link))
    next(box for box in page.checkbox if "More time" in box.label).check()
    field(page, "A note to the team, if you like").input("I <b>stammer</b>.")
    page = press(page, "Save my request")
    assert "You asked for: more time" in page_text(page)
    assert "About 30 minutes" in page_text(page)
    kept = accommodations_of(the_interview(services))
    assert kept == Accommodations(more_time=True, note="I <b>stammer</b>.")

    again = visit("interview", link=link)
    assert field(again, "A note to the team, if you like").value == "I <b>stammer</b>."
    next(box for box in again.checkbox if "More time" in box.label).uncheck()
    press(again, "Save my request")
    assert not accommodations_of(the_interview(services)).more_time


def test_who_asked_to_write_is_offered_that_first(
    services: Services, visit: Visit, link: str
) -> None:
    page = agree(visit("interview", link=link))
    next(box for box in page.checkbox if "in writing" in box.label).check()
    page = press(page, "Save my request")
    writing = next(one for one in page.button if one.label == "Answer in writing instead")
    assert writing.proto.type == "primary"


@pytest.mark.parametrize("agreed", [False, True])
def test_who_comes_to_begin_after_a_rejection_is_told_so_and_not_invited(
    services: Services, visit: Visit, agreed: bool
) -> None:
    with services.begin() as db:
        made = apply(db, open_posting(db))
        if agreed:
            give_consent(db, made.link_token)
        decide(db, made.application.id, ApplicationStatus.REJECTED, "Not this time.", signed_in(db))
    page = visit("interview", link=made.link_token)
    assert DECIDED.title in page_text(page)
    assert NOT_BEGUN in page_text(page)
    assert not page.button
    with pytest.raises(Conflict, match="decided"):
        services.rooms._service.open(made.interview.id, "local")


def test_who_is_rejected_in_the_middle_may_finish(services: Services, visit: Visit) -> None:
    with services.begin() as db:
        made = apply(db, open_posting(db))
        give_consent(db, made.link_token)
        move(made.application, ApplicationStatus.INTERVIEWING)
        move(made.interview, InterviewStatus.IN_PROGRESS)
        decide(db, made.application.id, ApplicationStatus.REJECTED, "Not this time.", signed_in(db))
    page = visit("interview", link=made.link_token)
    assert "Your interview goes on at the question where it stopped." in page.info[0].value


def test_who_comes_back_another_day_reads_that_the_half_written_answer_is_there(
    services: Services, visit: Visit, link: str
) -> None:
    with services.begin() as db:
        give_consent(db, link)
        move(open_interview_link(db, link), InterviewStatus.IN_PROGRESS)

    def ways() -> tuple[str, dict[str, str]]:
        page = visit("interview", link=link)
        return page.info[0].value, {one.label: one.proto.type for one in page.button}

    words, offered = ways()
    assert "write" not in words
    assert offered["Turn on the microphone and continue"] == "primary"
    with services.begin() as db:
        save_draft(db, link, Draft(uuid.uuid4(), "1.0.question", "We measured the l", 3))
    words, offered = ways()
    assert "What you had begun to write is still there." in words
    assert offered == {
        "Turn on the microphone and continue": "secondary",
        "Answer in writing instead": "primary",
    }
