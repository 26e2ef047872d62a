"""Presence: the candidate's audio connection, and what is due as time passes.

The watch over a model that stalls is kept here, too: both are a matter of time.
"""

from collections.abc import Awaitable, Callable

from core.realtime.models import commands as do
from core.realtime.models.events import ModelFailed
from core.realtime.session.bounds import SESSION_SECONDS, Aside
from core.realtime.session.candidate_controls import CandidateControls
from core.realtime.session.floor_control import FloorControl
from core.realtime.session.room import Notice, RoomState
from core.realtime.session.timers import (
    LONGEST_PAUSE_SECONDS,
    NUDGE_SECONDS,
    QUIET_PAUSE_SECONDS,
    THINKING_SECONDS,
)
from core.realtime.session.turn_taking import Handlers


class CandidatePresence:
    """Handles the audio connection and the seconds that pass."""

    def __init__(
        self,
        floor: FloorControl,
        controls: CandidateControls,
        fail: Callable[[ModelFailed], Awaitable[None]],
        grace_seconds: float,
    ) -> None:
        """``fail`` replaces a model; ``grace_seconds``: how long lost audio is waited for."""
        self._floor, self._controls = floor, controls
        self._progress, self._interviewer = floor.progress, floor.interviewer
        self._asides = floor.conversation.asides
        self._last_seen = (RoomState.CONNECTING, 0, 0)
        self._fail, self._grace_seconds = fail, grace_seconds
        self.handlers: Handlers = {
            do.MediaUp: self._on_media_up,
            do.MediaDown: self._on_media_down,
            do.Tick: self._on_tick,
        }

    async def _on_media_up(self, command: do.MediaUp) -> None:
        floor = self._floor
        taken_over, lost = self._interviewer.audible, floor.media_lost
        self._interviewer.audible, floor.media_lost = True, False
        if floor.model_lost:
            floor.welcome_due = lost or taken_over
        elif lost or (taken_over and not self._progress.done):
            await self._floor.interrupt(cut_in=False)
            if await self._floor.allows(Aside.RETURN):
                await self._interviewer.welcome_back()

    async def _on_media_down(self, command: do.MediaDown) -> None:
        if not self._interviewer.audible:
            return
        self._interviewer.audible = False
        if self._progress.done:
            self._floor.complete()
            return
        await self._floor.interrupt(cut_in=False)
        if self._progress.view.typing:
            self._floor.voice_over()
            return
        self._progress.clock.stop()
        self._floor.media_lost = True
        self._floor.timers.lose()
        self._progress.show(state=RoomState.RECONNECTING, partial="")

    async def _on_tick(self, command: do.Tick) -> None:
        await self._progress.persistence.store_use()
        seen = (self._floor.state, *self._interviewer.speech_output.progress)
        if seen != self._last_seen:
            self._last_seen = seen
            self._floor.timers.expect()
        for due, act in self._duties:
            if due():
                await act()
                return
        self._progress.show()

    # --- what is due as time passes: the first that is due is done ---

    @property
    def _duties(self) -> tuple[tuple[Callable[[], bool], Callable[[], Awaitable[None]]], ...]:
        return (
            (self._is_saving, self._complete),
            (self._has_left, self._leave),
            (self._is_gone, self._lose),
            (self._is_back, self._return),
            (self._voice_is_lost, self._say_again),
            (self._answer_is_lost, self._listen_again),
            (self._answer_is_to_end, self._take_answer),
            (self._thought_enough, self._stop_thinking),
            (self._is_long_quiet, self._pause),
            (self._is_silent, self._nudge),
        )

    def _is_saving(self) -> bool:
        return self._floor.state is RoomState.SAVING

    async def _complete(self) -> None:
        self._floor.complete()

    def _has_left(self) -> bool:
        timers, paused = self._floor.timers, self._floor.state is RoomState.PAUSED
        lost = self._floor.media_lost and timers.lost >= self._grace_seconds
        forgotten = paused and timers.quiet >= LONGEST_PAUSE_SECONDS
        over = timers.open >= SESSION_SECONDS
        return lost or forgotten or over or (not self._interviewer.audible and timers.idle)

    async def _leave(self) -> None:
        self._progress.show(state=RoomState.LEFT)

    def _is_gone(self) -> bool:
        return self._interviewer.audible and self._floor.timers.gone

    async def _lose(self) -> None:
        """A broken network does not report that the connection is gone."""
        await self._on_media_down(do.MediaDown())

    def _is_back(self) -> bool:
        return self._floor.media_lost and self._floor.timers.heard_again

    async def _return(self) -> None:
        """A connection that recovers by itself reports nothing, either."""
        await self._on_media_up(do.MediaUp())

    def _voice_is_lost(self) -> bool:
        speech = self._interviewer.speech_output
        waits = speech.speaking and not speech.waiting_samples
        return self._floor.state is RoomState.SPEAKING and waits and self._floor.timers.stalled

    async def _say_again(self) -> None:
        if self._floor.repeated:
            await self._fail(ModelFailed("it was to speak and twice did not"))
            return
        self._floor.repeated = True
        await self._floor.interrupt(cut_in=False)
        await self._interviewer.say_again()

    def _answer_is_lost(self) -> bool:
        return self._floor.state is RoomState.WORKING and self._floor.timers.stalled

    async def _listen_again(self) -> None:
        if await self._floor.allows(Aside.NOTHING):
            self._floor.listen()
            self._progress.show(notice=Notice.NOT_HEARD)

    def _answer_is_to_end(self) -> bool:
        # Silence is measured in audio: none at all would keep an answer open for ever.
        waiting = self._floor.state is RoomState.LISTENING and self._progress.view.partial
        return bool(waiting) and (self._floor.timers.cut_off or self._asides.overlong)

    async def _take_answer(self) -> None:
        await self._controls.on_finish_answer(do.FinishAnswer())

    def _thought_enough(self) -> bool:
        thinking = self._floor.state is RoomState.THINKING
        return thinking and self._floor.timers.quiet >= THINKING_SECONDS

    async def _stop_thinking(self) -> None:
        self._floor.model.set_end_of_turn_wait(None)
        self._floor.nudged = False
        self._floor.conversation.answers.listen()

    def _is_long_quiet(self) -> bool:
        listening = self._floor.state is RoomState.LISTENING
        return listening and self._floor.timers.quiet >= QUIET_PAUSE_SECONDS

    async def _pause(self) -> None:
        """Silence ends no interview: the clock stands still until the candidate comes back."""
        await self._controls.pause(Notice.QUIET_PAUSE)

    def _is_silent(self) -> bool:
        floor, view = self._floor, self._progress.view
        waiting = view.state is RoomState.LISTENING and not (view.typing or floor.nudged)
        silent = not floor.speech_open and not view.partial
        return waiting and silent and floor.timers.quiet >= NUDGE_SECONDS

    async def _nudge(self) -> None:
        self._floor.nudged = True
        await self._interviewer.nudge()
