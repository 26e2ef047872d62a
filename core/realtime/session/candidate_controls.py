"""Candidate controls: repeat, slower, skip, pause and the like, by button or by voice."""

from core.models import ConcernKind
from core.realtime.models import commands as do
from core.realtime.session.bounds import Aside
from core.realtime.session.floor_control import FloorControl
from core.realtime.session.room import Notice, RoomState
from core.realtime.session.timers import THINKING_SECONDS
from core.realtime.session.turn_taking import Handlers


class CandidateControls:
    """Handles the commands that come from the room."""

    def __init__(self, floor: FloorControl) -> None:
        self._floor, self._model = floor, floor.model
        self._progress, self._interviewer = floor.progress, floor.interviewer
        self._answers = floor.conversation.answers
        self.handlers: Handlers = {
            do.Repeat: self._on_repeat,
            do.Think: self._on_think,
            do.Skip: self._on_skip,
            do.FinishAnswer: self.on_finish_answer,
            do.Pause: self._on_pause,
            do.Resume: self._on_resume,
            do.TypeAnswer: self._on_typed,
            do.SetTyping: self._on_set_typing,
            do.StayInWriting: self._on_stay_in_writing,
            do.EndInterview: self._on_end,
            do.WithdrawConsent: self._on_withdraw,
            do.ReportTrouble: self._on_trouble,
        }

    async def grant(self, command: do.Command) -> None:
        """Do what was asked for."""
        await self.handlers[type(command)](command)

    async def _on_repeat(self, command: do.Repeat) -> None:
        if not self._floor.busy:
            await self._floor.interrupt()
            if await self._floor.allows(Aside.REPEAT):
                await self._interviewer.repeat(slow=command.slow)

    async def _on_skip(self, command: do.Skip) -> None:
        if not self._floor.busy:
            await self._floor.interrupt()
            self._floor.nudged = False
            await self._interviewer.skip()

    async def _on_think(self, command: do.Think) -> None:
        if not self._floor.busy:
            await self._interviewer.delivery.stop(cut_in=True)
            if not await self._floor.allows(Aside.THINK):
                return
            self._model.set_end_of_turn_wait(THINKING_SECONDS)
            self._floor.timers.restart_silence()
            self._progress.show(state=RoomState.THINKING, partial="")

    async def on_finish_answer(self, command: do.FinishAnswer) -> None:
        """What was heard so far is the whole answer."""
        if self._floor.state in (RoomState.LISTENING, RoomState.THINKING):
            self._progress.show(state=RoomState.WORKING)
            self._model.finish_answer()

    async def _on_pause(self, command: do.Pause) -> None:
        if not self._floor.busy:
            await self.pause(Notice.NONE)

    async def pause(self, notice: Notice) -> None:
        """Stop the clock and do not listen; ``notice`` says why if the candidate did not ask."""
        await self._floor.interrupt()
        self._progress.clock.stop()
        self._floor.timers.restart_silence()
        self._progress.show(state=RoomState.PAUSED, partial="", notice=notice)

    async def _on_resume(self, command: do.Resume) -> None:
        if self._floor.state is RoomState.PAUSED:
            self._progress.clock.start()
            if await self._floor.allows(Aside.PAUSE):
                await self._interviewer.repeat()

    async def _on_typed(self, command: do.TypeAnswer) -> None:
        text = command.text.strip()
        if not text or self._answers.has(command):
            return
        if self._progress.done or command.asking not in ("", self._progress.view.asking):
            if command.asking:
                await self._answers.take_late(command)
            return
        if not self._answers.typed.take(command):
            return
        if self._floor.model_lost:
            self._floor.held_text = text
            self._progress.show(partial=text)
        else:
            await self._interviewer.delivery.stop(cut_in=True)
            self._progress.clock.start()
            self._floor.media_lost = False
            self._floor.listen()
            self._model.hear_text(text)

    async def _on_set_typing(self, command: do.SetTyping) -> None:
        self._floor.timers.restart_silence()
        self._model.discard_answer()
        self._progress.show(typing=command.on, partial="")
        if command.on and self._floor.media_lost:  # who writes needs no sound to go on
            self._floor.media_lost = False
            self._progress.clock.start()
            self._floor.listen()
        if not self._floor.busy:
            await self._floor.allows(Aside.TYPING)

    async def _on_stay_in_writing(self, command: do.StayInWriting) -> None:
        if self._floor.typing:
            self._progress.show(notice=Notice.NO_VOICE)

    async def _on_end(self, command: do.EndInterview) -> None:
        if self._progress.done:
            self._floor.complete()
            return
        await self._floor.interrupt()
        self._progress.clock.start()
        await (self._interviewer.wrap_up() if command.last_word else self._interviewer.end())

    async def _on_withdraw(self, command: do.WithdrawConsent) -> None:
        await self._floor.interrupt()
        await self._interviewer.end()

    async def _on_trouble(self, command: do.ReportTrouble) -> None:
        if command.text.strip():
            kept = await self._progress.transcript.flag(ConcernKind.TROUBLE, command.text.strip())
            self._progress.show(notice=Notice.TROUBLE_NOTED if kept else Notice.TROUBLE_FULL)
