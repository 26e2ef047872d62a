"""The interviewer's voice as a WebRTC track: each frame is taken when it is due, not before."""

import asyncio
import time
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import av
from aiortc import MediaStreamTrack
from aiortc.mediastreams import MediaStreamError

from core.realtime.media.speech_buffer import FRAME_SAMPLES, SpeechBuffer
from core.realtime.media.voice_packets import VoicePackets
from core.realtime.models.model import VOICE_RATE

Pull = Callable[[], bytes]
OnLate = Callable[[float], None]
_TIME_BASE = Fraction(1, VOICE_RATE)


class VoiceTrack(MediaStreamTrack):
    """Sends what ``pull`` gives, 20 ms at a time, as Opus packets.

    streamlit-webrtc's own AudioSourceTrack takes a frame and then waits until it is due: all sound
    leaves 20 ms late, and so does the silence after a flush. And aiortc would encode each frame of
    sound on another thread; packets it sends as they are. docs/webrtc.md says more.

    Attributes:
        pull: gives the next 20 ms, mono s16, and nothing for silence; must be quick.
        on_late: is told by how many seconds each was taken late.
    """

    kind = "audio"

    def __init__(self, pull: Pull | None = None, on_late: OnLate = lambda seconds: None) -> None:
        """Silent until ``pull`` is given or set."""
        super().__init__()
        self.pull, self.on_late = pull or SpeechBuffer().pull, on_late
        self._packets = VoicePackets()
        self._began: float | None = None
        self._taken = 0

    async def recv(self) -> "av.Packet[Any]":
        """The next packet, once it is due; after a stall those that are overdue come at once."""
        while self.readyState == "live":
            pts = self._taken
            await self._until_due()
            self._taken += FRAME_SAMPLES
            if content := self._packets.packet(self.pull()):
                packet: av.Packet[Any] = av.Packet(content)
                packet.pts, packet.time_base = pts, _TIME_BASE
                return packet
        raise MediaStreamError

    async def _until_due(self) -> None:
        if self._began is None:
            self._began = time.monotonic()
        due = self._began + self._taken / VOICE_RATE
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        self.on_late(time.monotonic() - due)
