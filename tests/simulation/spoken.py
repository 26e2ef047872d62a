"""A simulated candidate who speaks, over WebRTC inside this process and in real time."""

import asyncio
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from aiortc import RTCPeerConnection

from core.models import Speaker
from core.realtime.bridge import Bridge, MediaLine
from core.realtime.models.local.speech import local_speech
from core.realtime.models.model import VOICE_RATE, RealtimeModel
from core.realtime.session.room import OVER, RoomView
from core.realtime.session.service import RealtimeInterviewService
from core.realtime.session.session import LiveSession
from db.engine import Sessions
from tests.realtime.loopback import Caller, connect, until
from tests.realtime.lossy_road import LossyRoad
from tests.simulation.candidates import Candidate, Move, Player
from tests.simulation.record import Record, Sound
from tests.simulation.stage import Observed, stored, their_turn

WAIT_SECONDS = 60.0
"""Seconds until something that must happen is taken not to."""

LONGEST_WAIT = 0.5
"""Seconds that a candidate takes before speaking; they think faster than they say they do."""


@dataclass(frozen=True)
class Call:
    """A finished spoken interview.

    Attributes:
        heard: all that the candidate heard: mono s16 at 24 kHz.
        answers: seconds that each spoken answer took, with the seconds from its end to the
            first sound of what the interviewer said next.
    """

    record: Record
    heard: bytes
    answers: tuple[tuple[float, float], ...]


def spoken_by_us(words: str) -> bytes:
    """``words`` in this project's own voice."""
    return b"".join(local_speech().synthesise(words))


class SpokenInterview:
    """One interview by voice, from the greeting to its end."""

    def __init__(
        self,
        sessions: Sessions,
        interview_id: uuid.UUID,
        candidate: Candidate,
        make_model: Callable[[], RealtimeModel],
        road: LossyRoad | None = None,
        voice: Callable[[str], bytes] = spoken_by_us,
    ) -> None:
        """``voice`` gives the candidate's words as sound: mono s16 at 24 kHz."""
        self._voice = voice
        self._sessions, self._id, self._road = sessions, interview_id, road
        self._player, self._make_model = Player(candidate), make_model
        self._seen, self._caller = Observed(), Caller()

    async def run(self) -> Call:
        """Play it to its end."""
        server = await self._enter()
        try:
            while self._view.state not in OVER:
                await self._take_turn()
            await until(lambda: not self._bridge.live, WAIT_SECONDS)
        finally:
            self._bridge.stop()
            await self._caller.hang_up()
            await server.close()
        self._seen.sounds += self._caller.hearing.sounds
        record = stored(self._sessions, self._id, self._seen, spoken=True)
        return Call(record, bytes(self._caller.heard), tuple(self._caller.answers))

    @property
    def _view(self) -> RoomView:
        return self._bridge.view or RoomView()

    async def _enter(self) -> RTCPeerConnection:
        if self._road:
            await self._road.open()
        self._bridge = Bridge(asyncio.get_running_loop())
        line = MediaLine()
        server = await connect(self._caller.connection, line, self._road)
        await until(lambda: line.hears, WAIT_SECONDS)
        self._bridge.attach(line)
        model = self._seen.overhear(self._make_model())
        service = RealtimeInterviewService(self._sessions.begin)
        self._bridge.start(lambda: LiveSession(self._id, service, model, self._bridge.voice))
        return server

    async def _take_turn(self) -> None:
        await self._until(self._is_their_turn)
        for move in self._player.moves(self._view.question):
            if self._view.state not in OVER:
                await self._make(move)

    async def _until(self, condition: Callable[[], bool]) -> None:
        try:
            await until(condition, WAIT_SECONDS)
        except TimeoutError:
            raise AssertionError(f"nothing more happens: {self._view}") from None

    def _is_their_turn(self) -> bool:
        """As a person tells it: the interviewer has spoken and is quiet now, or waits."""
        self._seen.look(self._view)
        return their_turn(self._view, self._caller.quiet_for)

    async def _make(self, move: Move) -> None:
        if move.over is None:
            await self._until(self._is_their_turn)
            await asyncio.sleep(min(move.after, LONGEST_WAIT))
        else:
            await self._until(lambda: self._caller.hearing.lasting >= (move.over or 0))
        before = len(self._view.turns)
        if move.command is not None:
            self._bridge.tell(self._seen.press(move.command, self._view))
        elif move.says:
            await self._speak(move.says)
        await self._until(lambda: len(self._view.turns) > before or self._view.state in OVER)

    async def _speak(self, words: str) -> None:
        self._seen.uttered.append(words)
        pcm = await asyncio.to_thread(self._voice, words)
        begin = self._caller.now
        self._caller.say(pcm)
        await until(lambda: not self._caller.speaking, len(pcm) / 2 / VOICE_RATE + WAIT_SECONDS)
        self._seen.sounds.append(Sound(Speaker.CANDIDATE, begin, self._caller.now))
