"""Gives each of the endpoint's events to the component that it concerns."""

import base64
import logging
from collections.abc import Callable, Mapping
from typing import Any

from core.realtime.models.openai.answer_audio import COMMIT, confidence_of
from core.realtime.models.openai.faults import SocketFault, fault_of_code
from core.realtime.models.openai.judge import Judge
from core.realtime.models.openai.messages import SPEED_EVENT
from core.realtime.models.openai.response_queue import Asked, ResponseQueue
from core.realtime.models.openai.speculation import Guess, Speculation
from core.realtime.models.openai.speech_input import OpenAISpeechInput
from core.realtime.models.openai.speech_output import OpenAISpeechOutput
from core.realtime.models.openai.utterance import OngoingUtterance
from core.usage import Counts, counts_of_response, counts_of_transcription

log = logging.getLogger(__name__)
_TRANSCRIPTION = "conversation.item.input_audio_transcription"


class Dispatch:
    """A handler for each kind of event; other kinds are ignored.

    Attributes:
        model: which model answers, as the endpoint names it; None until it has said so.
    """

    def __init__(
        self,
        response_queue: ResponseQueue,
        speech_output: OpenAISpeechOutput,
        judge: Judge,
        speech_input: OpenAISpeechInput,
        speculation: Speculation,
        use: Callable[[Counts], None],
    ) -> None:
        """``use`` is told what was used."""
        self.model: str | None = None
        self._response_queue, self._speech_output, self._judge, self._speech_input = (
            response_queue,
            speech_output,
            judge,
            speech_input,
        )
        self._speculation, self._use = speculation, use
        self._handlers: Mapping[str, Callable[[Any], None]] = {
            "session.created": self._on_session_created,
            "response.created": self._on_response_created,
            "response.output_audio.delta": self._on_audio,
            "response.output_audio_transcript.delta": self._on_words,
            "response.output_text.delta": self._on_words,
            "response.done": self._on_response_done,
            "input_audio_buffer.committed": self._on_committed,
            f"{_TRANSCRIPTION}.delta": self._on_transcript_delta,
            f"{_TRANSCRIPTION}.completed": self._on_transcript,
            f"{_TRANSCRIPTION}.failed": self._on_transcript_failed,
            "error": self._on_error,
        }

    def handle(self, event: Any) -> None:
        """Handle one event; a malformed one is ignored.

        Raises:
            SocketFault: if the event says that the connection is of no more use.
        """
        handler = self._handlers.get(event.type)
        if handler is not None:
            try:
                handler(event)
            except (AttributeError, TypeError, ValueError) as error:
                log.warning("a malformed %s was passed over: %r", event.type, error)

    def adopt(self, guess: Guess, ongoing: OngoingUtterance) -> None:
        """What came of ``guess``, and what is still to come, is of ``ongoing``."""
        guess.ongoing, before, guess.deltas = ongoing, guess.deltas, []
        for event in before:
            self.handle(event)
        if guess.response is not None:
            self._guess_over(guess)

    def _owner_of(self, event: Any) -> Any:
        """Whose response a delta belongs to; of a guess that nobody wants yet it is kept."""
        guess = self._speculation.guess_of(event.response_id)
        if guess is None:
            return self._response_queue.owner_of(event.response_id)
        if guess.ongoing is None:
            guess.deltas.append(event)
        return guess.ongoing

    def _guess_over(self, guess: Guess) -> None:
        response = guess.response
        if guess.ongoing is not None:
            cancelled, failed = response.status == "cancelled", response.status == "failed"
            output = response.output or []
            self._speech_output.done(guess.ongoing, output, cancelled=cancelled, failed=failed)

    def _on_session_created(self, event: Any) -> None:
        self.model = getattr(event.session, "model", None) or self.model

    def _on_response_created(self, event: Any) -> None:
        response = event.response
        if not self._speculation.created(response):
            self._response_queue.created(response.id, response.metadata)

    def _on_audio(self, event: Any) -> None:
        owner = self._owner_of(event)
        if isinstance(owner, OngoingUtterance):
            self._speech_output.sound(
                owner, event.item_id, base64.b64decode(event.delta, validate=True)
            )

    def _on_words(self, event: Any) -> None:
        owner = self._owner_of(event)
        if isinstance(owner, OngoingUtterance):
            self._speech_output.word(owner, event.item_id, str(event.delta))

    def _on_response_done(self, event: Any) -> None:
        response = event.response
        if counts := counts_of_response(response.usage):
            self._use(counts)
        self._speculation.ended(response.id)
        self._speech_output.guesses_ended()
        if (guess := self._speculation.guess_of(response.id)) is not None:
            self._speculation.over(guess, response)
            _raise_if_fatal(response)
            self._guess_over(guess)
            return
        if self._response_queue.owner_of(response.id) is not self._judge:
            # First, since a call without its result would hold up the next response.
            self._judge.pass_over(response.output or [])
        if (asked := self._response_queue.done(response.id)) is not None:
            _raise_if_fatal(response)
            self._over(asked, response.output or [], failed=response.status == "failed")

    def _over(self, asked: Asked, output: list[Any], *, failed: bool) -> None:
        if isinstance(asked.owner, OngoingUtterance):
            self._speech_output.done(asked.owner, output, cancelled=asked.cancelled, failed=failed)
        elif not asked.cancelled:
            self._judge.done(output)

    def _on_committed(self, event: Any) -> None:
        self._speech_input.committed(event.item_id, talking=self._speech_output.talking)

    def _on_transcript_delta(self, event: Any) -> None:
        self._speech_input.transcribed(event.item_id, event.delta or "", known=False)

    def _on_transcript(self, event: Any) -> None:
        seconds = getattr(getattr(event, "usage", None), "seconds", None)
        if seconds is not None:
            self._use(counts_of_transcription(seconds))
        confidence = confidence_of(getattr(event, "logprobs", None))
        self._speech_input.transcribed(
            event.item_id, event.transcript, known=True, confidence=confidence
        )

    def _on_transcript_failed(self, event: Any) -> None:
        self._speech_input.unheard(event.item_id)

    def _on_error(self, event: Any) -> None:
        error = event.error
        log.warning("realtime error %s: %s", error.code or error.type, error.message)
        event_id = getattr(error, "event_id", None)
        self._speculation.refused(event_id, error.code or error.type)
        self._speech_output.guesses_ended()
        if (asked := self._response_queue.refused(event_id)) is not None:
            self._over(asked, [], failed=True)
        elif event_id == SPEED_EVENT:
            self._speech_output.speed_refused()
        elif event_id == COMMIT["event_id"]:
            self._speech_input.nothing_committed()


def _raise_if_fatal(response: Any) -> None:
    error = getattr(response.status_details, "error", None)
    fault = fault_of_code(getattr(error, "code", None))
    if fault is not None and fault.fatal:
        raise SocketFault(fault)
