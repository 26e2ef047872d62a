"""What the local interviewer speaks with: a voice that says one sentence at a time."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass
from typing import Protocol

from core.realtime.models.local.speech import LocalSpeech


@dataclass(frozen=True)
class Piece:
    """A part of a sentence's speech, as soon as it is made.

    Attributes:
        pcm: mono s16 at ``VOICE_RATE``, whole samples.
        share: of the sentence that has been said by its end, 0 to 1.
        sent: characters that were sent to a service to have it made.
    """

    pcm: bytes
    share: float = 1.0
    sent: int = 0


class LineVoice(Protocol):
    """Says the sentences of a line.

    Attributes:
        version: who makes it, for the record; None for this machine.
    """

    version: str | None

    def sentences(self, text: str) -> list[str]:
        """The sentences in which ``text`` is spoken."""

    def say(self, sentence: str, *, slow: bool, guess: bool = False) -> AsyncGenerator[Piece, None]:
        """One of ``sentences`` as speech, without silence around it.

        ``guess``: nobody waits for it; it is made so that it is there when it is wanted.
        Whoever stops reading closes it, and what nobody reads is made no further.
        """


class EmbeddedVoice:
    """The voice of this machine."""

    version: str | None = None

    def __init__(self, speech: Callable[[], LocalSpeech]) -> None:
        """``speech`` may load it at its first use."""
        self._speech = speech

    def sentences(self, text: str) -> list[str]:
        """See ``LineVoice``."""
        return self._speech().sentences(text)

    async def say(
        self, sentence: str, *, slow: bool, guess: bool = False
    ) -> AsyncGenerator[Piece, None]:
        """See ``LineVoice``; a sentence is made whole, in a few hundredths of a second."""
        speech = self._speech()
        yield Piece(
            await asyncio.get_running_loop().run_in_executor(
                speech.output_thread, speech.voice, sentence, slow
            )
        )
