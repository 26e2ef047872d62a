"""The local model: voice activity, transcription and voice on this machine, without a service.

It says word for word what the session's progressive assessment asks.
"""

import asyncio
import math
from collections.abc import AsyncIterator, Coroutine
from dataclasses import replace

from core.models import InputMode
from core.realtime.models.events import (
    AnswerHeard,
    ModelFailed,
    PartialTranscript,
    RealtimeEvent,
    SpeechDropped,
    SpeechStarted,
    SpeechSustained,
    VoiceAudio,
    VoiceDone,
    VoiceText,
)
from core.realtime.models.local.end_of_turn_wait import EndOfTurnWait
from core.realtime.models.local.microphone import Chunks
from core.realtime.models.local.speech import LANGUAGES, LocalSpeech
from core.realtime.models.local.transcriber import Words
from core.realtime.models.local.turn_detector import CHUNK_MS, Mark, TurnDetector
from core.realtime.models.local.voice import SENTENCE_PAUSE
from core.realtime.models.model import VOICE_RATE, SystemPrompt, Utterance

_VOICE_PIECE = VOICE_RATE * 2 // 5
"""200 ms of voice for each event, so that no event holds up the loop."""
CUT_OFF_MS = 2_500
"""A candidate who speaks on so soon after an answer was taken had not finished it."""


