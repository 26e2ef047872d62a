"""Opens, begins and closes the conversation of one live session, and joins its parts."""

import time
import uuid
from collections.abc import Callable

from core.interviews.accommodations import LONGER_PAUSES, Accommodations
from core.realtime.media.recorder import Recorder
from core.realtime.media.speech_buffer import SpeechBuffer
from core.realtime.models.model import RealtimeModel
from core.realtime.session import bounds
from core.realtime.session.answers import Answers
from core.realtime.session.asides import Asides
from core.realtime.session.bounds import Aside
from core.realtime.session.interviewer import Interviewer
from core.realtime.session.progress import Progress
from core.realtime.session.room import Notice, RoomState
from core.realtime.session.service import RealtimeInterviewService


class Conversation:
    """What interviewer and candidate say to each other in one live session.

    Attributes:
        progress: where the interview stands, kept and shown.
        interviewer: what the interviewer says.
        answers: what the candidate says.
        asides: how often a question may be held up.
    """

    def __init__(
        self,
        service: RealtimeInterviewService,
        model: RealtimeModel,
        voice: SpeechBuffer,
        recorder: Recorder,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.progress = Progress(service, model, now)
        self.interviewer = Interviewer(self.progress, model, voice, recorder)
        self.answers = Answers(self.progress, self.interviewer, recorder, now)
        self.asides = Asides(self.progress, self.interviewer)
        self._model = model
        self._resumed = False
        model.foresee(self.answers.likely)

    async def open(self, interview_id: uuid.UUID, link_hash: str | None) -> None:
        """Load the interview and take it over; ``link_hash`` as for ``LiveSession``."""
        record = await self.progress.open(interview_id, link_hash)
        self._resumed = record.resumed
        self._accommodate(record.accommodations)

    def _accommodate(self, wanted: Accommodations) -> None:
        slow = wanted.slower_speech
        self.interviewer.always_slow = self.interviewer.speech_output.slow = slow
        self.asides.times = bounds.ease(wanted)
        if wanted.longer_pauses:
            self._model.stretch_pauses(LONGER_PAUSES)

    async def system_prompt(self) -> str:
        """The system prompt as it stands now, with all turns that are kept."""
        return await self.progress.persistence.prompt()

    async def begin(self) -> None:
        """Greet and ask, welcome back, or finish a farewell that was cut short."""
        self.progress.clock.start()
        if self.progress.done:
            await self.interviewer.say_again()
        elif not self._resumed:
            await self.interviewer.greet()
        elif await self.asides.allows(Aside.RETURN):
            await self.interviewer.welcome_back()

    async def take_up(self, reason: str, *, voice: bool, planned: bool = False) -> None:
        """Another model has taken over: it goes on in a stored session of its own.

        Args:
            reason: why, for the team.
            voice: whether it speaks and hears.
            planned: whether the one before had done its share. If it was lost, answers are
                typed until the candidate chooses.
        """
        persistence = self.progress.persistence
        record = persistence.record
        await persistence.end(reason, completed=False)
        name, version = self._model.name, self._model.version
        await persistence.open(record.interview_id, name, version, record.link_hash)
        typing = self.progress.view.typing or not (voice and planned)
        notice = Notice.HANDED_OVER if planned else Notice.FALLBACK
        self.progress.show(typing=typing, voice=voice, fallback=True, notice=notice)

    async def close(self) -> None:
        """Fall silent and end the stored session as the view stands."""
        self.progress.clock.stop()
        state = self.progress.view.state
        if state is RoomState.MOVED:
            await self.interviewer.speech_output.stop()
            await self.progress.persistence.store_use(give_up=True)
            return
        await self.interviewer.delivery.stop(cut_in=False)
        completed = state is RoomState.COMPLETED
        await self.progress.persistence.end(state.value, completed=completed)
