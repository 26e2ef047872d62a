"""Prints a simulated spoken interview: who said what, how long the answers waited, its faults.

    python -m tests.simulation.transcript local | realtime | speech-to-speech

``local`` is the local model, ``realtime`` the speaking model before the tests' own endpoint
(its voice is tones), ``speech-to-speech`` the same before that server, see
tests/counterparts/install.py. It takes as long as the interview lasts.
"""

import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from core.models import Speaker
from core.realtime.models.local.model import LocalModel
from core.realtime.models.local.speech import local_speech
from core.realtime.models.model import RealtimeModel
from db.engine import Sessions
from tests.counterparts.servers import model_at, speech_to_speech_running
from tests.own_database import own_database
from tests.realtime.fake_realtime import FakeRealtime, Script
from tests.realtime.stage import model_for
from tests.simulation.candidates import VARIED, WORDS_A_SECOND
from tests.simulation.grader import grade
from tests.simulation.spoken import Call, SpokenInterview, spoken_by_us
from tests.simulation.stage import prepare

MakeModel = Callable[[], RealtimeModel]


def transcript(call: Call, title: str) -> str:
    """The interview as text."""
    lines = [title, "=" * len(title), ""]
    for turn in call.record.turns:
        who = "Interviewer" if turn.speaker is Speaker.INTERVIEWER else "Candidate"
        about = f" {turn.question_id}" if turn.question_id else ""
        lines += [f"{turn.number:>3}  {who} [{turn.kind}{about}]", f"     {turn.text}", ""]
        for pressed in call.record.pressed:
            if pressed.after == turn.number:
                lines += [f"     (The candidate presses {type(pressed.command).__name__}.)", ""]
    waits = [f"     answer of {answer:5.1f} s: {wait:4.2f} s" for answer, wait in call.answers]
    lines += ["From the end of an answer to the first sound after it", "", *waits, ""]
    faults = [f"     {fault.rule}: {fault.detail}" for fault in grade(call.record)]
    return "\n".join([*lines, "Faults of the interviewer", "", *(faults or ["     none"]), ""])


def _play(
    sessions: Sessions, make_model: MakeModel, voice: Callable[[str], bytes] = spoken_by_us
) -> Awaitable[Call]:
    interview_id = prepare(sessions, "data engineer")
    return SpokenInterview(sessions, interview_id, VARIED, make_model, voice=voice).run()


async def local(sessions: Sessions) -> Call:
    """With the local model."""
    return await _play(sessions, lambda: LocalModel(local_speech()))


async def realtime(sessions: Sessions) -> Call:
    """With the speaking model before the tests' own endpoint; both voices are tones."""
    async with FakeRealtime(Script(seconds_a_word=0.3)) as server:

        def voice(words: str) -> bytes:
            return server.codebook.voice(words, len(words.split()) / WORDS_A_SECOND)

        return await _play(sessions, lambda: model_for(server), voice)


async def speech_to_speech(sessions: Sessions) -> Call:
    """With the speaking model before the server of others."""
    with (
        tempfile.TemporaryDirectory() as folder,
        speech_to_speech_running(Path(folder)) as url,
    ):
        return await _play(sessions, lambda: model_at(url))


WAYS = {"local": local, "realtime": realtime, "speech-to-speech": speech_to_speech}


if __name__ == "__main__":
    way = WAYS[sys.argv[1]]
    with own_database() as sessions:
        print(transcript(asyncio.run(way(sessions)), f"A spoken interview: {sys.argv[1]}"))
