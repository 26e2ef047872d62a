"""In the room: cutting in, other windows, the keyboard, a microphone that is off."""

import re

import pytest
from playwright.sync_api import expect

from core.interviews.service import list_turns
from core.models import Speaker, TurnKind
from db.engine import Sessions
from tests.e2e.candidate import LISTENING, PHONE, TIMEOUT_MS, Candidate
from tests.e2e.conftest import Invitation, Invite, NewCandidate

pytestmark = pytest.mark.browser
INTERRUPTION = "Excuse me, before you go on I would like to say something about the position."


@pytest.fixture
def invited(invite: Invite) -> Invitation:
    return invite("Senior Data Engineer")


def test_who_speaks_over_the_interviewer_silences_it_by_another_microphone_as_well(
    invited: Invitation, new_candidate: NewCandidate, shared_sessions: Sessions
) -> None:
    ada = new_candidate()
    ada.starts_by_voice(invited.link)
    ada.hears_something()
    expect(ada.state).to_have_text("The interviewer is speaking", timeout=TIMEOUT_MS)
    ada.takes_another_microphone()
    ada.begins_to_speak(INTERRUPTION)
    expect(ada.state).to_have_text(LISTENING, timeout=TIMEOUT_MS)
    ada.hears_nothing_more()
    with shared_sessions.begin() as db:
        opening = list_turns(db, invited.interview_id)[0]
    assert opening.interrupted, "it was silenced, and had not come to its end"


def test_a_second_window_takes_the_interview_over_at_the_same_question(
    invited: Invitation, new_candidate: NewCandidate, shared_sessions: Sessions
) -> None:
    laptop = new_candidate()
    laptop.starts_by_voice(invited.link)
    asked = laptop.question

    phone = new_candidate(PHONE)
    phone.page.goto(invited.link)
    phone.press("Turn on the microphone and continue")
    phone.hears_something()
    assert phone.question == asked
    laptop.sees(re.compile("The interview goes on in another window"))
    with shared_sessions.begin() as db:
        kinds = [turn.kind for turn in list_turns(db, invited.interview_id)]
    assert kinds == [TurnKind.OPENING, TurnKind.WELCOME_BACK]


def test_an_answer_that_the_component_takes_twice_or_too_late_does_no_harm(
    invited: Invitation, new_candidate: NewCandidate
) -> None:
    ada = new_candidate()
    ada.starts_by_voice(invited.link)
    ada.hears_something()
    states = ada.audio_frame().evaluate("""async () => {
        const asks = async () => {
            const peer = new RTCPeerConnection();
            peer.addTransceiver("audio");
            await peer.setLocalDescription(await peer.createOffer());
            return peer;
        };
        const [peer, next, other] = [await asks(), await asks(), new RTCPeerConnection()];
        await other.setRemoteDescription(peer.localDescription);
        await other.setLocalDescription(await other.createAnswer());
        const answer = { type: "answer", sdp: other.localDescription.sdp };
        await Promise.all([peer.setRemoteDescription(answer), peer.setRemoteDescription(answer)]);
        await peer.setRemoteDescription(answer);
        await next.setRemoteDescription(answer);
        const states = [peer.signalingState, next.signalingState];
        [peer, next, other].forEach((one) => one.close());
        return states;
    }""")
    assert states == ["stable", "have-local-offer"]


def test_a_connection_over_which_nothing_comes_is_made_anew(
    invited: Invitation, new_candidate: NewCandidate
) -> None:
    ada = new_candidate()
    ada.context.add_init_script("""
        const now = performance.now.bind(performance);
        window.later = 0;
        performance.now = () => now() + window.later;
        const real = RTCPeerConnection.prototype.getStats;
        RTCPeerConnection.prototype.getStats = async function () {
            const stands = ([key, one]) => [key, { ...one, packetsReceived: 7 }];
            return new Map([...(await real.call(this))].map(stands));
        };
    """)
    ada.starts_by_voice(invited.link)
    asked = ada.question
    ada.hears_something()
    ada.page.evaluate("() => { window.later = 21_000; }")
    ada.connections_are("closed,connected")
    expect(ada.state).to_have_text("The interviewer is speaking", timeout=TIMEOUT_MS)
    assert ada.question == asked


