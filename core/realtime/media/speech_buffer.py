"""The interviewer's voice between the model and the WebRTC track."""

import threading
from collections.abc import Callable

from core.realtime.models.model import VOICE_RATE

FRAME_SAMPLES = VOICE_RATE // 50
"""20 ms, what one WebRTC audio packet carries."""
_BYTES = 2


class SpeechBuffer:
    """A locked first-in, first-out queue of samples that counts what was really played.

    ``pull`` is called on Streamlit's server loop by the WebRTC source track, everything else on
    the bridge's loop.

    Attributes:
        on_drained: gets the number of an utterance whose last sample was played.
        on_played: gets the samples that are played now.

    Both are called on Streamlit's loop and must be quick.
    """

    def __init__(self, on_drained: Callable[[int], None] | None = None) -> None:
        self.on_drained = on_drained
        self.on_played: Callable[[bytes], None] | None = None
        self._lock = threading.Lock()
        self._pcm = bytearray()
        self._utterance = 0
        self._played = 0
        self._finished = False
        self._held = 0

    def push(self, utterance: int, pcm: bytes) -> None:
        """Append audio; audio of a newer utterance starts the count of played samples anew."""
        with self._lock:
            if utterance != self._utterance:
                self._utterance, self._played, self._finished = utterance, 0, False
            self._pcm += pcm

    def finish(self, utterance: int) -> bool:
        """Say that ``utterance`` is complete; returns whether it is already played out."""
        with self._lock:
            if utterance != self._utterance:
                return True
            self._finished = bool(self._pcm)
            return not self._pcm

    def clear(self, utterance: int | None = None) -> int:
        """Drop what was not played yet; returns the samples that were.

        They are those of ``utterance``, of which no audio may have come yet, or of the last one.
        """
        with self._lock:
            self._pcm.clear()
            self._finished, self._held = False, 0
            return self._played if utterance in (None, self._utterance) else 0

    def hold(self, seconds: float) -> None:
        """Play silence and keep what was not played, until ``release``, or for ``seconds``."""
        with self._lock:
            self._held = max(self._held, round(seconds * VOICE_RATE))

    def release(self) -> None:
        """Play on from where ``hold`` stopped."""
        with self._lock:
            self._held = 0

    @property
    def waiting_samples(self) -> int:
        """Samples not played yet."""
        with self._lock:
            return len(self._pcm) // _BYTES

    def pull(self) -> bytes:
        """The next 20 ms for the track, mono s16 at ``VOICE_RATE``; nothing where nobody speaks."""
        with self._lock:
            self._held -= min(self._held, FRAME_SAMPLES)
            chunk = b"" if self._held else bytes(self._pcm[: FRAME_SAMPLES * _BYTES])
            del self._pcm[: len(chunk)]
            self._played += len(chunk) // _BYTES
            drained = self._finished and not self._pcm
            if drained:
                self._finished = False
            utterance = self._utterance
        if chunk and self.on_played:
            self.on_played(chunk)
        if drained and self.on_drained:
            self.on_drained(utterance)
        return chunk and chunk.ljust(FRAME_SAMPLES * _BYTES, b"\0")
