"""What tests of the live session share: sessions on a real Postgres, led by a test."""

import asyncio
import contextlib
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from functools import partial
from typing import Any

from sqlalchemy import select

from core.interviews.assessment.topics import Signal
from core.interviews.service import list_turns
from core.models import Concern, InputMode, InterviewSession, Turn, TurnKind
from core.realtime.media.recorder import Recorder
from core.realtime.media.speech_buffer import SpeechBuffer
from core.realtime.models import commands as do
from core.realtime.models import events as ev
from core.realtime.models.model import RealtimeModel
from core.realtime.models.scripted_model import ScriptedModel, Step
from core.realtime.session.model_recovery import MakeFallbackModel, writing_only
from core.realtime.session.room import OVER, RoomState
from core.realtime.session.service import RealtimeInterviewService
from core.realtime.session.session import LiveSession
from db.engine import Sessions

LONG = "I built it because the lag grew. In the end it dropped by half, for example last year. " * 4


class Clock:
    """Time that a test moves by hand, in seconds."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


class Killed(BaseException):
    """The process is gone."""


def voice_answer(text: str, signal: Signal | None = None) -> ev.AnswerHeard:
    return ev.AnswerHeard(text, InputMode.VOICE, signal)


def make_session(
    sessions: Sessions,
    interview_id: uuid.UUID,
    model: RealtimeModel,
    clock: Clock | None = None,
    *,
    link_hash: str | None = None,
    buffer: SpeechBuffer | None = None,
    recorder: Recorder | None = None,
    make_fallback_model: MakeFallbackModel = writing_only,
) -> LiveSession:
    """A session with a grace time of 5 s; nothing moves ``clock`` but the test."""
    service = RealtimeInterviewService(sessions.begin, price=a_price)
    return LiveSession(
        interview_id,
        service,
        model,
        buffer or SpeechBuffer(),
        link_hash=link_hash,
        recorder=recorder,
        make_fallback_model=make_fallback_model,
        grace_seconds=5,
        now=clock or Clock(),
    )


def a_price(model: str, tokens: object) -> float | None:
    """A dollar a token, where the model is known."""
    return float(sum(tokens.values())) if model == "scripted" else None  # type: ignore[attr-defined]


async def until(condition: Callable[[], bool]) -> None:
    """Let the loop turn until ``condition`` holds; the test's time limit ends a wait in vain."""
    while not condition():
        await asyncio.sleep(0.005)


def _met_or_over(condition: Callable[[], bool], running: asyncio.Task[None]) -> bool:
    return condition() or running.done()


async def play(session: LiveSession, *moves: tuple[Callable[[], bool], do.Command | None]) -> None:
    """Run the session; at each move wait for its condition, then tell the command."""
    running = asyncio.create_task(session.run())
    async with asyncio.timeout(30):
        for condition, command in moves:
            await until(partial(_met_or_over, condition, running))
            if command is not None:
                session.tell(command)
        with contextlib.suppress(Killed):
            await running


async def start(session: LiveSession, condition: Callable[[], bool]) -> None:
    """Run the session until ``condition`` holds, then end it as a killed process would."""
    running = asyncio.create_task(session.run())
    async with asyncio.timeout(30):
        await until(lambda: condition() or running.done())
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


@contextlib.asynccontextmanager
async def running(session: LiveSession) -> AsyncIterator[None]:
    """The session runs inside the block, and is left at its end if it is not over."""
    task = asyncio.create_task(session.run())
    async with asyncio.timeout(30):
        yield
    if session.view.state not in OVER:
        task.cancel()
    await asyncio.gather(task, return_exceptions=True)


def turns_of(sessions: Sessions, interview_id: uuid.UUID) -> list[Turn]:
    with sessions.begin() as db:
        return list_turns(db, interview_id)


def not_speaking(session: LiveSession) -> bool:
    return session.view.state is RoomState.LISTENING


def state_is(session: LiveSession, state: RoomState) -> Callable[[], bool]:
    return lambda: session.view.state is state


def pull(buffer: SpeechBuffer, seconds: float) -> None:
    """Play so much of the voice, as the WebRTC track does."""
    for _ in range(round(seconds * 50)):
        buffer.pull()


