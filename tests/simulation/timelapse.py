"""A simulated candidate who speaks, in time that passes only as fast as the machine can hear.

The microphone and the voice are handed over 40 ms at a time, and no further before all work in
other threads (transcription, synthesis, Postgres) is done. So an interview takes a tenth of
its length, and waits are measured in the audio, not on this machine's clock.
"""

import asyncio
import copy
import random
import threading
import uuid
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import av
import numpy as np

from core.models import Speaker
from core.realtime.bridge import MediaLine
from core.realtime.media.packet_order import TICKS_MS, PacketOrder
from core.realtime.media.speech_buffer import FRAME_SAMPLES, SpeechBuffer
from core.realtime.models import commands as do
from core.realtime.models.local.model import LocalModel
from core.realtime.models.local.speech import local_speech
from core.realtime.models.local.transcription_queue import TranscriptionQueue
from core.realtime.models.model import VOICE_RATE
from core.realtime.session import persistence
from core.realtime.session.room import OVER, RoomView
from core.realtime.session.service import RealtimeInterviewService
from core.realtime.session.session import LiveSession
from db.engine import Sessions
from tests.simulation.candidates import Candidate, Move, Player
from tests.simulation.record import Record, Sound
from tests.simulation.sounds import Heard, loud, noise
from tests.simulation.stage import Clock, Observed, stored, their_turn

STEP_SECONDS = 0.04
STEP_BYTES = int(VOICE_RATE * STEP_SECONDS) * 2
MOST_SECONDS = 3_600
FRAME_BYTES = FRAME_SAMPLES * 2
_TIME_BASE = Fraction(1, VOICE_RATE)


