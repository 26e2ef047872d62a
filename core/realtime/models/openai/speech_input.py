"""Speech input: passes the microphone on, and collects the candidate's answer."""

from collections.abc import Callable
from dataclasses import replace

from core.realtime.models.events import (
    PartialTranscript,
    RealtimeEvent,
    SpeechDropped,
    SpeechStarted,
    SpeechSuspected,
    SpeechSustained,
    Transcribed,
)
from core.realtime.models.local.end_of_turn_wait import is_beginning
from core.realtime.models.local.turn_detector import Mark
from core.realtime.models.local.voice_activity import VoiceActivity
from core.realtime.models.openai.answer_audio import COMMIT, SECOND, AnswerAudio, Piece
from core.realtime.models.openai.eagerness import Eagerness, story_pause_ms
from core.realtime.models.openai.fallback_transcription import FallbackTranscription
from core.realtime.models.openai.judge import Judge
from core.realtime.models.openai.messages import Message
from core.realtime.models.openai.utterance import delete

HELD_BACK_SECONDS = 1.5
"""Microphone audio kept from before the candidate cut in."""
SILENCE_KEPT_SECONDS = 3.0
"""Microphone audio kept while nobody speaks."""
MESSAGE_SECONDS = 0.04
"""Least audio in a message: half as much takes half as much processor time again to send, and the
end of an answer is heard 10 ms earlier."""
LATE_MS = 10_000.0
"""Silence after which an answer is over even if the server has not noticed."""
_CLEAR: Message = {"type": "input_audio_buffer.clear"}
_LEAST_SECONDS = 0.2


class OpenAISpeechInput:
    """Sends the microphone to the server, and makes answers of the turns that it detects.

    If the candidate asked for longer pauses, the server's end of a turn is not enough: an answer
    is judged only when the longer silence has passed as well. The silence is measured here, so
    this works with every endpoint, and the server still detects unfinished sentences. So it is
    with a story where little was expected, and the server was told to be eager.

    Attributes:
        eagerness: what the server was told.
    """

    def __init__(
        self,
        heard: AnswerAudio,
        judge: Judge,
        activity: VoiceActivity,
        fallback: FallbackTranscription,
        send: Callable[[Message], None],
        report: Callable[[RealtimeEvent], None],
        yield_floor: Callable[[], None],
    ) -> None:
        """``fallback`` makes out what the endpoint does not; ``yield_floor`` is called when the
        floor is the candidate's."""
        self._heard, self._judge, self._activity = heard, judge, activity
        self._fallback = fallback
        self._send, self._report, self._yield_floor = send, report, yield_floor
        self._hold_ms, self._late_ms = 0.0, LATE_MS
        self.eagerness: Eagerness = "low"
        self._held = False
        self._spoken_bytes = self._ended_ms = 0

    # --- the microphone ---

    def hear(self, pcm: bytes, *, talking: bool) -> None:
        """Take microphone audio; held back while the interviewer is ``talking``."""
        self._heard.take(pcm)
        for mark in self._activity.feed(pcm):
            talking = self._on_mark(mark, talking=talking)
        self._spoken_bytes += len(pcm) * self._activity.speaking
        if talking:
            if self._activity.suspects:
                self._report(SpeechSuspected())
            if not self._activity.speaking:
                self._heard.keep_last(HELD_BACK_SECONDS)
            return
        if self._heard.unsent_seconds >= MESSAGE_SECONDS:
            self.flush()
        if not (self._heard.voiced or self._activity.speaking):
            self._heard.keep_last(SILENCE_KEPT_SECONDS)
        if self._held:
            self._consider()
        if self._activity.silence_ms >= self._late_ms:
            self._on_long_silence()

    def flush(self) -> None:
        """Send what the server does not have yet."""
        for message in self._heard.unsent():
            self._send(message)

    def _on_mark(self, mark: Mark, *, talking: bool) -> bool:
        """Report what a mark means; returns whether the interviewer still has the floor."""
        if mark is Mark.STARTED:
            self._judge.holding = False
            self._heard.voiced = True
            self._report(SpeechStarted())
        elif mark is Mark.SUSTAINED:
            if not self._judge.finished:
                self._judge.stop()
            self._yield_floor()
            self._report(SpeechSustained())
            return False
        elif mark in (Mark.DROPPED, Mark.SEGMENT) and (talking or mark is Mark.DROPPED):
            # Too short to be meant for the interviewer.
            self._heard.voiced = False
            if not self._heard.answer.pieces:
                self._report(SpeechDropped())
            else:
                self._judge.look_again()
        return talking

    def _consider(self) -> None:
        """Have the answer judged; wait with that while the candidate may still go on."""
        spoken_seconds = self._spoken_bytes / SECOND
        story_ms = story_pause_ms(self.eagerness, spoken_seconds, self._ended_ms)
        wait_ms = max(self._hold_ms, story_ms)
        over = not self._heard.voiced and self._activity.silence_ms >= wait_ms
        self._held = bool(wait_ms) and not (over or self._judge.finished)
        if not self._held:
            self._judge.consider()

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
        self._ended_ms = self._activity.silence_ms
        if not talking:
            self._consider()

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
            self._judge.look_again()
        elif answer is not None and answer.known:
            self._report(Transcribed(answer.key, answer.text, answer.confidence))

    def unheard(self, item_id: str) -> None:
        """The endpoint could not transcribe an item."""
        piece = self._heard.piece(item_id)
        if piece is not None:
            self._fallback.work(self._hear_again(item_id, replace(piece)))

    async def _hear_again(self, item_id: str, piece: Piece) -> None:
        await self._fallback.make_out([piece])
        confidence = piece.confidence if piece.known else 0.0
        self.transcribed(item_id, piece.text, known=True, confidence=confidence)

    # --- the session ---

    def connected(self) -> None:
        """There is a connection again, and it knows what was committed before."""
        self.flush()
        if self._judge.waits:
            self._consider()

    def stretch_pauses(self, times: float, usual_ms: float) -> None:
        """Let silence end an answer ``times`` as late; ``usual_ms`` is this program's own wait."""
        self._hold_ms = usual_ms * times if times > 1 else 0.0
        self._late_ms = LATE_MS * times

    def hear_text(self, text: str) -> None:
        """Take a typed answer in place of what was being heard."""
        self.discard()
        self._send(self._heard.typed(text))
        self._judge.finished = True
        self._judge.consider()

    def set_end_of_turn_wait(self, seconds: float | None) -> None:
        """While the candidate thinks, no pause ends the answer."""
        self._judge.holding = seconds is not None
        if self._judge.holding:
            self._judge.stop()
        elif self._judge.waits:
            self._judge.consider()

    def finish(self) -> None:
        """What was heard so far is the whole answer."""
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
        self._yield_floor()
        self._judge.stop()
        self._judge.holding = self._judge.finished = False
        self._activity.reset()
        self._held, self._spoken_bytes = False, 0
        for item_id in self._heard.discard():
            self._send(delete(item_id))
        self._send(_CLEAR)

    async def give_up(self) -> None:
        """There is no connection any more: report every answer with the words that can be known.

        An answer that was only begun is not reported: its question will be asked again.
        """
        answer, ended = self._heard.answer, bool(self._heard.answer.pieces)
        for late in self._heard.let_go():
            await self._fallback.make_out(late.pieces)
            if late.text:
                self._report(Transcribed(late.key, late.text, late.confidence))
        await self._fallback.make_out(answer.pieces)
        over = ended or not is_beginning(answer.text)
        if answer is self._heard.answer and answer.text and over:
            self._judge.give_up()
