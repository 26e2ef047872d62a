"""What tests of the live session share: a session on real Postgres, led by a test."""

import asyncio
import contextlib
import uuid
from collections.abc import AsyncIterator, Callable
from fractions import Fraction
from functools import partial

from core.interviews.assessment.topics import Signal
from core.interviews.service import list_turns
from core.models import InputMode, Turn
from core.realtime.media.recorder import Recorder
from core.realtime.media.speech_buffer import SpeechBuffer
from core.realtime.models import commands as do
from core.realtime.models import events as ev
from core.realtime.models.model import RealtimeModel
from core.realtime.session.recovery import Successor, nobody
from core.realtime.session.room import RoomState
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
    way_in: str | None = None,
    buffer: SpeechBuffer | None = None,
    recorder: Recorder | None = None,
    successor: Successor = nobody,
) -> LiveSession:
    """A session with a grace time of 5 s; nothing moves ``clock`` but the test."""
    service = RealtimeInterviewService(sessions.begin, price=a_price)
    return LiveSession(
        interview_id,
        service,
        model,
        buffer or SpeechBuffer(),
        way_in=way_in,
        recorder=recorder,
        successor=successor,
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
    """The session runs inside the block, and is left at its end."""
    task = asyncio.create_task(session.run())
    async with asyncio.timeout(30):
        yield
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
    for pts in range(round(seconds * 50)):
        buffer.pull(pts, Fraction(1, 24_000))
