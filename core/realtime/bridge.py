"""Connects WebRTC's audio tracks with a live session.

Threads: the track callbacks (``MediaLine``) run on Streamlit's server loop; the session and its
model run on one loop of our own in a daemon thread; pages read ``view`` and send commands from
script threads. Every call into the session goes through ``call_soon_threadsafe``.
"""

import asyncio
import math
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future

import av
import numpy as np
import uvloop

from core.realtime.load import LoadMeter
from core.realtime.media.speech_buffer import SpeechBuffer
from core.realtime.models import commands as do
from core.realtime.models.model import VOICE_RATE
from core.realtime.session.room import RoomState, RoomView
from core.realtime.session.session import LiveSession
from core.realtime.session.timers import MUTED_SECONDS

_QUEUE_FRAMES = 100
"""2 s; while so much waits to be heard, new audio is dropped instead of being heard late."""
_LONGEST_GAP_SECONDS = 0.5
"""A longer gap in the microphone audio is a pause of the sender, not lost packets."""
_FULL_SCALE = 32_768.0
KEPT_SECONDS = 120.0
"""Who was cut off, or closed the page, keeps the place for so long after the session was left."""
_SILENCE = 1e-4
"""Loudness (of full scale) below which a microphone is muted: even a quiet room is louder."""


class BridgeLoop:
    """One event loop in a daemon thread, for every live session of the process."""

    def __init__(self) -> None:
        self.loop: asyncio.AbstractEventLoop = uvloop.new_event_loop()
        threading.Thread(target=self.loop.run_forever, name="live-interviews", daemon=True).start()


class MediaLine:
    """One browser's audio connection, which leads to the bridge that it is attached to.

    Its methods are the callbacks of the WebRTC tracks and run on Streamlit's server loop.

    Attributes:
        bridge: the bridge that hears it, or did last; ``Bridge.attach`` sets it.
    """

    def __init__(self) -> None:
        self.bridge: Bridge | None = None
        self._resampler = av.AudioResampler(format="s16", layout="mono", rate=VOICE_RATE)
        self._next_at: float | None = None
        self._level = 0.0
        self._heard_at = self._sounded_at = -math.inf

    @property
    def level(self) -> float:
        """Loudness of the microphone, 0 to 1: root mean square of the full scale, decaying."""
        return self._level if self.hears else 0.0

    @property
    def hears(self) -> bool:
        """Whether microphone audio came in within the last second."""
        return time.monotonic() - self._heard_at < 1.0

    @property
    def muted(self) -> bool:
        """Whether audio comes in that has held no sound for ``MUTED_SECONDS``."""
        return self.hears and time.monotonic() - self._sounded_at >= MUTED_SECONDS

    def on_mic(self, frame: av.AudioFrame) -> None:
        """Take one frame (20 ms) of the microphone."""
        self._heard_at = time.monotonic()
        heard = bytes(self._samples_lost_before(frame) * 2)
        for part in self._resampler.resample(frame):
            pcm = bytes(part.planes[0])[: part.samples * 2]
            loudness = _loudness(pcm)
            self._level = max(loudness, self._level * 0.8)
            if loudness >= _SILENCE:
                self._sounded_at = self._heard_at
            heard += pcm
        if heard and self.bridge:  # the resampler may hold back the whole of a short frame
            self.bridge.take(self, heard)

    def _samples_lost_before(self, frame: av.AudioFrame) -> int:
        """Samples at ``VOICE_RATE`` of the packets before ``frame`` that never came.

        Silence takes their place, so that speech keeps its timing: without it twice as many
        words were misheard.
        """
        at, expected = frame.time, self._next_at
        self._next_at = None if at is None else at + frame.samples / frame.sample_rate
        if at is None or expected is None or at - expected > _LONGEST_GAP_SECONDS:
            return 0
        return max(0, round((at - expected) * VOICE_RATE))

    def pull(self) -> bytes:
        """The next 20 ms of the interviewer's voice; nothing while it is silent."""
        return self.bridge.voice_for(self).pull() if self.bridge else b""

    def on_late(self, seconds: float) -> None:
        """A frame of the voice was taken so much later than it was due."""
        if self.bridge:
            self.bridge.load.note(seconds)

    def on_ended(self) -> None:
        """The microphone track is over: the tab was closed or reloaded, or the network lost."""
        if self.bridge:
            self.bridge.detach(self)