class LocalModel:
    """A RealtimeModel on the machine's own processor."""

    name = "local"
    version: str | None = None
    languages: frozenset[str] | None = LANGUAGES

    def __init__(self, speech: LocalSpeech, end_silence_ms: int = 1_400) -> None:
        """``end_silence_ms``: silence that ends an answer, before pauses have been learned."""
        self._speech = speech
        self._end_of_turn_wait = EndOfTurnWait(end_silence_ms)
        self._events: asyncio.Queue[RealtimeEvent | None] = asyncio.Queue()
        self._detector = TurnDetector()
        self._chunks = Chunks()
        self._heard: list[Words] = []
        self._transcribing: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._thinking: float | None = None
        self._silence_ms = math.inf
        self._speaking = 0
        self._generation = 0
        self._closed = False

    async def open(self, system_prompt: SystemPrompt) -> None:
        """Get ready; the structured interviewer is led by the session, not by a prompt."""
        self._activity = self._speech.voice_activity()

    async def events(self) -> AsyncIterator[RealtimeEvent]:
        """What happens, in order, until ``close``."""
        while (event := await self._events.get()) is not None:
            yield event

    async def say(self, utterance: Utterance) -> None:
        """Begin to say ``utterance``; a sentence is heard as soon as it is made."""
        self._speaking = utterance.number
        if utterance.voiced:
            self._spawn(self._voice(utterance))
        else:
            self._report(VoiceDone(utterance.number))

    async def interrupt(self, played_samples: int) -> None:
        """Stop speaking at once."""
        self._speaking = 0

    def hear(self, pcm: bytes) -> None:
        """Take microphone audio: mono s16 at 24 kHz."""
        for chunk in self._chunks.feed(pcm):
            self._silence_ms += CHUNK_MS
            for mark in self._detector.feed(chunk, self._activity(chunk)):
                self._on_mark(mark)
            if self._detector.silence_ms == 0 and self._detector.speaking:
                self._silence_ms = 0
        self._end_if_silent()

    def hear_text(self, text: str) -> None:
        """Take a typed answer; what was being heard is dropped in its favour."""
        self.discard_answer()
        self._report(AnswerHeard(text, InputMode.TYPED))

    def set_end_of_turn_wait(self, seconds: float | None) -> None:
        """Wait ``seconds`` for the candidate to speak on; speaking ends the wait."""
        self._thinking = seconds

    def stretch_pauses(self, times: float) -> None:
        """Let silence end an answer ``times`` as late as usual."""
        self._end_of_turn_wait = replace(self._end_of_turn_wait, stretch=times)

    def finish_answer(self) -> None:
        """Take what was heard so far as the whole answer."""
        if mark := self._detector.flush():
            self._on_mark(mark)
        self._spawn(self._answer())

    def discard_answer(self) -> None:
        """Forget the current answer; transcriptions under way are dropped when they come."""
        self._generation += 1
        self._heard = []
        self._detector.reset()
        self._thinking = None

    def yield_floor(self) -> None:
        """What is heard while the voice plays is heard as usual."""

    async def close(self) -> None:
        """Stop everything; calling it again does nothing."""
        if self._closed:
            return
        self._closed = True
        self._speaking = 0
        for task in list(self._tasks):
            task.cancel()
        self._events.put_nowait(None)

    def _report(self, event: RealtimeEvent) -> None:
        if not self._closed:
            self._events.put_nowait(event)

    def _spawn(self, coroutine: Coroutine[None, None, None]) -> None:
        task = asyncio.ensure_future(self._guarded(coroutine))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _guarded(self, coroutine: Coroutine[None, None, None]) -> None:
        try:
            await coroutine
        except Exception as error:  # whatever a speech library raises must reach the session
            self._report(ModelFailed(repr(error)))

    async def _voice(self, utterance: Utterance) -> None:
        loop, end, started = asyncio.get_running_loop(), 0, False
        for sentence in self._speech.sentences(utterance.text):
            end = max(end, utterance.text.find(sentence, end) + len(sentence))
            pcm = await loop.run_in_executor(
                self._speech.output_thread, self._speech.voice, sentence, utterance.slow
            )
            if self._speaking != utterance.number:
                return
            pcm = (SENTENCE_PAUSE if started and pcm else b"") + pcm
            started = started or bool(pcm)
            self._report(VoiceText(utterance.number, utterance.text[:end]))
            for start in range(0, len(pcm), _VOICE_PIECE):
                self._report(VoiceAudio(utterance.number, pcm[start : start + _VOICE_PIECE]))
        self._report(VoiceDone(utterance.number))

    def _on_mark(self, mark: Mark) -> None:
        if mark is Mark.STARTED:
            self._learn_pause()
            self._thinking = None
            self._report(SpeechStarted())
        elif mark is Mark.SUSTAINED:
            self._report(SpeechSustained())
        elif mark is Mark.SEGMENT:
            self._transcribe(self._detector.segments.pop(0))
        elif mark is Mark.DROPPED and not self._heard and not self._transcription_running:
            self._report(SpeechDropped())

    @property
    def _text(self) -> str:
        return " ".join(words.text for words in self._heard)

    def _learn_pause(self) -> None:
        """Learn from a pause: the candidate speaks on, or the answer was taken too early."""
        open_still = self._heard or self._transcription_running
        if self._thinking is None and (open_still or self._silence_ms < CUT_OFF_MS):
            self._end_of_turn_wait = self._end_of_turn_wait.after(self._silence_ms)

    @property
    def _transcription_running(self) -> bool:
        return self._transcribing is not None and not self._transcribing.done()

    def _transcribe(self, segment: bytes) -> None:
        before = self._transcribing
        generation = self._generation

        async def work() -> None:
            loop = asyncio.get_running_loop()
            heard = await loop.run_in_executor(
                self._speech.input_thread, self._speech.hear, segment
            )
            if before is not None:
                await asyncio.wait([before])
            if generation != self._generation:
                return
            if heard.text:
                self._heard.append(heard)
                self._report(PartialTranscript(self._text))
            elif not self._heard and not self._detector.speaking:
                self._report(SpeechDropped())

        self._transcribing = asyncio.ensure_future(self._guarded(work()))

    @property
    def _silence_needed_ms(self) -> float:
        if self._thinking is not None:
            return self._thinking * 1_000
        return self._end_of_turn_wait.wait_after(self._text)

    def _end_if_silent(self) -> None:
        ready = self._heard and not self._detector.speaking and not self._transcription_running
        if ready and self._detector.silence_ms >= self._silence_needed_ms:
            self._give_answer()

    async def _answer(self) -> None:
        if self._transcribing is not None:
            await asyncio.wait([self._transcribing])
        self._give_answer()

    def _give_answer(self) -> None:
        heard, text = self._heard, self._text
        self.discard_answer()
        if not heard:
            self._report(SpeechDropped())
            return
        sure = sum(words.confidence * len(words.text) for words in heard)
        confidence = sure / sum(len(words.text) for words in heard)
        self._report(AnswerHeard(text, InputMode.VOICE, confidence=confidence))
