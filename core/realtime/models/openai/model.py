"""The session's side of the model: speaks and listens through OpenAI's Realtime protocol.

The program leads, the model speaks:

- The server detects the end of a turn (semantic detection, as eager as the open question allows)
  but neither answers by itself (``create_response`` off) nor falls silent by itself
  (``interrupt_response`` off): a cough must not stop the voice, so this machine's own voice
  detector decides on barge-in.
- After a turn the model is asked for a tool call without a sound; the session decides from it
  what comes next; only then may the model speak, with tools off, by a direction that names the
  words. So it cannot skip, repeat or invent a question.
- While the model judges, the likeliest next lines (as many as configured) are being made beside the
  conversation; the one that the judgement leads to is played at once, the others are never heard.
  Where a sound begins meanwhile, the judgement waits: the candidate may be going on.
- While the voice plays, the microphone is held back from the server until the candidate has
  spoken for half a second, so that coughs and echoes never become turns.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping

from core.models import InputMode
from core.realtime.models.events import AnswerHeard, RealtimeEvent, VoiceDone
from core.realtime.models.local.voice_activity import VoiceActivity
from core.realtime.models.model import Likely, SystemPrompt, Utterance
from core.realtime.models.openai.components import components_of
from core.realtime.models.openai.config import OpenAIConfig
from core.realtime.models.openai.connection import Connection, Socket
from core.realtime.models.openai.endpoint import Endpoint
from core.realtime.models.openai.fallback_transcription import Transcribe
from core.realtime.models.openai.messages import question_id_of


class OpenAIModel:
    """A RealtimeModel behind an endpoint that speaks OpenAI's Realtime protocol."""

    name = "openai"
    languages: frozenset[str] | None = None

    def __init__(
        self,
        dial: Callable[[], Awaitable[Socket]],
        activity: VoiceActivity,
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
        self._pause_ms = config.pause_ms
        self._events: asyncio.Queue[RealtimeEvent | None] = asyncio.Queue()
        self._closed = False
        connection = Connection(dial, tries=config.tries, stall_seconds=config.stall_seconds)
        components = components_of(
            config, wording, activity, transcribe, connection.send, self._report
        )
        self._endpoint = Endpoint(connection, components, config, wording, self._report)
        self._judge, self._fallback = components.judge, components.fallback
        self._speculation = components.speculation
        self._speech_input = components.speech_input
        self._speech_output = components.speech_output

    @property
    def version(self) -> str | None:
        """Which model answers, as the endpoint names it."""
        return self._endpoint.answering_model

    async def open(self, system_prompt: SystemPrompt) -> None:
        """Connect.

        Raises:
            ModelUnavailable: if that cannot be, for a reason that its message tells the team.
        """
        await self._endpoint.open(system_prompt)

    async def events(self) -> AsyncIterator[RealtimeEvent]:
        """What happens, in order, until ``close``."""
        while (event := await self._events.get()) is not None:
            yield event

    async def say(self, utterance: Utterance) -> None:
        """Have the model say ``utterance``; without a connection its text is only shown."""
        if self._endpoint.failure is not None:
            self._report(VoiceDone(utterance.number))
            return
        if reason := self._endpoint.beyond_cap:
            await self._endpoint.end_at_cap(reason)
            return
        if utterance.about is not None:
            self._endpoint.open_step(utterance.about)
            self._judge.open_question = question_id_of(utterance.about)
        guess = self._speculation.take(utterance)
        self._judge.stop()
        ongoing = self._speech_output.say(
            utterance,
            self._judge.open_question,
            self._judge.take_pending(),
            made=guess is not None,
        )
        if guess is not None:
            self._endpoint.adopt(guess, ongoing)

    def foresee(self, likely: Likely) -> None:
        """While an answer is judged, the likeliest lines are being made."""
        self._speculation.likely = likely

    async def interrupt(self, played_samples: int) -> None:
        """Stop speaking; the endpoint remembers only what was played."""
        self._speculation.stop()
        self._speech_output.interrupt(played_samples)

    def hear(self, pcm: bytes) -> None:
        """Take microphone audio: mono s16 at 24 kHz."""
        if self._endpoint.failure is None:
            self._speech_input.hear(pcm, talking=self._speech_output.talking)

    def hear_text(self, text: str) -> None:
        """Take a typed answer."""
        if self._endpoint.failure is None:
            self._speech_input.hear_text(text)
        else:
            self._report(AnswerHeard(text, InputMode.TYPED))

    def set_end_of_turn_wait(self, seconds: float | None) -> None:
        """While the candidate thinks, no pause ends the answer."""
        self._speech_input.set_end_of_turn_wait(seconds)

    def stretch_pauses(self, times: float) -> None:
        """Let silence end an answer ``times`` as late as usual, for the whole session."""
        self._speech_input.stretch_pauses(times, self._pause_ms)

    def finish_answer(self) -> None:
        """Take what was heard so far as the whole answer."""
        self._speech_input.finish()

    def discard_answer(self) -> None:
        """Forget what has been heard of the current answer."""
        self._speech_input.discard()

    def yield_floor(self) -> None:
        """What was said over the voice's end belongs to the answer."""
        self._speech_output.yield_floor()

    async def close(self) -> None:
        """Hang up; calling it again does nothing."""
        if not self._closed:
            self._closed = True
            self._judge.reset()
            self._fallback.close()
            await self._endpoint.close()
            self._events.put_nowait(None)

    def _report(self, event: RealtimeEvent) -> None:
        if not self._closed:
            self._events.put_nowait(event)
