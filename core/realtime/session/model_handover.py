"""Model handover: another model may take a live session over in mid-interview."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable
from dataclasses import replace
from datetime import datetime

from core.models import InputMode, utc_now
from core.realtime.media.recorder import Recorder
from core.realtime.models.events import (
    AnswerHeard,
    EndRequested,
    ModelFailed,
    RealtimeEvent,
    RequestHeard,
    SpeechDropped,
    SpeechStarted,
)
from core.realtime.models.model import Likely, RealtimeModel, SystemPrompt, Utterance

_WHOLE = AnswerHeard | RequestHeard | EndRequested
"""Events that end something the candidate said."""


class ModelHandover:
    """A RealtimeModel that passes everything to the present one; a session knows only this.

    Attributes:
        failure: why the model could not be opened; None if it could.
    """

    def __init__(self, model: RealtimeModel, recorder: Recorder) -> None:
        """``recorder`` gets what the model hears of the candidate."""
        self._use(model)
        self._recorder = recorder
        self._reports: asyncio.Queue[RealtimeEvent | None] = asyncio.Queue()
        self._listening: asyncio.Task[None] | None = None
        self.failure: str | None = None
        self._stretch = 1.0
        self._likely: Likely | None = None
        self._since: dict[InputMode, datetime] = {}

    def _use(self, model: RealtimeModel) -> None:
        self._model = model
        self.name, self.version, self.languages = model.name, model.version, model.languages

    async def open(self, system_prompt: SystemPrompt) -> None:
        """Open the model and hear what it reports; ``failure`` tells if it cannot be opened."""
        self.failure = None
        try:
            await self._model.open(system_prompt)
        except Exception as error:  # whatever a provider's library raises
            self.failure = f"could not begin: {error!r}"
            return
        self._listening = asyncio.create_task(self._hear_reports(self._model))

    async def swap(self, model: RealtimeModel, system_prompt: SystemPrompt) -> None:
        """Let go of the model and hand over to another; nothing more is heard of the first."""
        await self._leave()
        self._use(model)
        if self._likely is not None:
            model.foresee(self._likely)
        await self.open(system_prompt)
        model.stretch_pauses(self._stretch)

    async def _hear_reports(self, model: RealtimeModel) -> None:
        try:
            async for event in model.events():
                self._reports.put_nowait(self._noted(event))
        except Exception as error:  # as above
            self._reports.put_nowait(ModelFailed(repr(error)))

    def _noted(self, event: RealtimeEvent) -> RealtimeEvent:
        """``event``, with the moment at which its words began; the recorder is told, too."""
        if isinstance(event, SpeechStarted):
            self._since.setdefault(InputMode.VOICE, utc_now())
            self._recorder.speech_started()
        elif isinstance(event, SpeechDropped):
            self._since.pop(InputMode.VOICE, None)
        elif isinstance(event, _WHOLE):
            if event.mode is InputMode.VOICE:
                self._recorder.answer_heard()
            return replace(event, since=self._since.pop(event.mode, None))
        return event

    async def _leave(self) -> None:
        if self._listening is not None:
            self._listening.cancel()
            await asyncio.gather(self._listening, return_exceptions=True)
            self._listening = None
        await self._model.close()

    async def events(self) -> AsyncIterator[RealtimeEvent]:
        """What happens, in order, until ``close``."""
        while (event := await self._reports.get()) is not None:
            yield event

    async def say(self, utterance: Utterance) -> None:
        """See RealtimeModel."""
        await self._survived(self._model.say(utterance))

    async def interrupt(self, played_samples: int) -> None:
        """See RealtimeModel."""
        await self._survived(self._model.interrupt(played_samples))

    async def _survived(self, call: Awaitable[None]) -> None:
        try:
            await call
        except Exception as error:  # as above
            self._reports.put_nowait(ModelFailed(repr(error)))

    def foresee(self, likely: Likely) -> None:
        """See RealtimeModel; holds for a model that takes over later, too."""
        self._likely = likely
        self._model.foresee(likely)

    def hear(self, pcm: bytes) -> None:
        """See RealtimeModel."""
        self._model.hear(pcm)
        self._recorder.hear(pcm)

    def hear_text(self, text: str) -> None:
        """See RealtimeModel."""
        self._since[InputMode.TYPED] = utc_now()
        self._model.hear_text(text)

    def set_end_of_turn_wait(self, seconds: float | None) -> None:
        """See RealtimeModel."""
        self._model.set_end_of_turn_wait(seconds)

    def stretch_pauses(self, times: float) -> None:
        """See RealtimeModel; holds for a model that takes over later, too."""
        self._stretch = times
        self._model.stretch_pauses(times)

    def finish_answer(self) -> None:
        """See RealtimeModel."""
        self._model.finish_answer()

    def discard_answer(self) -> None:
        """See RealtimeModel."""
        self._since.pop(InputMode.VOICE, None)
        self._model.discard_answer()
        self._recorder.discard()

    def yield_floor(self) -> None:
        """See RealtimeModel."""
        self._model.yield_floor()

    async def close(self) -> None:
        """Let go of the model; calling it again does nothing."""
        with contextlib.suppress(asyncio.CancelledError):
            await self._leave()
        self._reports.put_nowait(None)
