"""The local model's listening half: from microphone audio to words, and to whole answers.

At each pause what was said so far is transcribed and judged, in case nothing follows.
"""

import asyncio
import math
from collections import deque
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace

from core.models import InputMode
from core.realtime.models.events import (
    AnswerHeard,
    PartialTranscript,
    RealtimeEvent,
    SpeechDropped,
    SpeechStarted,
    SpeechSuspected,
    SpeechSustained,
)
from core.realtime.models.local.end_of_turn import HEARD_SECONDS
from core.realtime.models.local.end_of_turn_wait import EndOfTurnWait
from core.realtime.models.local.microphone import Chunks
from core.realtime.models.local.speech import LocalSpeech
from core.realtime.models.local.transcriber import Words
from core.realtime.models.local.turn_detector import CHUNK_MS, Mark, TurnDetector

LOOK_MS = 192
"""Silence after which what was said is looked at: transcribed, and judged whether it is over."""
_LOOKED_AT = HEARD_SECONDS * 1_000 // CHUNK_MS
CUT_OFF_MS = 2_500
"""A candidate who speaks on so soon after an answer was taken had not finished it."""


class SpeechInput:
    """Hears one candidate; the methods are those of RealtimeModel that have to do with hearing.

    Attributes:
        look: what is found out about the present pause; None while there is none.
    """

    def __init__(
        self,
        speech: LocalSpeech,
        end_silence_ms: int,
        report: Callable[[RealtimeEvent], None],
        spawn: Callable[[Coroutine[None, None, None]], asyncio.Task[None]],
        on_pause: Callable[[str], None],
    ) -> None:
        """``report`` gets what is heard, ``on_pause`` the words of the answer so far at each pause;
        ``spawn`` runs a task until the model is closed."""
        self._speech, self._report, self._spawn = speech, report, spawn
        self._on_pause = on_pause
        self._end_of_turn_wait = EndOfTurnWait(end_silence_ms)
        self._detector = TurnDetector()
        self._chunks = Chunks()
        self._heard: Words | None = None
        self._recent: deque[bytes] = deque(maxlen=_LOOKED_AT)
        self.look: Look | None = None
        self._transcribing: asyncio.Task[None] | None = None
        self._thinking: float | None = None
        self._silence_ms = math.inf
        self._generation = 0

    def open(self) -> None:
        """Get ready to hear."""
        self._activity = self._speech.voice_activity()

    def close(self) -> None:
        """Transcribe no more."""
        self._forget_look()

    def hear(self, pcm: bytes) -> None:
        """Take microphone audio: mono s16 at 24 kHz."""
        for chunk in self._chunks.feed(pcm):
            self._silence_ms += CHUNK_MS
            self._recent.append(chunk)
            goes_on = self._detector.speaking
            for mark in self._detector.feed(chunk, self._activity(chunk)):
                self._on_mark(mark)
            if self._detector.suspects:
                self._report(SpeechSuspected())
            if self._detector.silence_ms == 0:
                self._forget_look()
                if self._detector.speaking:
                    self._speaks_on(goes_on)
            elif self._detector.silence_ms >= LOOK_MS and self.look is None:
                self._look_at_pause()
        self._end_if_silent()

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
        self._heard = None
        self._detector.reset()
        self._recent.clear()
        self._forget_look()
        self._thinking = None

    def _on_mark(self, mark: Mark) -> None:
        if mark is Mark.STARTED:
            self._report(SpeechStarted())
        elif mark is Mark.SUSTAINED:
            self._report(SpeechSustained())
        elif mark is Mark.SEGMENT:
            self._transcribe(self._detector.segments.pop(0))
        elif mark is Mark.DROPPED and not self._heard and not self._transcription_running:
            self._report(SpeechDropped())

    # --- pauses ---

    def _speaks_on(self, goes_on: bool) -> None:
        """Learn from the pause before this sound: within a segment (``goes_on``) or an answer,
        or because the answer was taken too early."""
        within = goes_on or self._heard or self._transcription_running
        pause = self._silence_ms >= LOOK_MS and (within or self._silence_ms < CUT_OFF_MS)
        if pause and self._thinking is None:
            self._end_of_turn_wait = self._end_of_turn_wait.after(self._silence_ms)
        self._silence_ms = 0
        self._thinking = None

    def _look_at_pause(self) -> None:
        """Transcribe and judge what was said so far, in case nothing follows."""
        self.look = Look(self._text)
        if segment := self._detector.open_segment:
            self.look.words = self._words_in(segment)
            self._spawn(self._read(self.look, self.look.words))
        if self._detector.speaking or self._heard or self._transcription_running:
            self._spawn(self._judge(self.look, b"".join(self._recent)))

    async def _read(self, look: "Look", coming: "asyncio.Future[Words]") -> None:
        words = await coming
        if words.text and look is self.look:
            look.text = self._with(words).text
            self._on_pause(look.text)

    async def _judge(self, look: "Look", pcm: bytes) -> None:
        look.completeness = await asyncio.get_running_loop().run_in_executor(
            self._speech.judging_thread, self._speech.completeness, pcm
        )

    def _forget_look(self) -> None:
        if self.look and self.look.words:
            self.look.words.cancel()
        self.look = None

    # --- words ---

    @property
    def _text(self) -> str:
        return self._heard.text if self._heard else ""

    def _with(self, words: Words) -> Words:
        """The words of the answer so far, and then ``words``."""
        return (self._heard or Words("", 0.0)).then(words)

    @property
    def _transcription_running(self) -> bool:
        return self._transcribing is not None and not self._transcribing.done()

    def _words_in(self, segment: bytes) -> "asyncio.Future[Words]":
        return asyncio.wrap_future(
            self._speech.transcriptions.submit(
                segment, waited_for=lambda: self._detector.silence_ms > 0
            )
        )

    def _transcribe(self, segment: bytes) -> None:
        """Take the words of a whole segment; a look may have them, or be about to."""
        before, generation = self._transcribing, self._generation
        if self.look and self.look.words:
            coming, self.look.words = self.look.words, None
        else:
            coming = self._words_in(segment)

        async def work() -> None:
            words = await coming
            if before is not None:
                await asyncio.wait([before])
            if generation != self._generation:
                return
            if words.text:
                self._heard = self._with(words)
                self._report(PartialTranscript(self._text))
                if self.look:
                    self.look.text = self._text
                    self._on_pause(self._text)
            elif not self._heard and not self._detector.speaking:
                self._report(SpeechDropped())

        self._transcribing = self._spawn(work())

    # --- the end of an answer ---

    @property
    def silence_needed_ms(self) -> float:
        """The silence that would end the answer now."""
        if self._thinking is not None:
            return self._thinking * 1_000
        return self._end_of_turn_wait.wait_after(
            self._text, self.look.completeness if self.look else None
        )

    def _end_if_silent(self) -> None:
        ready = self._heard and not self._detector.speaking and not self._transcription_running
        if ready and self._detector.silence_ms >= self.silence_needed_ms:
            self._give_answer()

    async def _answer(self) -> None:
        if self._transcribing is not None:
            await asyncio.wait([self._transcribing])
        self._give_answer()

    def _give_answer(self) -> None:
        heard = self._heard
        self.discard_answer()
        if heard:
            self._report(AnswerHeard(heard.text, InputMode.VOICE, confidence=heard.confidence))
        else:
            self._report(SpeechDropped())


@dataclass(eq=False)
class Look:
    """What is found out about a pause while it lasts.

    Attributes:
        text: the words of the answer so far, as far as they are known.
        words: of the open segment, to come; None where no segment is open.
        completeness: see ``LocalSpeech.completeness``; None until it is known.
    """

    text: str = ""
    words: "asyncio.Future[Words] | None" = None
    completeness: float | None = None
