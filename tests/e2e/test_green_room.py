"""Getting ready: microphone and speaker, what fails there, and the way on."""

import re

import pytest
from playwright.sync_api import expect

from core.interviews.accommodations import Accommodations, accommodations_of
from core.interviews.service import find_interview, list_turns
from core.models import InterviewStatus
from db.engine import Sessions
from tests.e2e.candidate import PHONE, TIMEOUT_MS, spoken
from tests.e2e.conftest import Invitation, Invite, NewCandidate

pytestmark = pytest.mark.browser
POSTING = "Senior Data Engineer"
NO_STORAGE = """for (const name of ["localStorage", "sessionStorage"])
    Object.defineProperty(window, name, {
        get() { throw new DOMException("The operation is insecure.", "SecurityError"); },
    });"""
"""As in a browser whose user blocks cookies."""


@pytest.fixture
def invited(invite: Invite) -> Invitation:
    return invite(POSTING)


def test_the_sound_check_stays_in_the_browser(
    invited: Invitation, new_candidate: NewCandidate, shared_sessions: Sessions
) -> None:
    ada = new_candidate()
    ada.page.add_init_script(
        "window.played = []; const play = HTMLMediaElement.prototype.play;"
        "HTMLMediaElement.prototype.play = function () {"
        " window.played.push(this.src); return play.call(this); };"
    )
    ada.page.goto(invited.link)
    ada.agree()
    sent: list[str] = []
    ada.page.on("request", lambda request: sent.append(request.method))
    ada.press("Turn on the microphone")
    ada.sees("Say something: the bar moves when you are heard.")
    ada.page.evaluate("sound => window.speakIntoMicrophone(sound)", spoken("Can you hear me?"))
    ada.sees("You are heard.")
    ada.press("Record 3 seconds and hear myself")
    ada.sees("If you heard yourself, you are ready.")
    ada.press("Play a test sound")
    ada.picks("Try a practice question")
    ada.press("Answer aloud")
    ada.press("Stop and hear it")
    ada.sees("This is what you said. It is not kept.")
    ada.page.get_by_label("Or in writing").fill("I learned to sail.")

    played = ada.page.evaluate("() => window.played")
    assert len(played) == 3
    assert all(source.startswith("blob:") for source in played)
    assert set(sent) <= {"GET"}
    with shared_sessions.begin() as db:
        assert find_interview(db, invited.interview_id).status is InterviewStatus.SCHEDULED
        assert not list_turns(db, invited.interview_id)


def test_the_chosen_microphone_is_the_one_that_is_connected_and_no_camera_ever(
    invited: Invitation, new_candidate: NewCandidate
) -> None:
    ada = new_candidate()
    ada.page.goto(invited.link)
    ada.agree()
    ada.press("Turn on the microphone")
    choice = ada.page.get_by_label("Microphone", exact=True)
    chosen = choice.locator("option").last.get_attribute("value")
    assert chosen
    assert chosen != choice.input_value()
    choice.select_option(chosen)
    ada.page.wait_for_function(
        "device => window.asked.at(-1).audio.deviceId?.exact === device", arg=chosen
    )
    ada.press("Start the interview")
    ada.hears_something()
    connected = ada.audio_frame().evaluate("() => window.asked")
    assert [one["audio"]["deviceId"] for one in connected] == [{"ideal": chosen}]
    assert not [one for one in ada.asked_for() if one.get("video")]


@pytest.mark.parametrize(
    ("microphone", "words"),
    [
        ("denied", "does not let this page use"),
        ("missing", "No microphone was found"),
        ("missing in WebKit", "No microphone was found"),
        ("unanswered", "Please allow the microphone where the browser asks"),
    ],
)
def test_without_a_microphone_the_candidate_reads_why_and_goes_on_in_writing(
    invited: Invitation, new_candidate: NewCandidate, microphone: str, words: str
) -> None:
    ada = new_candidate(PHONE, microphone=microphone)
    ada.page.goto(invited.link)
    ada.agree()
    ada.press("Turn on the microphone")
    ada.sees(re.compile(words))
    ada.press("Answer in writing instead")
    ada.waits_for_turn()
    assert ada.question


