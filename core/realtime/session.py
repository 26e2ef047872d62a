"""Leads one live interview: what is said, heard, kept and asked next.

Everything that happens (the model's events, the room's commands, the media
connection, time) goes through one inbox and is handled one at a time, so no two
handlers ever see half of each other's work.
"""

import asyncio
import logging
import time
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from core.answer_signals import signal_of
from core.assessment import Directive, ProgressiveAssessment
from core.models import InputMode, Speaker, TurnKind, utc_now
from core.realtime import commands as do
from core.realtime import events as ev
from core.realtime.keeper import Keeper
from core.realtime.model import RealtimeModel
from core.realtime.mouth import Mouth
from core.realtime.requests import request_in
from core.realtime.room import OVER, RoomState, RoomView, TalkClock
from core.realtime.script import TURN_KINDS, Script
from core.realtime.service import NewTurn, RealtimeInterviewService, SessionSuperseded
from core.realtime.speech_buffer import SpeechBuffer
from core.realtime.timers import NUDGE_SECONDS, THINKING_SECONDS, Timers
from core.skills import spoken_language

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
        self.view = RoomView()
        self._keeper, self._model, self._mouth = Keeper(service), model, Mouth(model, voice)
        self._grace_seconds = grace_seconds
        self._timers = Timers(now)
        self._answer_began = utc_now()
        self._inbox: asyncio.Queue[do.Command | ev.RealtimeEvent] = asyncio.Queue()
        self._assessment: ProgressiveAssessment
        self._script: Script
        self._clock = TalkClock(0.0, now)
        self._tasks: list[asyncio.Task[None]] = []
        self._media = self._typing = False
        self._speech_open = self._nudged = self._closed = False
        self._handlers: dict[type[Any], Callable[[Any], Awaitable[None]]] = {
            ev.VoiceAudio: self._on_audio,
            ev.VoiceDone: self._on_said,
            ev.SpeechStarted: self._on_speech_started,
            ev.SpeechSustained: self._on_speech_sustained,
            ev.SpeechDropped: self._on_speech_dropped,
            ev.PartialTranscript: self._on_partial,
            ev.AnswerHeard: self._on_answer,
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

    @property
    def over(self) -> bool:
        """Whether nothing will happen any more."""
        return self.view.state in OVER

    async def run(self) -> None:
        """Lead the interview until it ends, is left, or moves to another window."""
        try:
            await self._begin()
            while not self.over:
                message = await self._inbox.get()
                await self._handlers[type(message)](message)
        except SessionSuperseded:
            self._show(state=RoomState.MOVED)
        except asyncio.CancelledError:
            self._show(state=RoomState.LEFT)
            raise
        except Exception:
            log.exception("live session of interview %s failed", self.interview_id)
            self._show(state=RoomState.FAILED)
        finally:
            await self.close()

    async def close(self) -> None:
        """Release the model and end the stored session; calling it again does nothing."""
        if self._closed:
            return
        self._closed = True
        self._clock.stop()
        for task in self._tasks:
            task.cancel()
        await self._mouth.hush()
        await self._model.close()
        if self.view.state is not RoomState.MOVED:
            completed = self.view.state is RoomState.COMPLETED
            try:
                await self._keeper.end(self.view.state.value, completed=completed)
            except SQLAlchemyError:
                log.exception("could not end the session of interview %s", self.interview_id)

    # --- beginning ---

    async def _begin(self) -> None:
        record = await self._keeper.open(self.interview_id, self._model.name)
        self._assessment, self._script = record.assessment, record.script
        self._clock = TalkClock(self._assessment.elapsed, self._timers.now)
        await self._model.open(record.prompt)
        self._tasks = [
            asyncio.create_task(self._pump_events()),
            asyncio.create_task(self._pump_ticks()),
        ]
        self._show(turns=record.turns, question=self._question)
        self._take_early_commands()
        self._clock.start()
        current = self._assessment.current
        if self._assessment.done:
            await self._say(TurnKind.CLOSING, self._question, current)
        elif record.resumed:
            await self._say(TurnKind.WELCOME_BACK, self._script.welcome_back(current), current)
        else:
            await self._say(TurnKind.OPENING, self._script.opening(current), current)

    def _take_early_commands(self) -> None:
        """What was told before the session began only says how the candidate takes part."""
        while not self._inbox.empty():
            message = self._inbox.get_nowait()
            if isinstance(message, do.MediaUp | do.MediaDown):
                self._media = isinstance(message, do.MediaUp)
            elif isinstance(message, do.SetTyping):
                self._typing = message.on

    async def _pump_events(self) -> None:
        async for event in self._model.events():
            self._inbox.put_nowait(event)

    async def _pump_ticks(self) -> None:
        while True:
            await asyncio.sleep(1)
            self._inbox.put_nowait(do.Tick())

    # --- speaking ---

    @property
    def _question(self) -> str:
        return self._script.body(self._assessment.current)

    async def _say(self, kind: TurnKind, text: str, about: Directive | None = None) -> None:
        """Keep the turn, and with it the state to go on from; then speak it."""
        await self._keep(NewTurn(Speaker.INTERVIEWER, kind, text, about, self._assessment))
        self._speech_open = False
        self._show(state=RoomState.SPEAKING, partial="")
        self._mouth.heard = self._media and self.view.voice
        await self._mouth.say(text)

    async def _on_audio(self, event: ev.VoiceAudio) -> None:
        self._mouth.take(event)

    async def _on_said(self, event: ev.VoiceDone | do.Drained) -> None:
        if self._mouth.is_over(event):
            await self._voice_over()

    async def _voice_over(self) -> None:
        if self.view.state is not RoomState.SPEAKING:
            return
        if self._assessment.done:
            self._show(state=RoomState.COMPLETED)
            return
        if not self._speech_open:
            self._model.discard_answer()
        self._listen()

    def _listen(self) -> None:
        self._timers.hush()
        self._answer_began = utc_now()
        self._show(state=RoomState.LISTENING)

    # --- listening ---

    async def _on_speech_started(self, event: ev.SpeechStarted) -> None:
        self._speech_open = True
        if self.view.state is RoomState.THINKING:
            self._listen()

    async def _on_speech_sustained(self, event: ev.SpeechSustained) -> None:
        if self.view.state is RoomState.SPEAKING and not self._assessment.done:
            await self._mouth.hush()
            self._listen()

    async def _on_speech_dropped(self, event: ev.SpeechDropped) -> None:
        self._speech_open = False
        if self.view.state is RoomState.WORKING:
            self._listen()

    async def _on_partial(self, event: ev.PartialTranscript) -> None:
        self._speech_open = False
        self._timers.hush()
        if self.view.state is not RoomState.SPEAKING:
            self._show(partial=event.text)

    async def _on_answer(self, event: ev.AnswerHeard) -> None:
        deaf = self.view.state in (RoomState.SPEAKING, RoomState.PAUSED)
        if self._assessment.done or (deaf and event.mode is InputMode.VOICE):
            return
        about = self._assessment.current
        request = request_in(event.text)
        if request is not None:
            await self._keep_answer(event, TurnKind.REQUEST)
            await self._handlers[type(request)](request)
            return
        self._show(state=RoomState.WORKING)
        signal = event.signal or signal_of(self._assessment, about, event.text)
        following = self._assessment.record(signal, self._clock.elapsed)
        await self._keep_answer(event, TurnKind.ANSWER, following)
        await self._go_on(following)

    async def _go_on(self, following: ProgressiveAssessment) -> None:
        self._assessment = following
        self._nudged = self._mouth.slow = False
        current = following.current
        self._show(question=self._question, partial="")
        await self._say(TURN_KINDS[current.kind], self._script.next(current), current)

    async def _on_model_failed(self, event: ev.ModelFailed) -> None:
        log.error("model failed in interview %s: %s", self.interview_id, event.message)
        self._show(voice=False)
        await self._voice_over()

    # --- the room ---

    async def _on_repeat(self, command: do.Repeat) -> None:
        if self._assessment.done or self.view.state in _QUIET:
            return
        await self._mouth.hush()
        self._model.discard_answer()
        self._mouth.slow = command.slow
        await self._say(TurnKind.REPEAT, self._question, self._assessment.current)

    async def _on_think(self, command: do.Think) -> None:
        if self._assessment.done or self.view.state in _QUIET:
            return
        await self._mouth.hush()
        self._model.set_patience(THINKING_SECONDS)
        self._timers.hush()
        self._show(state=RoomState.THINKING, partial="")

    async def _on_skip(self, command: do.Skip) -> None:
        if self._assessment.done or self.view.state in _QUIET:
            return
        await self._mouth.hush()
        self._model.discard_answer()
        await self._go_on(self._assessment.skip(self._clock.elapsed))

    async def _on_finish_answer(self, command: do.FinishAnswer) -> None:
        if self.view.state in (RoomState.LISTENING, RoomState.THINKING):
            self._show(state=RoomState.WORKING)
            self._model.finish_answer()

    async def _on_pause(self, command: do.Pause) -> None:
        if self._assessment.done or self.view.state in _QUIET:
            return
        await self._mouth.hush()
        self._model.discard_answer()
        self._clock.stop()
        self._show(state=RoomState.PAUSED, partial="")

    async def _on_resume(self, command: do.Resume) -> None:
        if self.view.state is RoomState.PAUSED:
            self._clock.start()
            await self._say(TurnKind.REPEAT, self._question, self._assessment.current)

    async def _on_typed(self, command: do.TypeAnswer) -> None:
        if command.text.strip() and not self._assessment.done:
            await self._mouth.hush()
            self._clock.start()
            self._listen()
            self._model.hear_text(command.text.strip())

    async def _on_set_typing(self, command: do.SetTyping) -> None:
        self._typing = command.on
        self._timers.hush()
        self._model.discard_answer()

    async def _on_end(self, command: do.EndInterview) -> None:
        if self._assessment.done:
            self._show(state=RoomState.COMPLETED)
            return
        await self._mouth.hush()
        self._model.discard_answer()
        await self._go_on(self._assessment.end(self._clock.elapsed))

    # --- the connection and time ---

    async def _on_media_up(self, command: do.MediaUp) -> None:
        taken_over, lost = self._media, self.view.state is RoomState.RECONNECTING
        self._media = True
        if lost or (taken_over and not self._assessment.done):
            await self._mouth.hush()
            self._clock.start()
            text = self._script.welcome_back(self._assessment.current)
            await self._say(TurnKind.WELCOME_BACK, text, self._assessment.current)

    async def _on_media_down(self, command: do.MediaDown) -> None:
        if not self._media or self.over:
            return
        self._media = False
        if self._assessment.done:
            self._show(state=RoomState.COMPLETED)
            return
        await self._mouth.hush()
        self._model.discard_answer()
        self._clock.stop()
        self._timers.lose()
        self._show(state=RoomState.RECONNECTING, partial="")

    async def _on_tick(self, command: do.Tick) -> None:
        state, timers = self.view.state, self._timers
        lost = state is RoomState.RECONNECTING and timers.lost >= self._grace_seconds
        if lost or (not self._media and timers.idle):
            self._show(state=RoomState.LEFT)
        elif state is RoomState.LISTENING and self.view.partial and timers.muted:
            # Silence is measured in audio: none at all would keep an answer open for ever.
            await self._on_finish_answer(do.FinishAnswer())
        elif state is RoomState.THINKING and timers.quiet >= THINKING_SECONDS:
            self._model.set_patience(None)
            self._listen()
        elif self._should_nudge():
            self._nudged = True
            await self._say(TurnKind.NUDGE, self._script.nudge())
        else:
            self._show()

    def _should_nudge(self) -> bool:
        waiting = self.view.state is RoomState.LISTENING and not (self._typing or self._nudged)
        silent = not self._speech_open and not self.view.partial
        return waiting and silent and self._timers.quiet >= NUDGE_SECONDS

    # --- keeping and showing ---

    async def _keep(self, new: NewTurn) -> None:
        turn = await self._keeper.keep(new)
        self._show(turns=(*self.view.turns, turn))

    async def _keep_answer(
        self, heard: ev.AnswerHeard, kind: TurnKind, after: ProgressiveAssessment | None = None
    ) -> None:
        about, began = self._assessment.current, self._answer_began
        await self._keep(
            NewTurn(Speaker.CANDIDATE, kind, heard.text, about, after, heard.mode, began)
        )

    def _show(self, **changes: Any) -> None:
        if hasattr(self, "_assessment"):
            current = self._assessment.current
            left = self._assessment.minutes * 60 - self._clock.elapsed
            changes |= {
                "unheard_language": not _understood(current, self._model.languages),
                "number": current.number,
                "of": current.of,
                "seconds_left": max(0.0, left),
            }
        self.view = replace(self.view, **changes)


def _understood(question: Directive, languages: frozenset[str] | None) -> bool:
    asked_for = spoken_language(question.competency or "")
    return languages is None or asked_for is None or asked_for in languages
