"""The interviewer's voice as a WebRTC track: each frame is taken when it is due, not before."""

import asyncio
import time
from collections.abc import Callable
from fractions import Fraction

import av
from aiortc import MediaStreamTrack
from aiortc.mediastreams import MediaStreamError

from core.realtime.media.speech_buffer import FRAME_SAMPLES, SpeechBuffer
from core.realtime.models.model import VOICE_RATE

Pull = Callable[[int, Fraction], av.AudioFrame]
_TIME_BASE = Fraction(1, VOICE_RATE)


class VoiceTrack(MediaStreamTrack):
    """Sends what ``pull`` gives, 20 ms at a time.

    streamlit-webrtc's own AudioSourceTrack takes a frame and then waits until it is due: all sound
    leaves 20 ms late, and so does the silence after a flush. docs/webrtc.md says more.

    Attributes:
        pull: gives the next frame from its presentation time and the time base; must be quick.
    """

    kind = "audio"

    def __init__(self, pull: Pull | None = None) -> None:
        """Silent until ``pull`` is given or set."""
        super().__init__()
        self.pull = pull or SpeechBuffer().pull
        self._began: float | None = None
        self._sent = 0

    async def recv(self) -> av.AudioFrame:
        """The next frame, once it is due; after a stall those that are overdue come at once."""
        if self.readyState != "live":
            raise MediaStreamError
        if self._began is None:
            self._began = time.monotonic()
        due = self._began + self._sent / VOICE_RATE
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        frame = self.pull(self._sent, _TIME_BASE)
        self._sent += FRAME_SAMPLES
        return frame
