"""What the session asks of whoever speaks and listens."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Protocol

from core.realtime.events import RealtimeEvent

VOICE_RATE = 24_000
"""Hz of the audio that goes to and comes from a model: mono, signed 16-bit."""


@dataclass(frozen=True)
class Utterance:
    """Something for the interviewer to say.

    Attributes:
        number: distinguishes the utterances of one session.
        text: what to say; a local voice says it word for word.
        voiced: False where nobody can hear it (typed mode).
        slow: whether the candidate asked for slower speech.
    """

    number: int
    text: str
    voiced: bool = True
    slow: bool = False


class RealtimeModel(Protocol):
    """A voice and an ear for one live session.

    All methods run on the bridge's loop. ``hear`` must return within a millisecond or two.
    """

    name: str
    languages: frozenset[str] | None
    """ISO 639-1 codes of the languages that it understands when spoken; None means any."""

    async def open(self, prompt: str) -> None:
        """Get ready to speak and listen under ``prompt``, the system prompt."""

    def events(self) -> AsyncIterator[RealtimeEvent]:
        """What happens, in order, until ``close``."""

    async def say(self, utterance: Utterance) -> None:
        """Begin to say ``utterance``; returns at once."""

    async def interrupt(self, played_samples: int) -> None:
        """Stop speaking; ``played_samples`` of the current utterance were really heard."""

    def hear(self, pcm: bytes) -> None:
        """Take microphone audio: mono s16 at ``VOICE_RATE``."""

    def hear_text(self, text: str) -> None:
        """Take a typed answer."""

    def set_patience(self, seconds: float | None) -> None:
        """Wait this long for the candidate to speak on; None means the usual silence wait."""

    def finish_answer(self) -> None:
        """The candidate says that the answer is complete."""

    def discard_answer(self) -> None:
        """Forget what has been heard of the current answer."""

    async def close(self) -> None:
        """Release everything; calling it again does nothing."""
