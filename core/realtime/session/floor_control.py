"""Floor control: who may speak now. All handlers of a live session share it."""

from core.realtime.models.model import RealtimeModel
from core.realtime.session.bounds import Aside
from core.realtime.session.conversation import Conversation
from core.realtime.session.room import RoomState
from core.realtime.session.timers import Timers

QUIET = frozenset(
    {RoomState.PAUSED, RoomState.RECONNECTING, RoomState.CONNECTING, RoomState.SAVING}
)
"""States in which nobody has the floor."""


class FloorControl:
    """The conversation, its model and timers, and the state of turn-taking.

    Attributes:
        speech_open: whether the candidate began to say something that is not understood yet.
        over_voice: whether that speech began while the interviewer was speaking.
        doubted: whether it stopped the voice and may still be a false interruption.
        nudged: whether a silence was spoken about since the last answer or request.
        model_lost: whether the model is being reconnected.
        media_lost: whether the candidate's audio connection is lost.
        welcome_due: whether the candidate came back while the model was lost.
        held_text: a typed answer that waits for the model.
        repeated: whether an utterance that got lost was said again since the last answer.
    """

    def __init__(self, conversation: Conversation, model: RealtimeModel, timers: Timers) -> None:
        self.conversation, self.model, self.timers = conversation, model, timers
        self.progress, self.interviewer = conversation.progress, conversation.interviewer
        self.speech_open = self.over_voice = self.doubted = self.nudged = False
        self.model_lost = self.media_lost = self.welcome_due = False
        self.repeated = False
        self.held_text: str | None = None

    @property
    def state(self) -> RoomState:
        """The room's state."""
        return self.progress.view.state

    @property
    def typing(self) -> bool:
        """Whether answers are typed now."""
        return self.progress.view.typing

    @property
    def busy(self) -> bool:
        """Whether the candidate's controls can do nothing now."""
        return self.progress.done or self.state in QUIET

    async def allows(self, aside: Aside) -> bool:
        """Count an aside; False where it was one too many and the interview has gone on."""
        allowed = await self.conversation.asides.allows(aside)
        if not allowed:
            self.model.discard_answer()
            self.nudged = self.over_voice = self.repeated = self.speech_open = False
        return allowed

    def listen(self) -> None:
        """Give the floor to the candidate."""
        self.timers.restart_silence()
        self.conversation.answers.listen()

    def voice_over(self) -> None:
        """The interviewer has said everything."""
        if self.state is not RoomState.SPEAKING:
            return
        if self.progress.done:
            self.complete()
            return
        if self.speech_open:
            self.model.yield_floor()
        else:
            self.over_voice = False
            self.model.discard_answer()
        self.listen()

    def complete(self) -> None:
        """Everything is said: complete the interview once all final words are kept."""
        saving = self.state is RoomState.SAVING
        if not self.progress.transcript.awaited or (saving and self.timers.saved):
            self.progress.show(state=RoomState.COMPLETED)
        elif not saving:
            self.timers.save()
            self.progress.show(state=RoomState.SAVING)

    async def interrupt(self, *, cut_in: bool = True) -> None:
        """Stop the voice and forget what was heard of the answer."""
        await self.interviewer.delivery.stop(cut_in=cut_in)
        self.model.discard_answer()
        self.speech_open = self.over_voice = self.doubted = False

    async def resume_voice(self) -> None:
        """A false interruption: the interviewer goes on with the words that were not heard yet."""
        self.conversation.asides.count(Aside.NOISE)
        self.speech_open = self.over_voice = self.doubted = False
        self.model.discard_answer()
        if not await self.interviewer.go_on_speaking():
            self.voice_over()
