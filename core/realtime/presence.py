"""Whether the candidate is there: the audio connection, and what time brings about."""

from core.realtime import commands as do
from core.realtime.floor import Floor
from core.realtime.room import RoomState
from core.realtime.timers import NUDGE_SECONDS, THINKING_SECONDS
from core.realtime.turn_taking import Handlers
from core.realtime.wishes import Wishes


class Presence:
    """Handles the media connection and the clock."""

    def __init__(self, floor: Floor, wishes: Wishes, grace_seconds: float) -> None:
        """``grace_seconds``: how long a lost media connection is waited for."""
        self._floor, self._talk, self._wishes = floor, floor.talk, wishes
        self._grace_seconds = grace_seconds
        self.handlers: Handlers = {
            do.MediaUp: self._on_media_up,
            do.MediaDown: self._on_media_down,
            do.Tick: self._on_tick,
        }

    async def _on_media_up(self, command: do.MediaUp) -> None:
        floor = self._floor
        taken_over, lost = self._talk.audible, floor.media_lost
        self._talk.audible, floor.media_lost = True, False
        if floor.model_lost:
            floor.welcome_due = lost or taken_over
        elif lost or (taken_over and not self._talk.done):
            await self._floor.interrupt(cut_in=False)
            await self._talk.welcome_back()

    async def _on_media_down(self, command: do.MediaDown) -> None:
        if not self._talk.audible:
            return
        self._talk.audible = False
        if self._talk.done:
            self._talk.show(state=RoomState.COMPLETED)
            return
        await self._floor.interrupt(cut_in=False)
        self._talk.clock.stop()
        self._floor.media_lost = True
        self._floor.timers.lose()
        self._talk.show(state=RoomState.RECONNECTING, partial="")

    async def _on_tick(self, command: do.Tick) -> None:
        state, timers = self._floor.state, self._floor.timers
        lost = self._floor.media_lost and timers.lost >= self._grace_seconds
        if lost or (not self._talk.audible and timers.idle):
            self._talk.show(state=RoomState.LEFT)
        elif state is RoomState.LISTENING and self._talk.view.partial and timers.muted:
            # Silence is measured in audio: none at all would keep an answer open for ever.
            await self._wishes.on_finish_answer(do.FinishAnswer())
        elif state is RoomState.THINKING and timers.quiet >= THINKING_SECONDS:
            self._floor.model.set_patience(None)
            self._floor.listen()
        elif self._should_nudge():
            self._floor.nudged = True
            await self._talk.nudge()
        else:
            self._talk.show()

    def _should_nudge(self) -> bool:
        floor, view = self._floor, self._talk.view
        waiting = view.state is RoomState.LISTENING and not (view.typing or floor.nudged)
        silent = not floor.speech_open and not view.partial
        return waiting and silent and floor.timers.quiet >= NUDGE_SECONDS
