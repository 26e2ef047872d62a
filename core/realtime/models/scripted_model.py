"""A RealtimeModel that plays a script and is strict about it; for tests and demonstrations."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from core.models import InputMode
from core.realtime.models.events import AnswerHeard, RealtimeEvent, VoiceAudio, VoiceDone, VoiceText
from core.realtime.models.model import VOICE_RATE, Likely, SystemPrompt, Utterance


class ScriptBroken(AssertionError):
    """The session did something that the script does not have at this place."""


@dataclass(frozen=True)
class Step:
    """One utterance that is expected, and what happens after it was said.

    Attributes:
        says: words that the utterance must contain, in any case.
        then: events reported when the utterance is over.
        words: what is said instead of the text, as by a model that chooses its words itself.
        seconds: length of the audio, where it is voiced.
    """

    says: str
    then: Sequence[RealtimeEvent] = ()
    words: str | None = None
    seconds: float = 0.02


class ScriptedModel:
    """Expects the steps' utterances in order; anything else breaks the script."""

    name = "scripted"
    version: str | None = None
    languages: frozenset[str] | None = None

    def __init__(self, steps: Sequence[Step]) -> None:
        self.prompt: str | None = None
        self.heard = bytearray()
        self.said: list[str] = []
        self.calls: list[str] = []
        self._steps = list(steps)
        self.likely: Likely | None = None
        self._broken: str | None = None
        self._closed = False
        self._events: asyncio.Queue[RealtimeEvent | None] = asyncio.Queue()

    def verify(self) -> None:
        """Check that the script was played to its end, and nothing beside it.

        Raises:
            ScriptBroken: otherwise.
        """
        if self._broken:
            raise ScriptBroken(self._broken)
        if self._steps:
            raise ScriptBroken(f"never said: {[step.says for step in self._steps]}")
        if not self._closed:
            raise ScriptBroken("the model was not closed")

    def expect(self, step: Step) -> None:
        """Add a step to the end of the script."""
        self._steps.append(step)

    def report(self, event: RealtimeEvent) -> None:
        """Let an event happen now."""
        self._events.put_nowait(event)

    async def open(self, system_prompt: SystemPrompt) -> None:
        """Keep the system prompt for the test to look at."""
        self.prompt = await system_prompt()

    async def events(self) -> AsyncIterator[RealtimeEvent]:
        """What happens, in order, until ``close``."""
        while (event := await self._events.get()) is not None:
            yield event

    async def say(self, utterance: Utterance) -> None:
        """Check the utterance against the script and play the step."""
        self.said.append(utterance.text)
        step = self._steps.pop(0) if self._steps else None
        if step is None or step.says.casefold() not in utterance.text.casefold():
            expected = repr(step.says) if step else "nothing"
            self._broken = self._broken or f"expected {expected}, said {utterance.text!r}"
        step = step or Step("")
        if step.words is not None:
            self.report(VoiceText(utterance.number, step.words))
        if utterance.voiced:
            self.report(VoiceAudio(utterance.number, bytes(round(VOICE_RATE * step.seconds) * 2)))
        self.report(VoiceDone(utterance.number))
        for event in step.then:
            self.report(event)

    async def interrupt(self, played_samples: int) -> None:
        """Note the call."""
        self.calls.append(f"interrupt {played_samples}")

    def foresee(self, likely: Likely) -> None:
        """Keep it for the test to ask."""
        self.likely = likely

    def hear(self, pcm: bytes) -> None:
        """Keep the audio for the test to look at."""
        self.heard += pcm

    def hear_text(self, text: str) -> None:
        """A typed answer comes back as it is, as from every model."""
        self.report(AnswerHeard(text, InputMode.TYPED))

    def set_end_of_turn_wait(self, seconds: float | None) -> None:
        """Note the call."""
        self.calls.append(f"end-of-turn wait {seconds}")

    def stretch_pauses(self, times: float) -> None:
        """Note the call."""
        self.calls.append(f"pauses {times}")

    def finish_answer(self) -> None:
        """Note the call."""
        self.calls.append("finish_answer")

    def discard_answer(self) -> None:
        """Note the call."""
        self.calls.append("discard_answer")

    def yield_floor(self) -> None:
        """Note the call."""
        self.calls.append("yield_floor")

    async def close(self) -> None:
        """End the events; calling it again does nothing."""
        if not self._closed:
            self._closed = True
            self._events.put_nowait(None)