def test_a_microphone_that_is_taken_away_before_the_start_is_told_apart_from_a_slow_network(
    invited: Invitation, new_candidate: NewCandidate
) -> None:
    ada = new_candidate()
    ada.context.add_init_script(NO_STORAGE)  # neither the check nor the connection needs it
    ada.page.goto(invited.link)
    ada.agree()
    ada.press("Turn on the microphone")
    ada.button("Start the interview").wait_for()
    denied = "if (window !== top) window.microphoneMode = 'denied';"
    ada.page.add_init_script(denied)
    for frame in ada.page.frames:  # the connection's frame may be there already
        frame.evaluate(denied)
    ada.press("Start the interview")
    ada.sees(re.compile("does not let this page use your microphone"))
    ada.press("Answer in writing instead")
    ada.waits_for_turn()


def test_a_browser_without_webrtc_is_told_apart_from_a_microphone_that_fails(
    invited: Invitation, new_candidate: NewCandidate
) -> None:
    ada = new_candidate(PHONE)
    ada.context.add_init_script("delete window.RTCPeerConnection;")
    ada.page.goto(invited.link)
    ada.agree()
    ada.press("Turn on the microphone")
    ada.sees(re.compile("This browser cannot carry a conversation"))
    assert not ada.button("Start the interview").is_visible()
    assert not ada.asked_for()
    ada.press("Answer in writing instead")
    ada.waits_for_turn()


def test_where_webrtc_is_blocked_writing_is_offered_and_works(
    invited: Invitation, new_candidate: NewCandidate
) -> None:
    ada = new_candidate()
    ada.context.add_init_script(
        "RTCPeerConnection.prototype.setRemoteDescription = () => new Promise(() => {});"
    )
    ada.starts_by_voice(invited.link)
    ada.sees(re.compile("Connecting your microphone"))
    ada.sees(re.compile("A firewall or VPN often blocks it"))
    ada.press("Answer in writing instead")
    ada.waits_for_turn()
    first = ada.question
    ada.types("I measured the lag and added partitions.")
    ada.waits_for_question_after(first)


def test_sound_that_the_browser_holds_back_is_a_click_away(
    invited: Invitation, new_candidate: NewCandidate
) -> None:
    ada = new_candidate()
    # Playing is held back as by a browser that waits for a gesture.
    ada.page.add_init_script(
        "const media = HTMLMediaElement.prototype, { play } = media; let asked = false;"
        "media.play = function () { asked = true; return play.call(this); };"
        "const source = Object.getOwnPropertyDescriptor(media, 'srcObject');"
        "Object.defineProperty(media, 'srcObject', { ...source, set(stream) {"
        " source.set.call(this, stream); setInterval(() => asked || this.pause(), 50); } });"
    )
    ada.starts_by_voice(invited.link)
    hear = ada.button("Click to hear the interviewer")
    ada.clicks(hear)
    expect(hear).to_be_hidden(timeout=TIMEOUT_MS)
    assert ada.audio_frame().evaluate("() => document.querySelector('audio').paused") is False


def test_a_request_is_kept_and_shown_until_the_start(
    invited: Invitation, new_candidate: NewCandidate, shared_sessions: Sessions
) -> None:
    ada = new_candidate(PHONE)
    ada.page.goto(invited.link)
    ada.agree()
    ada.sees(re.compile("About 25 minutes"))
    ada.picks("Do you need anything to be different?")
    ada.picks("More time: one and a half times the minutes")
    ada.page.get_by_label("A note to the team, if you like").fill("I stammer.")
    ada.press("Save my request")
    ada.sees("Saved. You asked for: more time (one and a half times).")
    ada.sees(re.compile("About 38 minutes"))
    with shared_sessions.begin() as db:
        kept = accommodations_of(find_interview(db, invited.interview_id))
    assert kept == Accommodations(more_time=True, note="I stammer.")
    ada.press("Answer in writing instead")
    ada.waits_for_turn()
    ada.sees(re.compile("about 3[78] minutes left"))
