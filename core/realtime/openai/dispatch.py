"""Hands the endpoint's events to whom they concern."""

import base64
import logging
from collections.abc import Callable, Mapping
from typing import Any

from core.realtime.openai.ear import OpenAIEar
from core.realtime.openai.faults import SocketFault, fault_of_code
from core.realtime.openai.heard import COMMIT, confidence_of
from core.realtime.openai.judge import Judge
from core.realtime.openai.mouth import OpenAIMouth
from core.realtime.openai.responses import Asked, Desk
from core.realtime.openai.saying import Saying
from core.realtime.usage import Counts, counts_of_response, counts_of_transcription

log = logging.getLogger(__name__)
_TRANSCRIPTION = "conversation.item.input_audio_transcription"


class Dispatch:
    """Knows the events by name; those that are not named here mean nothing to us.

    Attributes:
        model: which model answers, as the endpoint names it; None before it said so.
    """

    def __init__(
        self,
        desk: Desk,
        mouth: OpenAIMouth,
        judge: Judge,
        ear: OpenAIEar,
        use: Callable[[Counts], None],
    ) -> None:
        """``use`` is told what was used."""
        self.model: str | None = None
        self._desk, self._mouth, self._judge, self._ear = desk, mouth, judge, ear
        self._use = use
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
        """Handle one event; one that is not as it should be is passed over.

        Raises:
            SocketFault: if the event says that the connection is of no more use.
        """
        handler = self._handlers.get(event.type)
        if handler is not None:
            try:
                handler(event)
            except (AttributeError, TypeError, ValueError) as error:
                log.warning("a malformed %s was passed over: %r", event.type, error)

    def _on_session_created(self, event: Any) -> None:
        self.model = getattr(event.session, "model", None)

    def _on_response_created(self, event: Any) -> None:
        self._desk.created(event.response.id, event.response.metadata)

    def _on_audio(self, event: Any) -> None:
        owner = self._desk.owner_of(event.response_id)
        if isinstance(owner, Saying):
            self._mouth.sound(owner, event.item_id, base64.b64decode(event.delta, validate=True))

    def _on_words(self, event: Any) -> None:
        owner = self._desk.owner_of(event.response_id)
        if isinstance(owner, Saying):
            self._mouth.word(owner, event.item_id, str(event.delta))

    def _on_response_done(self, event: Any) -> None:
        response = event.response
        if counts := counts_of_response(response.usage):
            self._use(counts)
        if self._desk.owner_of(response.id) is not self._judge:
            # Before what waits is asked for: a call without its result would hold it up.
            self._judge.pass_over(response.output or [])
        if (asked := self._desk.done(response.id)) is not None:
            error = getattr(response.status_details, "error", None)
            fault = fault_of_code(getattr(error, "code", None))
            if fault is not None and fault.fatal:
                raise SocketFault(fault)
            self._over(asked, response.output or [], failed=response.status == "failed")

    def _over(self, asked: Asked, output: list[Any], *, failed: bool) -> None:
        if isinstance(asked.owner, Saying):
            self._mouth.done(asked.owner, output, cancelled=asked.cancelled, failed=failed)
        elif not asked.cancelled:
            self._judge.done(output)

    def _on_committed(self, event: Any) -> None:
        self._ear.committed(event.item_id, talking=self._mouth.talking)

    def _on_transcript_delta(self, event: Any) -> None:
        self._ear.transcribed(event.item_id, event.delta or "", known=False)

    def _on_transcript(self, event: Any) -> None:
        seconds = getattr(getattr(event, "usage", None), "seconds", None)
        if seconds is not None:
            self._use(counts_of_transcription(seconds))
        confidence = confidence_of(getattr(event, "logprobs", None))
        self._ear.transcribed(event.item_id, event.transcript, known=True, confidence=confidence)

    def _on_transcript_failed(self, event: Any) -> None:
        self._ear.unheard(event.item_id)

    def _on_error(self, event: Any) -> None:
        error = event.error
        log.warning("realtime error %s: %s", error.code or error.type, error.message)
        event_id = getattr(error, "event_id", None)
        if (asked := self._desk.refused(event_id)) is not None:
            self._over(asked, [], failed=True)
        elif event_id == COMMIT["event_id"]:
            self._ear.nothing_committed()
