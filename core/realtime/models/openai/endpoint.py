"""The endpoint's side of the model: what each new connection is told, and what comes back.

A lost connection is made anew (``Connection``) and told the prompt with every kept turn, the open
question, and of the open answer the words, or the audio where the words are not known yet.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from core.errors import RolecallError
from core.interviews.assessment.directive import Directive
from core.realtime.models.events import (
    ModelFailed,
    ModelReconnected,
    ModelReconnecting,
    RealtimeEvent,
    TimeUsedUp,
    UsageReported,
)
from core.realtime.models.model import SystemPrompt
from core.realtime.models.openai.components import Components
from core.realtime.models.openai.config import OpenAIConfig
from core.realtime.models.openai.connection import SESSION_EVENT, Connection
from core.realtime.models.openai.dispatch import Dispatch
from core.realtime.models.openai.eagerness import eagerness_for
from core.realtime.models.openai.messages import (
    Message,
    listen_update,
    note,
    open_question,
    session_update,
)
from core.realtime.models.openai.meter import Meter
from core.realtime.models.openai.speculation import Guess
from core.realtime.models.openai.utterance import OngoingUtterance
from core.usage import Counts


class ModelUnavailable(RolecallError):
    """The model cannot be reached; the message is for the team."""


class Endpoint:
    """Owns the connection (see ``ConnectionOwner``) for as long as the model is open.

    Attributes:
        about: what was asked last; a new connection is told of it.
        failure: why there will be no connection any more, for the team; None while there may.
    """

    _system_prompt: SystemPrompt

    def __init__(
        self,
        connection: Connection,
        components: Components,
        config: OpenAIConfig,
        wording: Mapping[str, str],
        report: Callable[[RealtimeEvent], None],
    ) -> None:
        """``report`` tells the session what happens; the rest as for ``OpenAIModel``."""
        self._connection, self._components = connection, components
        self._config, self._wording, self._report = config, wording, report
        self._meter = Meter(config.caps, config.spent)
        self._dispatch = Dispatch(
            components.response_queue,
            components.speech_output,
            components.judge,
            components.speech_input,
            components.speculation,
            self._use,
        )
        self.about: Directive | None = None
        self.failure: str | None = None
        self._settled = asyncio.Event()
        self._reconnecting = self._unfinished = False

    # --- called by the model ---

    @property
    def answering_model(self) -> str:
        """Which model answers, as the endpoint names it; before it said so, the one chosen."""
        return self._dispatch.model or self._config.model

    @property
    def beyond_cap(self) -> str | None:
        """Why the model may serve no more, in words for the team; None while it may."""
        return self._meter.beyond

    async def open(self, system_prompt: SystemPrompt) -> None:
        """Connect.

        Raises:
            ModelUnavailable: if that cannot be, for a reason that its message tells the team.
        """
        self._system_prompt = system_prompt
        self._meter.start()
        self._connection.start(self)
        await self._settled.wait()
        if self.failure is not None:
            raise ModelUnavailable(self.failure)

    async def end_at_cap(self, reason: str) -> None:
        """Hang up because all is used that an interview may use."""
        self._end(ModelFailed(reason, at_cap=True))
        await self._connection.close()

    def adopt(self, guess: Guess, ongoing: OngoingUtterance) -> None:
        """What is made of ``guess`` is said as ``ongoing``."""
        self._dispatch.adopt(guess, ongoing)
        self._connection.expect(self._busy)

    async def close(self) -> None:
        """Hang up; calling it again does nothing."""
        await self._connection.close()

    def open_step(self, about: Directive) -> None:
        """``about`` is open from now on; how soon its answer is over depends on what it asks."""
        eagerness = eagerness_for(about)
        self._components.speech_input.eagerness = eagerness
        if eagerness != eagerness_for(self.about):
            self._connection.send(listen_update(eagerness))
        self.about = about

    # --- called by the connection ---

    async def greeting(self) -> Sequence[Message]:
        """The session, and after a loss all that the endpoint has to know again."""
        config, prompt = self._config, await self._system_prompt()
        again = self._components.heard.again()
        session = session_update(
            prompt,
            voice=config.voice,
            transcriber=config.transcriber,
            language=config.language,
            eagerness=eagerness_for(self.about),
            listen=not again,
        )
        messages = [{**session, "event_id": SESSION_EVENT}]
        if self.about is not None:
            messages.append(note(open_question(self.about, self._wording)))
        listening = listen_update(eagerness_for(self.about))
        return [*messages, *again, listening] if again else messages

    def connected(self) -> None:
        """Go on where the connection before stopped."""
        self._components.response_queue.open()
        self._components.speech_output.connected()
        if not self._components.speech_output.talking:
            self._components.speech_input.connected()

    def accepted(self) -> None:
        """The endpoint took the session."""
        self._settled.set()
        if self._reconnecting:
            self._reconnecting = False
            self._report(ModelReconnected(self._unfinished))
            self._unfinished = False

    def lost(self, *, planned: bool) -> str | None:
        """Forget what the connection was about to do; why it may not be made anew, if so."""
        self._components.response_queue.close()
        self._components.judge.reset()
        self._unfinished = self._components.speech_output.lost() or self._unfinished
        if planned:
            return None
        if not self._reconnecting:
            self._reconnecting = True
            self._meter.reconnects += 1
            self._report(ModelReconnecting())
        return self._meter.beyond

    def failed(self, words: str) -> None:
        """There will be no connection any more."""
        self._end(ModelFailed(words))

    def received(self, event: Any) -> None:
        """Handle an event."""
        self._dispatch.handle(event)
        self._connection.expect(self._busy)
        if self._connection.age > self._config.recycle_seconds and self._between_turns:
            self._connection.renew()

    # --- inside ---

    @property
    def _busy(self) -> bool:
        """Whether a response is due or under way that somebody waits for."""
        return self._components.response_queue.busy or self._components.speculation.busy

    @property
    def _between_turns(self) -> bool:
        """Whether an utterance has just been made and nothing else is under way."""
        return (
            self._components.speech_output.talking
            and not self._busy
            and not self._components.heard.answer.pieces
        )

    def _use(self, counts: Counts) -> None:
        self._meter.count(counts)
        self._report(UsageReported(counts))
        if words := self._meter.overtime():
            self._report(TimeUsedUp(words))

    def _end(self, last: ModelFailed) -> None:
        self.failure = last.message
        self._components.fallback.work(self._give_up(last))

    async def _give_up(self, last: ModelFailed) -> None:
        """What was said so far is kept before another takes over."""
        await self._components.speech_input.give_up()
        self._report(last)
        self._settled.set()