def test_a_microphone_that_is_switched_off_is_named(
    invited: Invitation, new_candidate: NewCandidate
) -> None:
    ada = new_candidate(microphone="mute")
    ada.starts_by_voice(invited.link)
    ada.press("I'm thinking")
    expect(ada.state).to_have_text(re.compile("seems to be muted"), timeout=TIMEOUT_MS)
    ada.press("Trouble")
    ada.clicks(ada.dialog.get_by_text("I am not heard"))
    ada.sees(re.compile("Nothing at all arrives from your microphone"))


def test_who_began_in_writing_can_go_on_by_voice(
    invited: Invitation, new_candidate: NewCandidate
) -> None:
    ada = new_candidate()
    ada.starts_in_writing(invited.link)
    ada.waits_for_turn()
    assert not ada.asked_for(), "who writes is asked for no microphone"
    ada.press("Speak")
    ada.button("I'm done").wait_for()
    expect(ada.state).to_have_text(LISTENING, timeout=TIMEOUT_MS)
    first = ada.question
    ada.speaks("I measured the lag first, and then we repartitioned the topic by customer.")
    ada.waits_for_question_after(first)


def test_who_wants_to_speak_after_all_reads_why_nobody_hears_it(
    invited: Invitation, new_candidate: NewCandidate
) -> None:
    ada = new_candidate(PHONE, microphone="denied")
    ada.starts_in_writing(invited.link)
    ada.waits_for_turn()
    ada.press("Speak")
    ada.sees(re.compile("does not let this page use your microphone"))
    expect(ada.state).not_to_have_text(LISTENING)
    ada.press("Type")
    ada.waits_for_turn()
    ada.types("I measured the lag first.")


def test_captions_can_be_switched_off_and_on(
    invited: Invitation, new_candidate: NewCandidate
) -> None:
    ada = new_candidate()
    ada.starts_in_writing(invited.link)
    captions = ada.page.locator("#captions")
    expect(captions).to_be_visible()
    ada.picks("Captions")
    expect(captions).to_be_hidden()
    ada.picks("Captions")
    expect(captions).to_be_visible()


def tab_to(ada: Candidate, name: str) -> None:
    """Press Tab until what is named so has the focus, once the page has settled."""
    ada.settles()
    focused = """() => {
        let one = document.activeElement;
        while (one?.shadowRoot?.activeElement) one = one.shadowRoot.activeElement;
        if (!one?.matches("button, summary, a, input, textarea, select")) return "";
        const label = one.labels?.[0]?.innerText;
        return [one.getAttribute("aria-label"), label, one.innerText].filter(Boolean).join("|");
    }"""
    for _ in range(60):
        ada.page.keyboard.press("Tab")
        if name in ada.page.evaluate(focused):
            return
    raise AssertionError(f"{name} cannot be reached by Tab")


def test_the_keyboard_alone_is_enough(
    invited: Invitation, new_candidate: NewCandidate, shared_sessions: Sessions
) -> None:
    ada = new_candidate()
    keys = ada.page.keyboard
    ada.page.goto(invited.link)
    ada.sees(re.compile("You speak with an AI"))
    tab_to(ada, "I agree to be interviewed")
    keys.press("Space")
    tab_to(ada, "Continue")
    keys.press("Enter")
    ada.button("Answer in writing instead").wait_for()
    tab_to(ada, "Answer in writing instead")
    keys.press("Enter")
    ada.waits_for_turn()
    assert ada.page.evaluate("() => document.activeElement.shadowRoot?.activeElement?.id") == (
        "question"
    ), "a screen reader begins at the question"
    first = ada.question
    tab_to(ada, "Your answer")
    keys.type("I measured the lag first, because guessing had cost us a week.")
    tab_to(ada, "Send answer")
    keys.press("Enter")
    ada.waits_for_question_after(first)
    ada.waits_for_turn()
    tab_to(ada, "Pause")
    keys.press("Enter")
    expect(ada.state).to_have_text(re.compile("Paused"), timeout=TIMEOUT_MS)
    tab_to(ada, "Go on")
    keys.press("Enter")
    ada.waits_for_turn()
    tab_to(ada, "End")
    keys.press("Enter")
    ada.dialog.wait_for()
    tab_to(ada, "End the interview")
    keys.press("Enter")
    ada.page.get_by_role("heading", name="Thank you", exact=True).wait_for()
    with shared_sessions.begin() as db:
        said = [
            t.text for t in list_turns(db, invited.interview_id) if t.speaker is Speaker.CANDIDATE
        ]
    assert said == ["I measured the lag first, because guessing had cost us a week."]