class Workers(ThreadPoolExecutor):
    """Threads that tell whether they have work."""

    def __init__(self, threads: int) -> None:
        super().__init__(threads)
        self._lock = threading.Lock()
        self.busy = 0

    def submit(self, call: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Count the call until it is done."""
        with self._lock:
            self.busy += 1
        future = super().submit(call, *args, **kwargs)
        future.add_done_callback(self._done)
        return future

    def _done(self, _: Future[Any]) -> None:
        with self._lock:
            self.busy -= 1


@dataclass(frozen=True)
class _Packet:
    """A frame of the candidate's on its way; the ``number``-th."""

    number: int
    frame: av.AudioFrame
    ssrc: int = 1

    @property
    def sequence_number(self) -> int:
        return self.number % (1 << 16)

    @property
    def timestamp(self) -> int:
        return self.number * 20 * TICKS_MS


class Timelapse:
    """One interview by voice with the local model, from the greeting to its end."""

    def __init__(
        self,
        sessions: Sessions,
        interview_id: uuid.UUID,
        candidate: Candidate,
        loss: float = 0.0,
        jitter: float = 0.0,
    ) -> None:
        """``loss`` is the share of the packets that the network loses on both ways, 0 to 1;
        ``jitter`` the greatest delay of the candidate's in seconds, drawn evenly for each.

        ``heard`` is all that came to the candidate, mono s16 at 24 kHz.
        """
        self._sessions, self._id, self._player = sessions, interview_id, Player(candidate)
        self._seen, self._clock, self._heard = Observed(), Clock(), Heard()
        self._workers = [Workers(8), Workers(1), Workers(1), Workers(1)]
        self._loss, self._jitter, self._random = loss, jitter, random.Random(1)
        self._on_the_way: list[tuple[float, _Packet]] = []
        self._order: PacketOrder[_Packet] = PacketOrder()
        self._line = MediaLine()
        self._line.bridge = self  # type: ignore[assignment]
        self._mic, self.heard = bytearray(), bytearray()
        self._steps = self._frames = 0

    @property
    def _now(self) -> float:
        return self._steps * STEP_SECONDS

    @property
    def _view(self) -> RoomView:
        return self._session.view

    async def run(self) -> Record:
        """Play it to its end; what is left for the grader."""
        asyncio.get_running_loop().set_default_executor(self._workers[0])
        persistence_threads, persistence._THREADS = persistence._THREADS, self._workers[0]
        try:
            return await self._play()
        finally:
            persistence._THREADS = persistence_threads

    async def _play(self) -> Record:
        speech = copy.copy(local_speech())
        speech.output_thread, speech.judging_thread = self._workers[2:]
        speech.transcriptions = TranscriptionQueue(speech.hear, self._workers[1], self._clock)
        self._voice = SpeechBuffer(lambda number: self._session.tell(do.Drained(number)))
        model = self._seen.overhear(LocalModel(speech))
        service = RealtimeInterviewService(self._sessions.begin)
        self._session = LiveSession(self._id, service, model, self._voice, now=self._clock)
        self._session.tell(do.MediaUp())
        running = asyncio.create_task(self._session.run())
        while self._view.state not in OVER:
            await self._take_turn()
        await running
        self._seen.sounds += self._heard.sounds
        return stored(self._sessions, self._id, self._seen, spoken=True)

    # --- the candidate ---

    async def _take_turn(self) -> None:
        await self._until(self._is_their_turn)
        for move in self._player.moves(self._view.question):
            if self._view.state not in OVER:
                await self._make(move)

    def _is_their_turn(self) -> bool:
        return their_turn(self._view, self._now - self._heard.last)

    async def _make(self, move: Move) -> None:
        if move.over is None:
            await self._until(self._is_their_turn)
            await self._until(lambda: False, move.after)
        else:
            await self._until(lambda: self._heard.lasting >= (move.over or 0))
        before = len(self._view.turns)
        if self._view.state in OVER:
            self._seen.ended_in_silence = not self._heard.lasting
        elif move.command is not None:
            self._session.tell(self._seen.press(move.command, self._view))
        elif move.noise:
            self._mic += noise(move.noise)
            await self._until(lambda: not self._mic)
            return
        elif move.says:
            await self._speak(move.says)
        await self._until(lambda: len(self._view.turns) > before)

    async def _speak(self, words: str) -> None:
        self._seen.uttered.append(words)
        begin = self._now
        self._mic += b"".join(local_speech().synthesise(words))
        await self._until(lambda: not self._mic)
        self._seen.sounds.append(Sound(Speaker.CANDIDATE, begin, self._now))

    # --- time ---

    async def _until(self, condition: Callable[[], bool], seconds: float = MOST_SECONDS) -> None:
        """Let time pass until ``condition`` holds, the interview is over or ``seconds`` went by."""
        end = self._now + seconds
        while not condition() and self._view.state not in OVER and self._now < end:
            await self._step()
        assert self._now < MOST_SECONDS, f"the interview does not end: {self._view}"

    async def _step(self) -> None:
        heard = b"".join(self._frame() for _ in range(STEP_BYTES // FRAME_BYTES))
        self.heard += heard
        self._heard.take(self._now, self._now + STEP_SECONDS, loud(heard))
        self._steps += 1
        self._clock.pass_(STEP_SECONDS)
        if self._steps % round(1 / STEP_SECONDS) == 0:
            self._session.look()
            self._session.tell(do.Tick())
        await self._settle()

    def _frame(self) -> bytes:
        """Both ways, one packet of 20 ms; returns what came to the candidate."""
        samples = np.frombuffer(bytes(self._mic[:FRAME_BYTES]).ljust(FRAME_BYTES, b"\0"), np.int16)
        del self._mic[:FRAME_BYTES]
        spoken = av.AudioFrame.from_ndarray(samples.reshape(1, -1), format="s16", layout="mono")
        spoken.sample_rate, spoken.time_base = VOICE_RATE, _TIME_BASE
        spoken.pts = self._frames * FRAME_SAMPLES
        self._frames += 1
        now = self._frames * FRAME_SAMPLES / VOICE_RATE
        if not self._is_lost():
            due = now + self._random.uniform(0, self._jitter)
            self._on_the_way.append((due, _Packet(self._frames, spoken)))
        self._arrive(now)
        voice = self._voice.pull() or bytes(FRAME_BYTES)
        return bytes(FRAME_BYTES) if self._is_lost() else voice

    def _arrive(self, now: float) -> None:
        """Packets come when they come, and are heard as the page's receiver puts them in order."""
        come = sorted(self._on_the_way, key=lambda one: one[0])
        self._on_the_way = [one for one in come if one[0] > now]
        for _, packet in come[: len(come) - len(self._on_the_way)]:
            for ready in self._order.take(packet):
                self._line.on_mic(ready.frame)

    def _is_lost(self) -> bool:
        return self._loss > 0 and self._random.random() < self._loss

    def take(self, line: MediaLine, pcm: bytes) -> None:
        """What the line hands on, in a bridge's place."""
        self._session.hear(pcm)

    async def _settle(self) -> None:
        """Let everything happen that what was handed over brings about."""
        idle = 0
        while idle < 3:
            busy = any(workers.busy for workers in self._workers)
            idle = 0 if busy else idle + 1
            await asyncio.sleep(0.001 if busy else 0)
        self._seen.look(self._view)
