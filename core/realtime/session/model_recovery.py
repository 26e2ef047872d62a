"""Recovery of the model: it loses its connection, or cannot go on at all."""

import asyncio
import logging
import uuid
from collections.abc import Callable

from core.models import ConcernKind
from core.realtime.models import events as ev
from core.realtime.models.model import RealtimeModel
from core.realtime.models.typed_model import TypedModel
from core.realtime.session.bounds import Aside
from core.realtime.session.floor_control import QUIET, FloorControl
from core.realtime.session.model_handover import ModelHandover
from core.realtime.session.room import Notice, RoomState
from core.realtime.session.turn_taking import Handlers

log = logging.getLogger(__name__)
MakeFallbackModel = Callable[[str], RealtimeModel]
"""Makes the fallback model: it takes over from one that failed, in the interview's language."""


def writing_only(language: str) -> RealtimeModel:
    """The fallback model where there is no other voice: the interview goes on in writing."""
    return TypedModel()


class ModelRecovery:
    """Handles the model's outages."""

    def __init__(
        self,
        floor: FloorControl,
        handover: ModelHandover,
        make_fallback_model: MakeFallbackModel,
        interview_id: uuid.UUID,
    ) -> None:
        self._floor, self._conversation, self._handover = floor, floor.conversation, handover
        self._progress, self._interviewer = floor.progress, floor.interviewer
        self._make_fallback_model = make_fallback_model
        self._interview_id = interview_id
        self._before = RoomState.LISTENING
        self.handlers: Handlers = {
            ev.ModelReconnecting: self._on_reconnecting,
            ev.ModelReconnected: self._on_reconnected,
            ev.TimeUsedUp: self._on_time_used_up,
            ev.ModelFailed: self.on_failed,
        }

    async def _on_reconnecting(self, event: ev.ModelReconnecting) -> None:
        if self._floor.model_lost:
            return
        self._floor.model_lost = True
        await self._progress.persistence.count_reconnect()
        if self._floor.state not in QUIET:
            self._before = self._floor.state
            self._progress.show(state=RoomState.RECONNECTING, notice=Notice.MODEL_LOST)

    async def _on_reconnected(self, event: ev.ModelReconnected) -> None:
        """Go on with the same question; it is said again only if its utterance was cut off."""
        floor = self._floor
        floor.model_lost = False
        if self._progress.notice is Notice.MODEL_LOST:
            self._progress.show(notice=Notice.NONE)
        if floor.state is not RoomState.RECONNECTING or floor.media_lost:
            return
        if floor.welcome_due or event.unfinished:
            await floor.interrupt(cut_in=False)
            welcome, floor.welcome_due = floor.welcome_due, False
            if await floor.allows(Aside.RETURN):
                interviewer = self._interviewer
                await (interviewer.welcome_back() if welcome else interviewer.say_again())
        elif self._before is RoomState.SPEAKING:
            self._progress.show(state=RoomState.SPEAKING)
            if not self._interviewer.speech_output.speaking:
                floor.voice_over()
        elif self._before is RoomState.THINKING:
            self._progress.show(state=RoomState.THINKING)
        else:
            floor.listen()
        self._give_held_text()

    def _give_held_text(self) -> None:
        text, self._floor.held_text = self._floor.held_text, None
        if text is not None:
            self._handover.hear_text(text)

    async def on_failed(self, event: ev.ModelFailed) -> None:
        """Another model takes over, and the candidate may type on or come back later."""
        floor = self._floor
        if floor.state is RoomState.SAVING:
            await self._note(event)
            floor.complete()
            return
        if floor.state not in QUIET or floor.model_lost:
            await floor.interrupt(cut_in=False)
        if floor.state not in QUIET:
            # Between two models nobody has the floor.
            self._progress.show(state=RoomState.RECONNECTING)
        await self.replace_model(event)
        if floor.media_lost or floor.state is RoomState.PAUSED:
            return
        floor.welcome_due = False
        if self._progress.done:
            await self._interviewer.say_again()
        else:
            await self._interviewer.introduce_fallback_model(planned=event.at_cap)
        self._give_held_text()

    async def replace_model(self, event: ev.ModelFailed) -> None:
        """Hand over to another model from one that failed, or may not go on."""
        await self._note(event)
        # Its weights may have to be read first; no other interview should wait for that.
        language = self._progress.persistence.record.language
        fallback_model = await asyncio.to_thread(self._make_fallback_model, language)
        if fallback_model.name == self._handover.name:
            fallback_model = TypedModel()
        await self._handover.swap(fallback_model, self._conversation.system_prompt)
        if self._handover.failure:
            fallback_model = TypedModel()
            await self._handover.swap(fallback_model, self._conversation.system_prompt)
        self._floor.model_lost = False
        voice = fallback_model.languages != frozenset()
        await self._conversation.take_up(event.message, voice=voice, planned=event.at_cap)

    async def _on_time_used_up(self, event: ev.TimeUsedUp) -> None:
        self._interviewer.close_soon()
        await self._progress.transcript.flag(
            ConcernKind.OTHER, f"The interview was drawn to its close early: {event.message}"
        )

    async def _note(self, event: ev.ModelFailed) -> None:
        """The team learns of it; words that were still awaited will not come."""
        log.error("model failed in interview %s: %s", self._interview_id, event.message)
        self._progress.transcript.await_nothing()
        what = "The stand-in took over" if event.at_cap else "The interviewer's model failed"
        await self._progress.transcript.flag(ConcernKind.OTHER, f"{what}: {event.message}")
