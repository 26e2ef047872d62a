"""A model for an interview in writing: it says nothing aloud and hears nothing."""

import asyncio
from collections.abc import AsyncIterator

from core.models import InputMode
from core.realtime.models.events import AnswerHeard, RealtimeEvent, SpeechDropped, VoiceDone
from core.realtime.models.model import Likely, SystemPrompt, Utterance


class TypedModel:
    """A RealtimeModel for typed answers in any language; nothing in it can fail."""

    name = "typed"
    version: str | None = None
    languages: frozenset[str] | None = frozenset()

    def __init__(self) -> None:
        self._events: asyncio.Queue[RealtimeEvent | None] = asyncio.Queue()

    async def open(self, system_prompt: SystemPrompt) -> None:
        """Nothing to get ready."""

    async def events(self) -> AsyncIterator[RealtimeEvent]:
        """What happens, in order, until ``close``."""
        while (event := await self._events.get()) is not None:
            yield event

    async def say(self, utterance: Utterance) -> None:
        """The caption says it all."""
        self._events.put_nowait(VoiceDone(utterance.number))

    async def interrupt(self, played_samples: int) -> None:
        """Nothing is being said."""

    def foresee(self, likely: Likely) -> None:
        """What is only shown need not be made in advance."""

    def hear(self, pcm: bytes) -> None:
        """Speech is not heard."""

    def hear_text(self, text: str) -> None:
        """Take a typed answer."""
        self._events.put_nowait(AnswerHeard(text, InputMode.TYPED))

    def set_end_of_turn_wait(self, seconds: float | None) -> None:
        """Nobody is waited for."""

    def stretch_pauses(self, times: float) -> None:
        """Nobody is waited for."""

    def finish_answer(self) -> None:
        """Nothing was heard, so nothing is given."""
        self._events.put_nowait(SpeechDropped())

    def discard_answer(self) -> None:
        """Nothing was heard."""

    def yield_floor(self) -> None:
        """Nothing is heard."""

    async def close(self) -> None:
        """End the events."""
        self._events.put_nowait(None)
