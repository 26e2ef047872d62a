"""What is said in a live interview: each turn is kept, then spoken, and the view follows."""

import time
import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from core.accommodations import LONGER_PAUSES, Accommodations
from core.answer_signals import signal_of
from core.assessment import Directive, ProgressiveAssessment
from core.models import Speaker, TurnKind, utc_now
from core.realtime.events import AnswerHeard, RequestHeard
from core.realtime.keeper import Keeper
from core.realtime.model import RealtimeModel
from core.realtime.mouth import Mouth
from core.realtime.room import RoomState, RoomView, TalkClock
from core.realtime.script import TURN_KINDS, Script
from core.realtime.service import NewTurn, RealtimeInterviewService
from core.realtime.speech_buffer import SpeechBuffer
from core.skills import spoken_language


class Conversation:
    """The interviewer's side of one live session, and its record.

    Attributes:
        view: what the room shows; replaced whole at each change.
        mouth: the interviewer's voice.
        clock: seconds of talk.
        audible: whether audio flows to the candidate.
    """

    _assessment: ProgressiveAssessment
    _script: Script

    def __init__(
        self,
        service: RealtimeInterviewService,
        model: RealtimeModel,
        voice: SpeechBuffer,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.view = RoomView()
        self.mouth = Mouth(model, voice)
        self.clock = TalkClock(0.0, now)
        self.audible = False
        self._keeper = Keeper(service)
        self._now = now
        self._model = model
        self._resumed = self._always_slow = False
        self._answer_began = utc_now()

    # --- opening and closing ---

    async def open(self, interview_id: uuid.UUID) -> None:
        """Load the interview and take it over."""
        record = await self._keeper.open(interview_id, self._model.name)
        self._assessment, self._script = record.assessment, record.script
        self._resumed = record.resumed
        self._accommodate(record.accommodations)
        self.clock = TalkClock(self._assessment.elapsed, self._now)
        self.show(turns=record.turns, question=self._question)

    def _accommodate(self, wanted: Accommodations) -> None:
        self._always_slow = self.mouth.slow = wanted.slower_speech
        if wanted.longer_pauses:
            self._model.stretch_pauses(LONGER_PAUSES)

    async def recall(self) -> str:
        """The system prompt as it stands now, with all turns that are kept."""
        return await self._keeper.prompt()

    async def begin(self) -> None:
        """Greet and ask, welcome back, or finish a farewell that was cut short."""
        self.clock.start()
        if self.done:
            await self.say(TurnKind.CLOSING, self._question, self._assessment.current)
        elif self._resumed:
            await self.welcome_back()
        else:
            opening = self._script.opening(self._assessment.current)
            await self.say(TurnKind.OPENING, opening, self._assessment.current)

    async def close(self) -> None:
        """Fall silent and end the stored session as the view stands."""
        self.clock.stop()
        await self.mouth.hush()
        if self.view.state is not RoomState.MOVED:
            completed = self.view.state is RoomState.COMPLETED
            await self._keeper.end(self.view.state.value, completed=completed)

    # --- the interviewer ---

    @property
    def done(self) -> bool:
        """Whether only the farewell is left."""
        return self._assessment.done

    @property
    def _question(self) -> str:
        return self._script.body(self._assessment.current)

    async def say(self, kind: TurnKind, text: str, about: Directive | None = None) -> None:
        """Keep the turn, and with it the state to go on from; then speak it."""
        await self._keep(NewTurn(Speaker.INTERVIEWER, kind, text, about, self._assessment))
        self.show(state=RoomState.SPEAKING, partial="")
        self.mouth.heard = self.audible and self.view.voice
        await self.mouth.say(text, kind, about, self.view.seconds_left / 60)

    async def welcome_back(self) -> None:
        """After an interruption, with the question that was open."""
        self.clock.start()
        current = self._assessment.current
        await self.say(TurnKind.WELCOME_BACK, self._script.welcome_back(current), current)

    async def repeat(self, *, slow: bool = False) -> None:
        """Say the open question again."""
        self.mouth.slow = slow or self._always_slow
        await self.say(TurnKind.REPEAT, self._question, self._assessment.current)

    async def reply(self) -> None:
        """Let the model answer what the candidate asked, and come back to the open question."""
        await self.say(TurnKind.REPLY, self._question, self._assessment.current)

    async def nudge(self) -> None:
        """A kind word after a long silence."""
        await self.say(TurnKind.NUDGE, self._script.nudge())

    async def skip(self) -> None:
        """Pass over the open question."""
        await self._go_on(self._assessment.skip(self.clock.elapsed))

    async def end(self) -> None:
        """Say goodbye now."""
        await self._go_on(self._assessment.end(self.clock.elapsed))

    async def _go_on(self, following: ProgressiveAssessment) -> None:
        self._assessment = following
        self.mouth.slow = self._always_slow
        current = following.current
        self.show(question=self._question, partial="")
        await self.say(TURN_KINDS[current.kind], self._script.next(current), current)

    # --- the candidate ---

    def listen(self) -> None:
        """The floor is the candidate's."""
        self._answer_began = utc_now()
        self.show(state=RoomState.LISTENING)

    async def take_request(self, heard: AnswerHeard | RequestHeard) -> None:
        """Keep what was said as a request; it answers nothing."""
        await self._keep_heard(heard, TurnKind.REQUEST)

    async def take_answer(self, heard: AnswerHeard) -> None:
        """Keep the answer with the state that follows from it, and go on."""
        self.show(state=RoomState.WORKING)
        about = self._assessment.current
        signal = heard.signal or signal_of(self._assessment, about, heard.text)
        following = self._assessment.record(signal, self.clock.elapsed)
        await self._keep_heard(heard, TurnKind.ANSWER, following)
        await self._go_on(following)

    # --- keeping and showing ---

    async def _keep(self, new: NewTurn) -> None:
        turn = await self._keeper.keep(new)
        self.show(turns=(*self.view.turns, turn))

    async def _keep_heard(
        self,
        heard: AnswerHeard | RequestHeard,
        kind: TurnKind,
        after: ProgressiveAssessment | None = None,
    ) -> None:
        about, began = self._assessment.current, self._answer_began
        await self._keep(
            NewTurn(Speaker.CANDIDATE, kind, heard.text, about, after, heard.mode, began)
        )

    def show(self, **changes: Any) -> None:
        """Replace the view, with ``changes`` and what the assessment and the clock say now."""
        if hasattr(self, "_assessment"):
            current = self._assessment.current
            left = self._assessment.minutes * 60 - self.clock.elapsed
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
