"""From the careers page to the last word, with real speech; what was said is recorded, heard by
the team, corrected and deleted by the candidate.
"""

import re
import uuid

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from core.interviews.service import find_interview
from core.models import InterviewStatus, Resume, Speaker, Turn, TurnKind
from core.realtime.models.local.speech import local_speech
from core.realtime.models.local.transcriber import HEAR_RATE
from core.recordings.opus import RATE, decode
from core.recordings.service import recorded_seconds
from db.engine import Sessions
from tests.e2e.candidate import TIMEOUT_MS, Candidate
from tests.e2e.conftest import AppServer, NewCandidate, sign_in_url
from tests.e2e.test_interview_journey import apply_for, turns
from tests.factories import make_user

pytestmark = pytest.mark.browser
ANSWER = (
    "Last year I rebuilt our Kafka pipeline, because the consumers fell behind every night. "
    "I measured the lag for each partition and we repartitioned the topic by customer. "
    "In the end the delay dropped from two hours to ten minutes."
)


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


def speaks_and_ends(ada: Candidate, link: str, sessions: Sessions, interview: uuid.UUID) -> None:
    """From the link through an answer and a reload to the end, by voice."""
    ada.page.goto(link)
    ada.sees("Senior Data Engineer at Northwind Analytics")
    ada.sees(re.compile("You speak with an AI"))
    ada.picks("Also record the sound (optional).")
    ada.agree()
    ada.press("Turn on the microphone")
    ada.press("Start the interview")
    ada.hears_something()
    first = ada.question
    assert "kafka" in first.casefold()
    ada.sees(re.compile("I am an AI interviewer.*Senior Data Engineer"))

    ada.waits_for_turn()
    ada.speaks(ANSWER)
    ada.sees(re.compile("repartition|partition", re.IGNORECASE))
    second = ada.waits_for_question_after(first)
    kinds = [turn.kind for turn in turns(sessions, interview)]
    assert kinds[:2] == [TurnKind.OPENING, TurnKind.ANSWER]

    ada.page.reload()
    ada.press("Turn on the microphone and continue")
    ada.hears_something()
    ada.waits_for_turn()
    assert ada.question == second
    kinds = [turn.kind for turn in turns(sessions, interview)]
    assert kinds.count(TurnKind.OPENING) == 1
    assert kinds.count(TurnKind.WELCOME_BACK) == 1
    ada.ends()


def test_apply_speak_reload_and_end_and_what_was_said_is_heard_until_the_candidate_deletes_it(
    shared_app: AppServer, shared_sessions: Sessions, new_candidate: NewCandidate
) -> None:
    ada = new_candidate()
    applied = apply_for(ada, shared_app, shared_sessions, "Senior Data Engineer")
    interview = applied.interview_id
    with shared_sessions.begin() as db:
        resumes = select(Resume.text).where(
            Resume.candidate_id == find_interview(db, interview).candidate_id
        )
        assert "Kafka" in (db.scalars(resumes).one() or "")

    speaks_and_ends(ada, applied.link, shared_sessions, interview)
    said = turns(shared_sessions, interview)
    assert [turn.number for turn in said] == list(range(1, len(said) + 1))
    answer = next(turn for turn in said if turn.speaker is Speaker.CANDIDATE)
    assert share_of(ANSWER, answer.text) > 0.7
    with shared_sessions.begin() as db:
        assert find_interview(db, interview).status is InterviewStatus.COMPLETED

    with shared_sessions.begin() as db:
        ticket = sign_in_url(shared_app, db, make_user(db))
    grace = new_candidate()
    grace.signs_in(ticket)
    grace.sees("Your account")
    kept = recorded_turns(shared_sessions, interview)
    assert [turn.speaker for turn in kept[:2]] == [Speaker.INTERVIEWER, Speaker.CANDIDATE]
    for turn, meant in zip(kept[:2], (said[0].text, ANSWER), strict=True):
        sound = grace.context.request.get(f"{shared_app.url}/recordings/{turn.id}")
        assert sound.ok
        assert share_of(meant, transcribed(sound.body())) > 0.7
    stranger = new_candidate()
    assert stranger.context.request.get(f"{shared_app.url}/recordings/{kept[0].id}").status == 403

    grace.page.goto(f"{shared_app.url}/review?interview={interview}")
    for listener, whose in ((grace, "turn 2"), (ada, "line 2")):
        plays(listener, f"Recording of {whose}")

    ada.press("Correct line 2")
    field = ada.page.get_by_label("What you really said")
    expect(field).to_have_value(re.compile("delay"))  # it is there an instant before its text
    field.fill(field.input_value().replace("delay", "latency"))
    ada.press("Save")
    expect(ada.page.locator("ins")).to_contain_text("latency", timeout=TIMEOUT_MS)
    expect(ada.page.locator("del")).to_contain_text("delay")
    corrected = turns(shared_sessions, interview)[1]
    assert "latency" in (corrected.corrected_text or "")
    assert "delay" in corrected.text

    ada.press("Delete the recording now")
    ada.clicks(ada.dialog.get_by_role("button", name="Delete the recording"))
    ada.sees("The recording is deleted")
    assert recorded_turns(shared_sessions, interview) == []
    gone = grace.context.request.get(f"{shared_app.url}/recordings/{kept[0].id}")
    assert gone.status == 404
