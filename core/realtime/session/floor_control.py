"""Who may speak now; shared by all who lead a live session."""

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
    """The conversation with the state of turn-taking around it.

    Attributes:
        speech_open: whether the candidate began to say something that is not understood yet.
        over_voice: whether that speech began while the interviewer was speaking.
        doubted: whether it stopped the voice and may still turn out to be nothing.
        nudged: whether the candidate was spoken to about a silence since the last answer.
        model_lost: whether the model's connection is being made anew.
        media_lost: whether the candidate's is.
        welcome_due: whether the candidate came back while the model was lost.
        held_text: a typed answer that waits for the model.
        repeated: whether a line that got lost was said again since the last answer.
    """

    def __init__(self, talk: Conversation, model: RealtimeModel, timers: Timers) -> None:
        self.talk, self.model, self.timers = talk, model, timers
        self.speech_open = self.over_voice = self.doubted = self.nudged = False
        self.model_lost = self.media_lost = self.welcome_due = False
        self.repeated = False
        self.held_text: str | None = None

    @property
    def state(self) -> RoomState:
        """Where the session stands."""
        return self.talk.view.state

    @property
    def typing(self) -> bool:
        """Whether answers are typed now."""
        return self.talk.view.typing

    @property
    def busy(self) -> bool:
        """Whether the candidate's controls cannot be met now."""
        return self.talk.done or self.state in QUIET

    async def allows(self, aside: Aside) -> bool:
        """Count an aside; False where it was one too many and the interview has gone on."""
        allowed = await self.talk.allows(aside)
        if not allowed:
            self.model.discard_answer()
            self.nudged = self.over_voice = self.repeated = self.speech_open = False
        return allowed

    def listen(self) -> None:
        """The floor is the candidate's."""
        self.timers.hush()
        self.talk.listen()

    def voice_over(self) -> None:
        """The interviewer has said everything."""
        if self.state is not RoomState.SPEAKING:
            return
        if self.talk.done:
            self.complete()
            return
        if not self.speech_open:
            self.over_voice = False
            self.model.discard_answer()
        self.listen()

    def complete(self) -> None:
        """Everything is said: over, once the words that are still to come are kept."""
        saving = self.state is RoomState.SAVING
        if not self.talk.transcript.owed or (saving and self.timers.saved):
            self.talk.show(state=RoomState.COMPLETED)
        elif not saving:
            self.timers.save()
            self.talk.show(state=RoomState.SAVING)

    async def interrupt(self, *, cut_in: bool = True) -> None:
        """Stop the voice and forget what was heard of the answer."""
        await self.talk.delivery.hush(cut_in=cut_in)
        self.model.discard_answer()
        self.speech_open = self.over_voice = self.doubted = False

    async def resume_voice(self) -> None:
        """It was nothing: the interviewer goes on with the words that were not heard yet."""
        self.talk.count(Aside.NOISE)
        self.speech_open = self.over_voice = self.doubted = False
        self.model.discard_answer()
        if not await self.talk.go_on_speaking():
            self.voice_over()
