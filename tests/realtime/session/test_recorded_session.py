"""A live session with a recorder beside it: which sound ends up with which turn."""

import asyncio
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from core.models import InputMode, Speaker
from core.realtime.media.recorder import Recorders
from core.realtime.media.speech_buffer import SpeechBuffer
from core.realtime.models import commands as do
from core.realtime.models import events as ev
from core.realtime.models.scripted_model import ScriptedModel, Step
from core.realtime.session.room import RoomState
from core.realtime.session.session import LiveSession
from core.recordings.service import agree_to_recording, recorded_seconds
from db.engine import Sessions
from tests.core.recordings.sound import a_voice
from tests.factories import link_to
from tests.realtime.live import (
    LONG,
    make_session,
    not_speaking,
    pull,
    running,
    state_is,
    turns_of,
    until,
    voice_answer,
)
from tests.realtime.media.test_recorder import BATCH, about


class Recorded:
    """A recorded session that a test speaks in and listens to."""

    def __init__(self, sessions: Sessions, interview_id: uuid.UUID, *steps: Step) -> None:
        self.sessions, self.interview_id = sessions, interview_id
        with sessions.begin() as db:
            agree_to_recording(db, link_to(db, interview_id))
        self.thread = ThreadPoolExecutor(1)
        self.recorders = Recorders(sessions.begin, self.thread)
        self.buffer = SpeechBuffer()
        self.buffer.on_drained = lambda number: self.session.tell(do.Drained(number))
        self.model = ScriptedModel(steps)
        self.session: LiveSession = make_session(
            sessions, interview_id, self.model, buffer=self.buffer,
            recorder=self.recorders.recorder(interview_id),
        )  # fmt: skip
        self.session.tell(do.MediaUp())

    async def plays(self, seconds: float) -> None:
        """So much of the interviewer's voice goes out, as soon as it is there; it may be held."""
        await until(lambda: self.buffer.waiting_samples >= seconds * 24_000 - 1)
        rest = self.buffer.waiting_samples - seconds * 24_000
        while self.buffer.waiting_samples > rest:
            pull(self.buffer, 0.02)

    async def floor(self) -> None:
        """Wait until the floor is the candidate's."""
        await until(lambda: not_speaking(self.session))

    def speaks(self, seconds: float) -> None:
        self.model.report(ev.SpeechStarted())
        self.hears(seconds)

    def hears(self, seconds: float) -> None:
        voice = a_voice(seconds)
        for start in range(0, len(voice), BATCH):
            self.session.hear(voice[start : start + BATCH])

    async def heard(self) -> None:
        """Wait until the session has taken up all that the model reported."""
        await until(self.model._events.empty)
        await asyncio.sleep(0.05)

    def recorded(self) -> list[tuple[Speaker, object]]:
        """Who was recorded for how many seconds, in the order of the turns."""
        self.recorders.close()
        with self.sessions.begin() as db:
            seconds = recorded_seconds(db, self.interview_id)
        turns = turns_of(self.sessions, self.interview_id)
        return [(turn.speaker, seconds[turn.id]) for turn in turns if turn.id in seconds]


Scene = Callable[..., Recorded]


@pytest.fixture
def scene(sessions: Sessions, interview_id: uuid.UUID) -> Iterator[Scene]:
    made: list[Recorded] = []

    def make(*steps: Step) -> Recorded:
        made.append(Recorded(sessions, interview_id, *steps))
        return made[-1]

    yield make
    for one in made:
        one.thread.shutdown()


def test_question_and_answer_are_each_recorded_with_their_own_turn(scene: Scene) -> None:
    talk = scene(Step("welcome", seconds=2), Step("", seconds=1))

    async def play() -> None:
        async with running(talk.session):
            await talk.plays(2)
            await talk.floor()
            talk.model.report(ev.SpeechStarted())
            await talk.heard()
            talk.hears(3)
            talk.model.report(voice_answer(LONG))
            await talk.plays(1)
            await talk.floor()

    asyncio.run(play())
    assert talk.recorded() == [
        (Speaker.INTERVIEWER, about(2)),
        (Speaker.CANDIDATE, about(3)),
        (Speaker.INTERVIEWER, about(1)),
    ]


def test_of_a_question_that_is_cut_short_only_what_was_heard_is_recorded(scene: Scene) -> None:
    talk = scene(Step("welcome", seconds=4))

    async def play() -> None:
        async with running(talk.session):
            await talk.plays(1.5)
            talk.model.report(ev.SpeechSustained())
            await talk.floor()
            pull(talk.buffer, 2)

    asyncio.run(play())
    assert talk.recorded() == [(Speaker.INTERVIEWER, about(1.5))]


def test_what_is_said_in_a_pause_or_while_typing_is_not_recorded(scene: Scene) -> None:
    talk = scene(Step("welcome"), Step(""), Step(""))

    async def play() -> None:
        async with running(talk.session):
            await talk.plays(0.02)
            await talk.floor()
            talk.session.tell(do.Pause())
            await until(state_is(talk.session, RoomState.PAUSED))
            talk.speaks(2)
            talk.session.tell(do.Resume())
            await talk.plays(0.02)
            await talk.floor()
            talk.session.tell(do.SetTyping(True))
            await until(lambda: talk.session.view.typing)
            talk.speaks(2)
            talk.session.tell(do.TypeAnswer("In writing."))
            await until(lambda: len(turns_of(talk.sessions, talk.interview_id)) >= 4)

    asyncio.run(play())
    assert Speaker.CANDIDATE not in [speaker for speaker, _ in talk.recorded()]
    modes = [turn.mode for turn in turns_of(talk.sessions, talk.interview_id)]
    assert InputMode.TYPED in modes


def test_a_recording_that_fails_leaves_the_interview_as_it_is(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object) -> None:
        raise RuntimeError("no codec")

    monkeypatch.setattr("core.realtime.media.recorder.OpusEncoder", broken)
    talk = scene(Step("welcome", seconds=1), Step(""))

    async def play() -> None:
        async with running(talk.session):
            await talk.plays(1)
            await talk.floor()
            talk.speaks(1)
            talk.model.report(voice_answer(LONG))
            await talk.plays(0.02)
            await talk.floor()

    asyncio.run(play())
    talk.model.verify()
    assert talk.recorded() == []
    assert len(turns_of(talk.sessions, talk.interview_id)) == 3
