"""Speaks and listens through OpenAI's Realtime protocol, at whatever endpoint speaks it.

The program leads, the model speaks:

- The server finds the end of a turn (semantic detection, low eagerness) but neither answers by
  itself (``create_response`` off) nor falls silent by itself (``interrupt_response`` off): a
  cough must not cut the voice, so this machine's own voice detector decides what cuts in.
- After a turn the model is asked for a tool call without a sound; the session decides from it
  what comes next; only then may the model speak, with tools off, along a direction that names
  the words. So a question cannot be skipped, doubled or invented.
- While the voice plays, the microphone is held back from the server until the candidate has
  spoken for half a second, so that coughs and echoes never become turns.

A lost connection is made anew (``Connection``) and told what it must know: the prompt with every
kept turn, the open question, and of the open answer the words, or the audio where the words
are not known yet.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from typing import Any

from core.errors import RolecallError
from core.interviews.assessment.directive import Directive
from core.models import InputMode
from core.realtime.models.events import (
    AnswerHeard,
    ModelFailed,
    ModelReconnected,
    ModelReconnecting,
    RealtimeEvent,
    TimeUsedUp,
    UsageReported,
    VoiceDone,
)
from core.realtime.models.model import Recall, Utterance
from core.realtime.models.openai.answer_audio import AnswerAudio
from core.realtime.models.openai.config import OpenAIConfig
from core.realtime.models.openai.connection import SESSION_EVENT, Connection, Socket
from core.realtime.models.openai.dispatch import Dispatch
from core.realtime.models.openai.fallback_transcription import FallbackTranscription, Transcribe
from core.realtime.models.openai.judge import Judge
from core.realtime.models.openai.messages import (
    Message,
    listen_update,
    note,
    open_question,
    question_id_of,
    session_update,
)
from core.realtime.models.openai.meter import Meter
from core.realtime.models.openai.response_queue import ResponseQueue
from core.realtime.models.openai.speech_input import Activity, OpenAISpeechInput
from core.realtime.models.openai.speech_output import OpenAISpeechOutput
from core.usage import Counts


class ModelUnavailable(RolecallError):
    """The model cannot be reached; the message is for the team."""


class OpenAIModel:
    """A RealtimeModel behind an endpoint that speaks OpenAI's Realtime protocol."""

    name = "openai"
    languages: frozenset[str] | None = None
    _recall: Recall

    def __init__(
        self,
        dial: Callable[[], Awaitable[Socket]],
        activity: Activity,
        wording: Mapping[str, str],
        config: OpenAIConfig,
        transcribe: Transcribe | None = None,
    ) -> None:
        """A model for one interview.

        Args:
            dial: makes a new connection (see ``core.realtime.models.openai.assembly``).
            activity: this machine's own voice detector.
            wording: how to say what, by kind (prompts/parts/directions.txt).
            config: what the deployment chose.
            transcribe: makes out on this machine what the endpoint does not; None where nobody
                here understands the interview's language.
        """
        self.version: str | None = config.model
        self._config = config
        self._events: asyncio.Queue[RealtimeEvent | None] = asyncio.Queue()
        self._wording = wording
        self._about: Directive | None = None
        self._meter = Meter(config.caps, config.spent)
        self._unfinished = self._announced = self._closed = False
        self._failure: str | None = None
        self._ready = asyncio.Event()
        self._connection = Connection(
            self, dial, tries=config.tries, stall_seconds=config.stall_seconds
        )
        self._response_queue = ResponseQueue(self._send)
        self._heard = AnswerAudio()
        self._speech_output = OpenAISpeechOutput(
            self._response_queue,
            self._send,
            self._report,
            wording,
            verbatim=config.language == "en",
        )
        self._judge = Judge(self._response_queue, self._heard, self._send, self._report)
        self._second = FallbackTranscription(transcribe)
        self._speech_input = OpenAISpeechInput(
            self._heard,
            self._judge,
            activity,
            self._second,
            self._send,
            self._report,
            self._speech_output.hush,
        )
        self._dispatch = Dispatch(
            self._response_queue, self._speech_output, self._judge, self._speech_input, self._use
        )

    # --- the session's side ---

    async def open(self, recall: Recall) -> None:
        """Connect.

        Raises:
            ModelUnavailable: if that cannot be, for a reason that its message tells the team.
        """
        self._recall = recall
        self._meter.start()
        self._connection.start()
        await self._ready.wait()
        if self._failure is not None:
            raise ModelUnavailable(self._failure)

    async def events(self) -> AsyncIterator[RealtimeEvent]:
        """What happens, in order, until ``close``."""
        while (event := await self._events.get()) is not None:
            yield event

    async def say(self, utterance: Utterance) -> None:
        """Have the model say ``utterance``; without a connection its words are only shown."""
        if self._failure is None and (reason := self._meter.beyond):
            self._failure = reason
            self._second.work(self._give_up(ModelFailed(reason, at_cap=True)))
            await self._connection.close()
            return
        if self._failure is not None:
            self._report(VoiceDone(utterance.number))
            return
        if utterance.about is not None:
            self._about = utterance.about
            self._judge.open_question = question_id_of(utterance.about)
        self._judge.stop()
        self._speech_output.say(utterance, self._judge.open_question, self._judge.take_pending())

    async def interrupt(self, played_samples: int) -> None:
        """Stop speaking; the endpoint remembers only what was played."""
        self._speech_output.interrupt(played_samples)

    def hear(self, pcm: bytes) -> None:
        """Take microphone audio: mono s16 at 24 kHz."""
        if self._failure is None:
            self._speech_input.hear(pcm, talking=self._speech_output.talking)

    def hear_text(self, text: str) -> None:
        """Take a typed answer."""
        if self._failure is None:
            self._speech_input.hear_text(text)
        else:
            self._report(AnswerHeard(text, InputMode.TYPED))

    def set_end_of_turn_wait(self, seconds: float | None) -> None:
        """While the candidate thinks, no pause ends the answer."""
        self._speech_input.set_end_of_turn_wait(seconds)

    def stretch_pauses(self, times: float) -> None:
        """Let silence end an answer ``times`` as late as usual, for the whole session."""
        self._speech_input.stretch_pauses(times, self._config.pause_ms)

    def finish_answer(self) -> None:
        """Take what was heard so far as the whole answer."""
        self._speech_input.finish()

    def discard_answer(self) -> None:
        """Forget what has been heard of the current answer."""
        self._speech_input.discard()

    async def close(self) -> None:
        """Hang up; calling it again does nothing."""
        if not self._closed:
            self._closed = True
            self._judge.reset()
            self._second.close()
            await self._connection.close()
            self._events.put_nowait(None)

    # --- the link's side ---

    async def greeting(self) -> Sequence[Message]:
        """The session, and after a loss all that the endpoint has to know again."""
        config, prompt = self._config, await self._recall()
        again = self._heard.again()
        session = session_update(
            prompt,
            voice=config.voice,
            transcriber=config.transcriber,
            language=config.language,
            listen=not again,
        )
        messages = [{**session, "event_id": SESSION_EVENT}]
        if self._about is not None:
            messages.append(note(open_question(self._about, self._wording)))
        return [*messages, *again, listen_update()] if again else messages

    def connected(self) -> None:
        """Go on where the connection before stopped."""
        self._response_queue.open()
        self._speech_output.connected()
        if not self._speech_output.talking:
            self._speech_input.connected()

    def accepted(self) -> None:
        """The endpoint took the session."""
        self._ready.set()
        if self._announced:
            self._announced = False
            self._report(ModelReconnected(self._unfinished))
            self._unfinished = False

    def lost(self, *, planned: bool) -> str | None:
        """Forget what the connection was about to do; why it may not be made anew, if so."""
        self._response_queue.close()
        self._judge.reset()
        self._unfinished = self._speech_output.lost() or self._unfinished
        if planned:
            return None
        if not self._announced:
            self._announced = True
            self._meter.reconnects += 1
            self._report(ModelReconnecting())
        return self._meter.beyond

    def failed(self, words: str) -> None:
        """There will be no connection any more."""
        self._failure = words
        self._second.work(self._give_up(ModelFailed(words)))

    async def _give_up(self, last: ModelFailed) -> None:
        """What was said so far is kept before another takes over."""
        await self._speech_input.give_up()
        self._report(last)
        self._ready.set()

    def received(self, event: Any) -> None:
        """Handle an event."""
        self._dispatch.handle(event)
        self.version = self._dispatch.model or self.version
        self._connection.expect(self._response_queue.busy)
        if self._connection.age > self._config.recycle_seconds and self._between_turns:
            self._connection.renew()

    # --- inside ---

    @property
    def _between_turns(self) -> bool:
        """Whether an utterance has just been made and nothing else is under way."""
        return (
            self._speech_output.talking
            and not self._response_queue.busy
            and not self._heard.answer.pieces
        )

    def _use(self, counts: Counts) -> None:
        self._meter.count(counts)
        self._report(UsageReported(counts))
        if words := self._meter.overtime():
            self._report(TimeUsedUp(words))

    def _send(self, message: Message) -> None:
        self._connection.send(message)
        if message["type"] == "response.create":
            self._connection.expect(True)

    def _report(self, event: RealtimeEvent) -> None:
        if not self._closed:
            self._events.put_nowait(event)
