"""The listening half of the model: the microphone, the candidate's answer, what cuts in."""

from collections.abc import Callable
from typing import Protocol

from core.models import InputMode
from core.realtime.events import (
    AnswerHeard,
    PartialTranscript,
    RealtimeEvent,
    SpeechDropped,
    SpeechStarted,
    SpeechSustained,
    Transcribed,
)
from core.realtime.openai.heard import COMMIT, Heard
from core.realtime.openai.judge import Judge
from core.realtime.openai.messages import Message
from core.realtime.openai.saying import delete
from core.realtime.turn_detector import Mark

HELD_BACK_SECONDS = 1.5
"""Microphone audio kept from before the candidate cut in."""
SILENCE_KEPT_SECONDS = 3.0
LATE_MS = 10_000
"""Silence after which an answer is over even if the server has not noticed; where the candidate
asked for longer pauses, as many times that."""
_CLEAR: Message = {"type": "input_audio_buffer.clear"}
_LEAST_SECONDS = 0.2


class Activity(Protocol):
    """See ``core.realtime.voice_activity.VoiceActivity``."""

    @property
    def speaking(self) -> bool:
        """Whether speech has begun and not ended."""

    @property
    def silence_ms(self) -> int:
        """Milliseconds of audio since the last that was voiced."""

    def feed(self, pcm: bytes) -> list[Mark]:
        """Take microphone audio; what it brought about."""

    def reset(self) -> None:
        """Forget everything heard."""


class OpenAIEar:
    """Passes the microphone on, and makes answers of what the server makes of it."""

    def __init__(
        self,
        heard: Heard,
        judge: Judge,
        activity: Activity,
        send: Callable[[Message], None],
        report: Callable[[RealtimeEvent], None],
        hush: Callable[[], None],
    ) -> None:
        """``hush`` is told that the floor is the candidate's."""
        self._heard, self._judge, self._activity = heard, judge, activity
        self._send, self._report, self._hush = send, report, hush
        self._stretch = 1.0
        self._due_ms: float | None = None

    # --- the microphone ---

    def hear(self, pcm: bytes, *, talking: bool) -> None:
        """Take microphone audio; held back while the interviewer is ``talking``."""
        self._heard.take(pcm)
        for mark in self._activity.feed(pcm):
            talking = self._on_mark(mark, talking=talking)
        if talking:
            if not self._activity.speaking:
                self._heard.keep_last(HELD_BACK_SECONDS)
            return
        self.flush()
        if not (self._heard.voiced or self._activity.speaking):
            self._heard.keep_last(SILENCE_KEPT_SECONDS)
        if self._activity.silence_ms >= LATE_MS * self._stretch:
            self._on_long_silence()
        elif self._due_ms is not None and not self._heard.voiced:
            self._judge_when(self._due_ms)

    def flush(self) -> None:
        """Send what the server does not have yet."""
        for message in self._heard.unsent():
            self._send(message)

    def _on_mark(self, mark: Mark, *, talking: bool) -> bool:
        """Report what the mark means; whether the interviewer still has the floor."""
        if mark is Mark.STARTED:
            self._judge.holding = False
            self._heard.voiced = True
            self._report(SpeechStarted())
        elif mark is Mark.SUSTAINED:
            if not self._judge.finished:
                self._judge.stop()
            self._hush()
            self._report(SpeechSustained())
            return False
        elif mark in (Mark.DROPPED, Mark.SEGMENT) and (talking or mark is Mark.DROPPED):
            # Too short to be meant for the interviewer.
            self._heard.voiced = False
            if not self._heard.answer.pieces:
                self._report(SpeechDropped())
        return talking

    def _on_long_silence(self) -> None:
        if self._heard.voiced:
            self._heard.voiced = False
            self._send(COMMIT)
        elif self._judge.waits and not self._judge.holding:
            self._judge.finished = True
            self._judge.consider()

    # --- what the endpoint sends ---

    def committed(self, item_id: str, *, talking: bool) -> None:
        """The server made an item of the audio: a turn, or a part of one, is over."""
        self._heard.committed(item_id)
        if not talking:
            # The server took the usual silence for the end; a longer one is waited for here.
            usual = 0 if self._judge.finished else self._activity.silence_ms
            self._judge_when(usual * self._stretch)

    def _judge_when(self, silence_ms: float) -> None:
        """Have the answer judged once it has been silent for so long, unless it is already."""
        over = self._activity.silence_ms >= silence_ms
        self._due_ms = None if over else silence_ms
        if over:
            self._judge.consider()

    def nothing_committed(self) -> None:
        """There was no audio to commit."""
        if self._heard.answer.pieces:
            self._judge.consider()
        else:
            self._report(SpeechDropped())

    def transcribed(
        self, item_id: str, text: str, *, known: bool, confidence: float | None = None
    ) -> None:
        """Words of an item, in whatever order the items' words come."""
        answer = self._heard.transcribed(item_id, text, known=known, confidence=confidence)
        if answer is self._heard.answer:
            if answer.text:
                self._report(PartialTranscript(answer.text))
            self._judge.transcribed()
        elif answer is not None and answer.known:
            self._report(Transcribed(answer.key, answer.text, answer.confidence))

    # --- the session ---

    def hear_text(self, text: str) -> None:
        """Take a typed answer in place of what was being heard."""
        self.discard()
        self._send(self._heard.typed(text))
        self._judge.finished = True
        self._judge.consider()

    def set_patience(self, seconds: float | None) -> None:
        """While the candidate thinks, no pause ends the answer."""
        self._judge.holding = seconds is not None
        if self._judge.holding:
            self._judge.stop()
        elif self._judge.waits:
            self._judge.consider()

    def stretch_pauses(self, times: float) -> None:
        """Let silence end an answer ``times`` as late as the server finds."""
        self._stretch = times

    def finish(self) -> None:
        """What was heard so far is the whole answer."""
        self._due_ms = None
        self._judge.holding, self._judge.finished = False, True
        silent = bool(self._heard.answer.pieces) and not self._heard.voiced
        if not silent and self._heard.waiting_seconds >= _LEAST_SECONDS:
            self.flush()
            self._heard.voiced = False
            self._send(COMMIT)
        elif self._judge.waits:
            self._judge.consider()
        elif not self._heard.answer.pieces:
            self._report(SpeechDropped())

    def discard(self) -> None:
        """Forget what was heard of the answer."""
        self._hush()
        self._judge.stop()
        self._judge.holding = self._judge.finished = False
        self._due_ms = None
        self._activity.reset()
        for item_id in self._heard.discard():
            self._send(delete(item_id))
        self._send(_CLEAR)

    def give_up(self) -> None:
        """There is no connection any more: take every answer as far as its words are known."""
        for answer in self._heard.let_go():
            if answer.text:
                self._report(Transcribed(answer.key, answer.text, answer.confidence))
        if self._heard.answer.text:
            self._judge.give_up()

    @staticmethod
    def as_typed(text: str) -> AnswerHeard:
        """A typed answer that nobody judges."""
        return AnswerHeard(text, InputMode.TYPED)