def _loudness(pcm: bytes) -> float:
    samples = np.frombuffer(pcm, np.int16).astype(np.float32)
    power = float(np.dot(samples, samples)) / max(1, samples.size)
    return math.sqrt(power) / _FULL_SCALE


class Bridge:
    """The media side of one interview's live session.

    Attributes:
        load: is told how late the sound of both sides is.
        spoken: whether its candidate was let in to speak; who types for a while keeps the place.
        used_at: when a page last asked for it (``time.monotonic``).
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, load: LoadMeter | None = None) -> None:
        self._loop = loop
        self.load, self.spoken = load or LoadMeter(), False
        self.used_at = self._ended_at = time.monotonic()
        self.voice = SpeechBuffer(on_drained=lambda number: self.tell(do.Drained(number)))
        self._silence = SpeechBuffer()
        self._line: MediaLine | None = None
        self._waiting = 0
        self._session: LiveSession | None = None
        self._running: Future[None] | None = None

    # --- from a MediaLine, on Streamlit's server loop ---

    def take(self, line: MediaLine, pcm: bytes) -> None:
        """Hand microphone audio on if it is the current line's and a session is live."""
        if line is self._line and self.live and self._waiting < _QUEUE_FRAMES:
            self._waiting += 1
            self._loop.call_soon_threadsafe(self._hear, pcm, time.monotonic())

    def voice_for(self, line: MediaLine) -> SpeechBuffer:
        """The voice for the current line, silence for a line that was replaced."""
        return self.voice if line is self._line else self._silence

    def detach(self, line: MediaLine) -> None:
        """A line is gone. Does nothing for a line that was replaced before."""
        if line is self._line:
            self._line = None
            self.tell(do.MediaDown())

    # --- on the bridge's loop ---

    def _hear(self, pcm: bytes, since: float) -> None:
        self._waiting -= 1
        self.load.note(time.monotonic() - since)
        if self._session is not None:
            self._session.hear(pcm)

    async def _lead(self, session: LiveSession, make: Callable[[], LiveSession]) -> None:
        """Run ``session``; then a new one, if pages ask for the room after another process took
        the interview over: the new session takes it back for them.
        """
        try:
            await session.run()
            while session.view.state is RoomState.MOVED and session.waiting_pages:
                following = await asyncio.to_thread(make)
                if self._line is not None:
                    following.tell(do.MediaUp())
                session.forward_commands(following)
                self._session = session = following
                await session.run()
        finally:
            self._ended_at = time.monotonic()

    # --- from any thread ---

    @property
    def live(self) -> bool:
        """Whether a session is running."""
        return self._running is not None and not self._running.done()

    @property
    def keeps_place(self) -> bool:
        """Whether a session is running, or was left so lately that its candidate may come back."""
        left = self._session is not None and self._session.view.state is RoomState.LEFT
        return self.live or (left and time.monotonic() - self._ended_at < KEPT_SECONDS)

    @property
    def idle(self) -> bool:
        """Whether nobody is connected, and nobody has a place."""
        return self._line is None and not self.keeps_place

    @property
    def view(self) -> RoomView | None:
        """What the session shows; None before it began."""
        return self._session.look() if self._session else None

    def heeds_another(self, line: MediaLine) -> bool:
        """Whether a line that came after ``line`` is heard and spoken to instead of it."""
        return self._line not in (None, line)

    @property
    def vacant(self) -> bool:
        """Whether no line at all is heard and spoken to."""
        return self._line is None

    def attach(self, line: MediaLine) -> None:
        """Make ``line`` the one that is heard and spoken to; does nothing if it is so already."""
        if line is not self._line:
            if line.bridge not in (None, self):
                line.on_ended()  # it leads nowhere else any more
            line.bridge = self
            self._line = line
            self.tell(do.MediaUp())

    def start(self, make: Callable[[], LiveSession]) -> None:
        """Run a session that ``make`` makes, unless one is running that still holds the interview.

        Whether it does is asked on the loop, so that the page need not wait; ``make`` may then be
        called on another thread.
        """
        if self.live:
            self.tell(do.EnterRoom())
            return
        self._session = session = make()
        if self._line is not None:
            self.tell(do.MediaUp())
        self._running = asyncio.run_coroutine_threadsafe(self._lead(session, make), self._loop)

    def tell(self, command: do.Command) -> None:
        """Hand a command to the session, if there is one."""
        if self._session is not None:
            self._loop.call_soon_threadsafe(self._session.tell, command)

    def stop(self) -> None:
        """Leave the session; the same link goes on with the interview."""
        if self._running is not None:
            self._running.cancel()
