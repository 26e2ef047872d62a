"""Leads one live interview.

Everything that happens (the model's events, the room's commands, the media
connection, time) goes through one inbox and is handled one at a time, so no two
handlers ever see half of each other's work. What is said and kept is the
conversation's; here is decided when.
"""

import asyncio
import logging
import time
import uuid
from collections.abc import Awaitable, Callable
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from core.models import InputMode
from core.realtime import commands as do
from core.realtime import events as ev
from core.realtime.conversation import Conversation
from core.realtime.model import RealtimeModel
from core.realtime.requests import request_in
from core.realtime.room import OVER, RoomState, RoomView
from core.realtime.service import RealtimeInterviewService, SessionSuperseded
from core.realtime.speech_buffer import SpeechBuffer
from core.realtime.timers import NUDGE_SECONDS, THINKING_SECONDS, Timers

log = logging.getLogger(__name__)
_QUIET = frozenset({RoomState.PAUSED, RoomState.RECONNECTING, RoomState.CONNECTING})


class LiveSession:
    """One live connection. Create it, ``run`` it on the bridge's loop, ``close`` it."""

    def __init__(
        self,
        interview_id: uuid.UUID,
        service: RealtimeInterviewService,
        model: RealtimeModel,
        voice: SpeechBuffer,
        *,
        grace_seconds: float = 30.0,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """``grace_seconds``: how long a lost media connection is waited for."""
        self.interview_id = interview_id
        self._model = model
        self._talk = Conversation(service, model, voice, now)
        self._timers = Timers(now)
        self._grace_seconds = grace_seconds
        self._inbox: asyncio.Queue[do.Command | ev.RealtimeEvent] = asyncio.Queue()
        self._tasks: list[asyncio.Task[None]] = []
        self._typing = self._speech_open = self._nudged = self._closed = False
        self._handlers: dict[type[Any], Callable[[Any], Awaitable[None]]] = {
            ev.VoiceAudio: self._on_audio,
            ev.VoiceDone: self._on_said,
            ev.SpeechStarted: self._on_speech_started,
            ev.SpeechSustained: self._on_speech_sustained,
            ev.SpeechDropped: self._on_speech_dropped,
            ev.PartialTranscript: self._on_partial,
            ev.AnswerHeard: self._on_answer,
            ev.RequestHeard: self._on_request,
            ev.ModelFailed: self._on_model_failed,
            do.Drained: self._on_said,
            do.Repeat: self._on_repeat,
            do.Think: self._on_think,
            do.Skip: self._on_skip,
            do.FinishAnswer: self._on_finish_answer,
            do.Pause: self._on_pause,
            do.Resume: self._on_resume,
            do.TypeAnswer: self._on_typed,
            do.SetTyping: self._on_set_typing,
            do.EndInterview: self._on_end,
            do.MediaUp: self._on_media_up,
            do.MediaDown: self._on_media_down,
            do.Tick: self._on_tick,
        }

    # --- from outside, on the bridge's loop ---

    @property
    def view(self) -> RoomView:
        """What the room shows."""
        return self._talk.view

    def tell(self, command: do.Command) -> None:
        """Put a command into the inbox."""
        self._inbox.put_nowait(command)

    def hear(self, pcm: bytes) -> None:
        """Take microphone audio (mono s16 at 24 kHz); dropped while nobody listens."""
        self._timers.hear()
        if self.view.state not in _QUIET | OVER and not self._typing:
            self._model.hear(pcm)

    def look(self) -> RoomView:
        """The view, from any thread; tells a room without audio from one that was closed."""
        self._timers.look()
        return self.view

    async def run(self) -> None:
        """Lead the interview until it ends, is left, or moves to another window."""
        try:
            await self._begin()
            while self.view.state not in OVER:
                message = await self._inbox.get()
                await self._handlers[type(message)](message)
        except SessionSuperseded:
            self._talk.show(state=RoomState.MOVED)
        except asyncio.CancelledError:
            self._talk.show(state=RoomState.LEFT)
            raise
        except Exception:
            log.exception("live session of interview %s failed", self.interview_id)
            self._talk.show(state=RoomState.FAILED)
        finally:
            await self.close()

    async def close(self) -> None:
        """Release the model and end the stored session; calling it again does nothing."""
        if self._closed:
            return
        self._closed = True
        for task in self._tasks:
            task.cancel()
        try:
            await self._talk.close()
        except SQLAlchemyError:
            log.exception("could not end the session of interview %s", self.interview_id)
        finally:
            await self._model.close()

    # --- beginning ---

    async def _begin(self) -> None:
        await self._talk.open(self.interview_id)
        await self._model.open(self._talk.recall)
        self._tasks = [
            asyncio.create_task(self._pump_events()),
            asyncio.create_task(self._pump_ticks()),
        ]
        self._take_early_commands()
        await self._talk.begin()

    def _take_early_commands(self) -> None:
        """What was told before the session began only says how the candidate takes part."""
        while not self._inbox.empty():
            message = self._inbox.get_nowait()
            if isinstance(message, do.MediaUp | do.MediaDown):
                self._talk.audible = isinstance(message, do.MediaUp)
            elif isinstance(message, do.SetTyping):
                self._typing = message.on

    async def _pump_events(self) -> None:
        async for event in self._model.events():
            self._inbox.put_nowait(event)

    async def _pump_ticks(self) -> None:
        while True:
            await asyncio.sleep(1)
            self._inbox.put_nowait(do.Tick())

    # --- the interviewer's voice ---

    async def _on_audio(self, event: ev.VoiceAudio) -> None:
        self._talk.mouth.take(event)

    async def _on_said(self, event: ev.VoiceDone | do.Drained) -> None:
        if self._talk.mouth.is_over(event):
            self._voice_over()

    def _voice_over(self) -> None:
        if self.view.state is not RoomState.SPEAKING:
            return
        if self._talk.done:
            self._talk.show(state=RoomState.COMPLETED)
            return
        if not self._speech_open:
            self._model.discard_answer()
        self._listen()

    def _listen(self) -> None:
        self._timers.hush()
        self._talk.listen()

    async def _interrupt(self) -> None:
        """Stop the voice and forget what was heard of the answer."""
        await self._talk.mouth.hush()
        self._model.discard_answer()
        self._speech_open = False

    async def _on_model_failed(self, event: ev.ModelFailed) -> None:
        log.error("model failed in interview %s: %s", self.interview_id, event.message)
        self._talk.show(voice=False)
        self._voice_over()

    # --- the candidate's voice ---

    async def _on_speech_started(self, event: ev.SpeechStarted) -> None:
        self._speech_open = True
        if self.view.state is RoomState.THINKING:
            self._listen()

    async def _on_speech_sustained(self, event: ev.SpeechSustained) -> None:
        if self.view.state is RoomState.SPEAKING and not self._talk.done:
            await self._talk.mouth.hush()
            self._listen()

    async def _on_speech_dropped(self, event: ev.SpeechDropped) -> None:
        self._speech_open = False
        if self.view.state is RoomState.WORKING:
            self._listen()

    async def _on_partial(self, event: ev.PartialTranscript) -> None:
        self._speech_open = False
        self._timers.hush()
        if self.view.state is not RoomState.SPEAKING:
            self._talk.show(partial=event.text)

    async def _on_answer(self, event: ev.AnswerHeard) -> None:
        self._speech_open = False
        deaf = self.view.state in (RoomState.SPEAKING, RoomState.PAUSED)
        if self._talk.done or (deaf and event.mode is InputMode.VOICE):
            return
        request = request_in(event.text)
        if request is not None:
            await self._talk.take_request(event)
            await self._handlers[type(request)](request)
            return
        self._nudged = False
        await self._talk.take_answer(event)

    async def _on_request(self, event: ev.RequestHeard) -> None:
        self._speech_open = False
        if self._talk.done or self.view.state in (RoomState.SPEAKING, RoomState.PAUSED):
            return
        self._nudged = False
        await self._talk.take_request(event)
        if event.wish is None:
            await self._talk.reply()
        else:
            await self._handlers[type(event.wish)](event.wish)

    # --- the room ---

    @property
    def _busy(self) -> bool:
        """Whether the room's wishes cannot be met now."""
        return self._talk.done or self.view.state in _QUIET

    async def _on_repeat(self, command: do.Repeat) -> None:
        if not self._busy:
            await self._interrupt()
            await self._talk.repeat(slow=command.slow)

    async def _on_skip(self, command: do.Skip) -> None:
        if not self._busy:
            await self._interrupt()
            self._nudged = False
            await self._talk.skip()

    async def _on_think(self, command: do.Think) -> None:
        if not self._busy:
            await self._talk.mouth.hush()
            self._model.set_patience(THINKING_SECONDS)
            self._timers.hush()
            self._talk.show(state=RoomState.THINKING, partial="")

    async def _on_finish_answer(self, command: do.FinishAnswer) -> None:
        if self.view.state in (RoomState.LISTENING, RoomState.THINKING):
            self._talk.show(state=RoomState.WORKING)
            self._model.finish_answer()

    async def _on_pause(self, command: do.Pause) -> None:
        if not self._busy:
            await self._interrupt()
            self._talk.clock.stop()
            self._talk.show(state=RoomState.PAUSED, partial="")

    async def _on_resume(self, command: do.Resume) -> None:
        if self.view.state is RoomState.PAUSED:
            self._talk.clock.start()
            await self._talk.repeat()

    async def _on_typed(self, command: do.TypeAnswer) -> None:
        if command.text.strip() and not self._talk.done:
            await self._talk.mouth.hush()
            self._talk.clock.start()
            self._listen()
            self._model.hear_text(command.text.strip())

    async def _on_set_typing(self, command: do.SetTyping) -> None:
        self._typing = command.on
        self._timers.hush()
        self._model.discard_answer()

    async def _on_end(self, command: do.EndInterview) -> None:
        if self._talk.done:
            self._talk.show(state=RoomState.COMPLETED)
            return
        await self._interrupt()
        await self._talk.end()

    # --- the connection and time ---

    async def _on_media_up(self, command: do.MediaUp) -> None:
        taken_over, lost = self._talk.audible, self.view.state is RoomState.RECONNECTING
        self._talk.audible = True
        if lost or (taken_over and not self._talk.done):
            await self._interrupt()
            await self._talk.welcome_back()

    async def _on_media_down(self, command: do.MediaDown) -> None:
        if not self._talk.audible:
            return
        self._talk.audible = False
        if self._talk.done:
            self._talk.show(state=RoomState.COMPLETED)
            return
        await self._interrupt()
        self._talk.clock.stop()
        self._timers.lose()
        self._talk.show(state=RoomState.RECONNECTING, partial="")

    async def _on_tick(self, command: do.Tick) -> None:
        state, timers = self.view.state, self._timers
        lost = state is RoomState.RECONNECTING and timers.lost >= self._grace_seconds
        if lost or (not self._talk.audible and timers.idle):
            self._talk.show(state=RoomState.LEFT)
        elif state is RoomState.LISTENING and self.view.partial and timers.muted:
            # Silence is measured in audio: none at all would keep an answer open for ever.
            await self._on_finish_answer(do.FinishAnswer())
        elif state is RoomState.THINKING and timers.quiet >= THINKING_SECONDS:
            self._model.set_patience(None)
            self._listen()
        elif self._should_nudge():
            self._nudged = True
            await self._talk.nudge()
        else:
            self._talk.show()

    def _should_nudge(self) -> bool:
        waiting = self.view.state is RoomState.LISTENING and not (self._typing or self._nudged)
        silent = not self._speech_open and not self.view.partial
        return waiting and silent and self._timers.quiet >= NUDGE_SECONDS