class LiveStage:
    """One interview on a real Postgres; a test leads its live sessions through scripts.

    Attributes:
        model, session, buffer: of the session that was begun last, and its voice.
        clock: moves only by the test's hand.
    """

    model: ScriptedModel
    session: LiveSession
    buffer: SpeechBuffer

    def __init__(self, sessions: Sessions, interview_id: uuid.UUID) -> None:
        self.sessions, self.interview_id = sessions, interview_id
        self.clock = Clock()

    # --- a session ---

    def begin(
        self,
        *steps: Step,
        model: ScriptedModel | None = None,
        audible: bool = False,
        buffer: SpeechBuffer | None = None,
        make_fallback_model: MakeFallbackModel = writing_only,
    ) -> LiveSession:
        """Make a session of ``steps`` or ``model``; it runs in ``play``, ``run`` or ``run_until``.

        ``audible``: whether audio flows to the candidate; then the voice has to be played.
        """
        self.model, self.buffer = model or ScriptedModel(steps), buffer or SpeechBuffer()
        self.session = make_session(
            self.sessions,
            self.interview_id,
            self.model,
            self.clock,
            buffer=self.buffer,
            make_fallback_model=make_fallback_model,
        )
        if audible:
            self.session.tell(do.MediaUp())
        return self.session

    def run(self, *moves: tuple[Callable[[], bool], do.Command | None]) -> None:
        """Run it to its end; at each move wait for the condition, then tell the command."""
        asyncio.run(play(self.session, *moves))

    def run_until(self, condition: Callable[[], bool]) -> None:
        """Run it until ``condition`` holds, then end it as a killed process would."""
        asyncio.run(start(self.session, condition))

    def play(self, scene: Callable[[], Awaitable[None]]) -> None:
        """Run it while ``scene`` is played, then leave it."""

        async def whole() -> None:
            async with running(self.session):
                await scene()

        asyncio.run(whole())

    # --- what happens in a scene ---

    def listening(self) -> bool:
        """Whether the candidate may answer."""
        return self.session.view.state is RoomState.LISTENING

    def in_writing(self) -> bool:
        """Whether another model has taken over, and listens."""
        return self.session.view.fallback and self.listening()

    async def listens(self) -> None:
        """Wait until the candidate may answer."""
        await until(self.listening)

    async def is_in(self, state: RoomState) -> None:
        """Wait until the room is in ``state``."""
        await until(state_is(self.session, state))

    async def said(self, count: int) -> None:
        """Wait until so many utterances were begun, and are kept."""
        unkept = self.session._progress.transcript._unkept
        await until(lambda: len(self.model.said) == count and not unkept)

    async def tell(self, command: do.Command, state: RoomState) -> None:
        """Tell ``command`` and wait until the room is in ``state``."""
        self.session.tell(command)
        await self.is_in(state)

    def tick(self, seconds: float = 0.0, *, watched: bool = False) -> None:
        """So much time passes; ``watched`` if a page is open meanwhile."""
        self.clock.now += seconds
        if watched:
            self.session.look()
        self.session.tell(do.Tick())

    async def lose_model(self) -> None:
        """The model's connection is lost."""
        self.model.report(ev.ModelReconnecting())
        await self.is_in(RoomState.RECONNECTING)

    async def lose_media(self) -> None:
        """The candidate's audio connection is lost."""
        await self.tell(do.MediaDown(), RoomState.RECONNECTING)

    # --- what is stored ---

    def turns(self) -> list[Turn]:
        """Oldest first."""
        return turns_of(self.sessions, self.interview_id)

    def kinds(self) -> list[TurnKind]:
        """Of the turns."""
        return [turn.kind for turn in self.turns()]

    def stored_sessions(self) -> Sequence[InterviewSession]:
        """Oldest first."""
        return self._all(InterviewSession)

    def concerns(self) -> list[str]:
        """What the team's attention is drawn to, oldest first."""
        return [concern.note for concern in self._all(Concern)]

    def _all(self, table: Any) -> Sequence[Any]:
        with self.sessions.begin() as db:
            return list(db.scalars(select(table).order_by(table.created_at)))
