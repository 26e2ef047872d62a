"""A spoken answer is recorded, heard by the team, corrected and deleted by the candidate."""

import re
import uuid

import pytest
from playwright.sync_api import expect

from core.models import Speaker, Turn
from core.realtime.local_speech import HEAR_RATE, local_speech
from core.recordings import recorded_seconds
from core.recordings.opus import RATE, decode
from db.engine import Sessions
from tests.e2e.candidate import PATIENCE, Candidate
from tests.e2e.conftest import AppServer, Come, Invite, way_in
from tests.e2e.test_interview_journey import ANSWER, turns
from tests.factories import make_user

pytestmark = pytest.mark.browser


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def share_of(meant: str, heard: str) -> float:
    """How much of what was meant is found in what was heard."""
    return len(words(meant) & words(heard)) / len(words(meant))


def transcribed(recording: bytes) -> str:
    """What the project's own ears make of an Ogg Opus file."""
    import av

    pcm, resampled = decode(recording), bytearray()
    frame = av.AudioFrame(format="s16", layout="mono", samples=len(pcm) // 2)
    frame.planes[0].update(pcm)
    frame.sample_rate = RATE
    for part in av.AudioResampler(format="s16", layout="mono", rate=HEAR_RATE).resample(frame):
        resampled += bytes(part.planes[0])[: part.samples * 2]
    return local_speech().transcribe(bytes(resampled))


def plays(listener: Candidate, name: str) -> None:
    """Play a recording in the page, from its middle to its end."""
    player = listener.page.get_by_label(name, exact=True)
    player.evaluate("audio => { audio.preload = 'metadata'; audio.load(); }")
    listener.page.wait_for_function("audio => audio.duration > 5", arg=player.element_handle())
    player.evaluate("audio => { audio.currentTime = audio.duration - 1; return audio.play(); }")
    listener.page.wait_for_function("audio => audio.ended", arg=player.element_handle())


def recorded_turns(sessions: Sessions, interview_id: uuid.UUID) -> list[Turn]:
    with sessions.begin() as db:
        seconds = recorded_seconds(db, interview_id)
    return [turn for turn in turns(sessions, interview_id) if turn.id in seconds]


def test_what_was_said_is_heard_by_the_team_until_the_candidate_deletes_it(
    shared_app: AppServer, shared_sessions: Sessions, invite: Invite, come: Come
) -> None:
    ada, invited = come(), invite("Senior Data Engineer")
    interview = invited.interview_id
    ada.page.goto(invited.link)
    ada.picks("Also record the sound (optional).")
    ada.agree()
    ada.press("Turn on the microphone")
    ada.press("Start the interview")
    ada.waits_for_turn()
    first = ada.question
    ada.speaks(ANSWER)
    ada.waits_for_question_after(first)
    ada.waits_for_turn()
    ada.ends()

    with shared_sessions.begin() as db:
        ticket = way_in(shared_app, db, make_user(db))
    grace = come()
    grace.signs_in(ticket)
    grace.sees("Your account")
    kept = recorded_turns(shared_sessions, interview)
    assert [turn.speaker for turn in kept[:2]] == [Speaker.INTERVIEWER, Speaker.CANDIDATE]
    for turn, meant in zip(
        kept[:2], (turns(shared_sessions, interview)[0].text, ANSWER), strict=True
    ):
        answer = grace.context.request.get(f"{shared_app.url}/recordings/{turn.id}")
        assert answer.ok
        assert share_of(meant, transcribed(answer.body())) > 0.7
    stranger = come()
    assert stranger.context.request.get(f"{shared_app.url}/recordings/{kept[0].id}").status == 403

    grace.page.goto(f"{shared_app.url}/review?interview={interview}")
    for listener, whose in ((grace, "turn 2"), (ada, "line 2")):
        plays(listener, f"Recording of {whose}")

    ada.press("Correct line 2")
    said = ada.page.get_by_label("What you really said")
    expect(said).to_have_value(re.compile("delay"))  # a field is there an instant before its text
    said.fill(said.input_value().replace("delay", "latency"))
    ada.press("Save")
    expect(ada.page.locator("ins")).to_contain_text("latency", timeout=PATIENCE)
    expect(ada.page.locator("del")).to_contain_text("delay")
    assert "latency" in (turns(shared_sessions, interview)[1].corrected_text or "")
    assert "delay" in turns(shared_sessions, interview)[1].text

    ada.press("Delete the recording now")
    ada.clicks(ada.dialog.get_by_role("button", name="Delete the recording"))
    ada.sees("The recording is deleted.")
    assert recorded_turns(shared_sessions, interview) == []
    gone = grace.context.request.get(f"{shared_app.url}/recordings/{kept[0].id}")
    assert gone.status == 404
