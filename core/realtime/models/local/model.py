"""The local model: voice activity, transcription and voice on this machine, without a service;
or with a voice that a service of the deployment's choice makes.

It says word for word what the session's progressive assessment asks.
"""

import asyncio
from collections.abc import AsyncIterator, Coroutine

from core.models import InputMode
from core.realtime.models.events import AnswerHeard, ModelFailed, RealtimeEvent
from core.realtime.models.local.line_voice import EmbeddedVoice, LineVoice
from core.realtime.models.local.speech import LANGUAGES, LocalSpeech
from core.realtime.models.local.speech_input import SpeechInput
from core.realtime.models.local.speech_output import SpeechOutput
from core.realtime.models.model import Likely, SystemPrompt, Utterance


class LocalModel:
    """A RealtimeModel on the machine's own processor.

    Attributes:
        speech_input: its listening half.
        speech_output: its speaking half.
        version: of the voice, where it is not this machine's.
        closed: whether it was closed.
    """

    name = "local"
    languages: frozenset[str] | None = LANGUAGES

    def __init__(
        self, speech: LocalSpeech, end_silence_ms: int = 1_400, voice: LineVoice | None = None
    ) -> None:
        """``end_silence_ms``: silence that ends an answer, before pauses have been learned;
        ``voice``: speaks, if not that of ``speech``."""
        voice = voice or EmbeddedVoice(lambda: speech)
        self.version = voice.version
        self._events: asyncio.Queue[RealtimeEvent | None] = asyncio.Queue()
        self._tasks: set[asyncio.Task[None]] = set()
        self.speech_output = SpeechOutput(voice, self._report, self._spawn)
        self.speech_input = SpeechInput(
            speech, end_silence_ms, self._report, self._spawn, self.speech_output.on_pause
        )
        self.closed = False

    async def open(self, system_prompt: SystemPrompt) -> None:
        """Get ready; the structured interviewer is led by the session, not by a prompt."""
        self.speech_input.open()

    async def events(self) -> AsyncIterator[RealtimeEvent]:
        """What happens, in order, until ``close``."""
        while (event := await self._events.get()) is not None:
            yield event

    async def say(self, utterance: Utterance) -> None:
        """Begin to say ``utterance``; a sentence is heard as soon as its first sound is made."""
        self.speech_output.say(utterance)

    async def interrupt(self, played_samples: int) -> None:
        """Stop speaking at once."""
        self.speech_output.stop()

    def foresee(self, likely: Likely) -> None:
        """At each pause the likeliest lines are begun: the voice keeps what it has made."""
        self.speech_output.foresee(likely)

    def hear(self, pcm: bytes) -> None:
        """Take microphone audio: mono s16 at 24 kHz."""
        self.speech_input.hear(pcm)

    def hear_text(self, text: str) -> None:
        """Take a typed answer; what was being heard is dropped in its favour."""
        self.speech_input.discard_answer()
        self._report(AnswerHeard(text, InputMode.TYPED))

    def set_end_of_turn_wait(self, seconds: float | None) -> None:
        """See RealtimeModel."""
        self.speech_input.set_end_of_turn_wait(seconds)

    def stretch_pauses(self, times: float) -> None:
        """See RealtimeModel."""
        self.speech_input.stretch_pauses(times)

    def finish_answer(self) -> None:
        """See RealtimeModel."""
        self.speech_input.finish_answer()

    def discard_answer(self) -> None:
        """See RealtimeModel."""
        self.speech_input.discard_answer()

    def yield_floor(self) -> None:
        """What is heard while the voice plays is heard as usual."""

    async def close(self) -> None:
        """Stop everything; calling it again does nothing."""
        if self.closed:
            return
        self.closed = True
        self.speech_input.close()
        for task in list(self._tasks):
            task.cancel()
        self._events.put_nowait(None)

    def _report(self, event: RealtimeEvent) -> None:
        if not self.closed:
            self._events.put_nowait(event)

    def _spawn(self, coroutine: Coroutine[None, None, None]) -> asyncio.Task[None]:
        task = asyncio.ensure_future(self._guarded(coroutine))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        task.add_done_callback(lambda _: coroutine.close())  # it may have been cancelled unbegun
        return task

    async def _guarded(self, coroutine: Coroutine[None, None, None]) -> None:
        try:
            await coroutine
        except Exception as error:  # whatever a speech library raises must reach the session
            self._report(ModelFailed(repr(error)))
