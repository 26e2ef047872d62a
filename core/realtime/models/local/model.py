"""The local model: voice activity, transcription and voice on this machine, without a service.

It says word for word what the session's progressive assessment asks.
"""

import asyncio
from collections.abc import AsyncIterator, Coroutine, Sequence
from itertools import islice

from core.models import InputMode
from core.realtime.models.events import (
    AnswerHeard,
    ModelFailed,
    RealtimeEvent,
    VoiceAudio,
    VoiceDone,
    VoiceText,
)
from core.realtime.models.local.speech import LANGUAGES, LocalSpeech
from core.realtime.models.local.speech_input import SpeechInput
from core.realtime.models.local.voice import SENTENCE_PAUSE
from core.realtime.models.model import VOICE_RATE, Likely, SystemPrompt, Utterance

_VOICE_PIECE = VOICE_RATE * 2 // 5
"""200 ms of voice for each event, so that no event holds up the loop."""
_GUESSES = 3
"""Lines that are begun before it is known which of them follows."""
_GUESSED_SENTENCES = 2
"""Sentences that are made of each: a word of thanks, and what is asked."""


class LocalModel:
    """A RealtimeModel on the machine's own processor.

    Attributes:
        speech_input: its listening half.
    """

    name = "local"
    version: str | None = None
    languages: frozenset[str] | None = LANGUAGES

    def __init__(self, speech: LocalSpeech, end_silence_ms: int = 1_400) -> None:
        """``end_silence_ms``: silence that ends an answer, before pauses have been learned."""
        self._speech = speech
        self._events: asyncio.Queue[RealtimeEvent | None] = asyncio.Queue()
        self._tasks: set[asyncio.Task[None]] = set()
        self.speech_input = SpeechInput(
            speech, end_silence_ms, self._report, self._spawn, self._on_pause
        )
        self._likely: Likely = _nothing
        self._guesses: asyncio.Task[None] | None = None
        self._speaking = 0
        self._closed = False

    async def open(self, system_prompt: SystemPrompt) -> None:
        """Get ready; the structured interviewer is led by the session, not by a prompt."""
        self.speech_input.open()

    async def events(self) -> AsyncIterator[RealtimeEvent]:
        """What happens, in order, until ``close``."""
        while (event := await self._events.get()) is not None:
            yield event

    async def say(self, utterance: Utterance) -> None:
        """Begin to say ``utterance``; a sentence is heard as soon as it is made."""
        self._speaking = utterance.number
        self._drop_guesses()
        if utterance.voiced:
            self._spawn(self._voice(utterance))
        else:
            self._report(VoiceDone(utterance.number))

    async def interrupt(self, played_samples: int) -> None:
        """Stop speaking at once."""
        self._speaking = 0

    def foresee(self, likely: Likely) -> None:
        """At each pause the likeliest lines are begun: the voice keeps what it has made."""
        self._likely = likely

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
        if self._closed:
            return
        self._closed = True
        self._speaking = 0
        self.speech_input.close()
        for task in list(self._tasks):
            task.cancel()
        self._events.put_nowait(None)

    def _report(self, event: RealtimeEvent) -> None:
        if not self._closed:
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

    def _on_pause(self, words: str) -> None:
        """The candidate pauses after ``words``: what may follow is begun, in case they are done."""
        self._drop_guesses()
        self._guesses = self._spawn(self._guess(words))

    def _drop_guesses(self) -> None:
        if self._guesses:
            self._guesses.cancel()

    async def _guess(self, words: str) -> None:
        """Make the beginnings of the likeliest lines; the voice keeps what it has made."""
        voiced = (line for line in self._likely(words) if line.voiced)
        for line in islice(voiced, _GUESSES):
            for sentence in self._speech.sentences(line.text)[:_GUESSED_SENTENCES]:
                await self._made(sentence, line.slow)

    async def _made(self, sentence: str, slow: bool) -> bytes:
        return await asyncio.get_running_loop().run_in_executor(
            self._speech.output_thread, self._speech.voice, sentence, slow
        )

    async def _voice(self, utterance: Utterance) -> None:
        end, started = 0, False
        for sentence in self._speech.sentences(utterance.text):
            end = max(end, utterance.text.find(sentence, end) + len(sentence))
            pcm = await self._made(sentence, utterance.slow)
            if self._speaking != utterance.number:
                return
            pcm = (SENTENCE_PAUSE if started and pcm else b"") + pcm
            started = started or bool(pcm)
            self._report(VoiceText(utterance.number, utterance.text[:end]))
            for start in range(0, len(pcm), _VOICE_PIECE):
                self._report(VoiceAudio(utterance.number, pcm[start : start + _VOICE_PIECE]))
        self._report(VoiceDone(utterance.number))


def _nothing(words: str) -> Sequence[Utterance]:
    return ()
