"""What is said in a live interview: each turn is kept, then spoken, and the view follows."""

import time
import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from core.interviews.accommodations import LONGER_PAUSES, Accommodations
from core.interviews.assessment.answer_signals import signal_of
from core.interviews.assessment.directive import ASKING, Directive
from core.interviews.assessment.progressive import ProgressiveAssessment
from core.interviews.assessment.topics import Signal
from core.models import ConcernKind, InputMode, Speaker, TurnKind, utc_now
from core.realtime.media.recorder import Recorder
from core.realtime.media.speech_buffer import SpeechBuffer
from core.realtime.models.commands import TypeAnswer
from core.realtime.models.events import AnswerHeard, EndWished, RequestHeard
from core.realtime.models.model import RealtimeModel
from core.realtime.session import bounds
from core.realtime.session.bounds import Aside, Outcome
from core.realtime.session.candidate_questions import answer, is_counter_question, is_question
from core.realtime.session.delivery import Delivery
from core.realtime.session.persistence import Persistence, Wait
from core.realtime.session.records import NewTurn
from core.realtime.session.room import PASSING, Notice, RoomState, RoomView, TalkClock, standing
from core.realtime.session.script import TURN_KINDS, Script
from core.realtime.session.service import RealtimeInterviewService
from core.realtime.session.speech_output import SpeechOutput
from core.realtime.session.transcript import Transcript
from core.realtime.session.typed_answer import TypedInHand
from core.text.dates import many


class Conversation:
    """The interviewer's side of one live session, and its record.

    Attributes:
        view: what the room shows; replaced whole at each change.
        speech_output: the interviewer's voice.
        clock: seconds of talk.
        audible: whether audio flows to the candidate.
        persistence: the hold on Postgres.
        transcript: the turns, kept and shown.
        delivery: of the line that is being said, or was said last.
        typed: the typed answer that the model has in hand.
    """

    _assessment: ProgressiveAssessment
    _script: Script

    def __init__(
        self,
        service: RealtimeInterviewService,
        model: RealtimeModel,
        voice: SpeechBuffer,
        recorder: Recorder,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.view = RoomView()
        self.speech_output = SpeechOutput(model, voice)
        self.clock = TalkClock(0.0, now)
        self.audible = False
        self._model, self._recorder, self._now = model, recorder, now
        self.persistence = Persistence(service, self._wait)
        self._noticed: tuple[Notice, bool] | None = None
        self.transcript = Transcript(self.persistence, self.show)
        self.delivery = Delivery(self.speech_output, self.transcript)
        self._resumed = self._always_slow = self._closing = False
        self._ease, self._asked_at = 1, 0.0
        self._answer_began = utc_now()
        self._answered: Directive | None = None
        self._before: dict[str, Directive] = {}
        self.typed = TypedInHand(now)

    # --- while the database is away ---

    @property
    def waiting(self) -> bool:
        """Whether something that was said waits for the database."""
        return self._noticed is not None

    def _wait(self, wait: Wait) -> None:
        """The clock stands still, and the room says why."""
        if wait is not Wait.NONE:
            if self._noticed is None:
                self._noticed = self.view.notice, self.clock.running
                self.clock.stop()
            self.show(notice=Notice.WAITING_LONG if wait is Wait.LONG else Notice.WAITING)
        elif self._noticed is not None:
            (notice, ran), self._noticed = self._noticed, None
            if ran:
                self.clock.start()
            self.show(notice=notice)

    # --- opening and closing ---

    async def open(self, interview_id: uuid.UUID, way_in: str | None) -> None:
        """Load the interview and take it over, for who came by the link ``way_in``."""
        name, version = self._model.name, self._model.version
        record = await self.persistence.open(interview_id, name, version, way_in)
        self._assessment, self._script = record.assessment, record.script
        self._resumed = record.resumed
        self.transcript.turns = record.turns
        self._accommodate(record.accommodations)
        self.clock = TalkClock(self._assessment.elapsed, self._now)
        self._asked_at = self.clock.elapsed
        self.show(question=self._question)

    def _accommodate(self, wanted: Accommodations) -> None:
        self._always_slow = self.speech_output.slow = wanted.slower_speech
        self._ease = bounds.ease(wanted)
        if wanted.longer_pauses:
            self._model.stretch_pauses(LONGER_PAUSES)

    async def recall(self) -> str:
        """The system prompt as it stands now, with all turns that are kept."""
        return await self.persistence.prompt()

    async def take_up(self, reason: str, *, voice: bool, planned: bool = False) -> None:
        """Another model has taken over: it goes on in a stored session of its own.

        Args:
            reason: why, for the team.
            voice: whether it speaks and hears.
            planned: whether the one before had done its share. If it was lost, answers are
                typed until the candidate chooses.
        """
        record = self.persistence.record
        await self.persistence.end(reason, completed=False)
        name, version = self._model.name, self._model.version
        await self.persistence.open(record.interview_id, name, version, record.way_in)
        typing = self.view.typing or not (voice and planned)
        notice = Notice.HANDED_OVER if planned else Notice.FALLBACK
        self.show(typing=typing, voice=voice, fallback=True, notice=notice)

    async def begin(self) -> None:
        """Greet and ask, welcome back, or finish a farewell that was cut short."""
        self.clock.start()
        if self.done:
            await self.say_again()
        elif self._resumed:
            if await self.allows(Aside.RETURN):
                await self.welcome_back()
        else:
            opening = self._script.opening(self._assessment.current)
            await self.say(TurnKind.OPENING, opening, self._assessment.current)

    async def close(self) -> None:
        """Fall silent and end the stored session as the view stands."""
        self.clock.stop()
        if self.view.state is RoomState.MOVED:
            await self.speech_output.hush()
            return
        await self.delivery.hush(cut_in=False)
        completed = self.view.state is RoomState.COMPLETED
        await self.persistence.end(self.view.state.value, completed=completed)

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
        new = NewTurn(Speaker.INTERVIEWER, kind, text, about, self._assessment)
        self._recorder.voice_begins(await self.delivery.keep(new))
        self.show(state=RoomState.SPEAKING, partial="")
        self.speech_output.audible = self.audible and self.view.voice
        await self.speech_output.say(text, kind, about, self.view.seconds_left / 60)

    async def go_on_speaking(self) -> bool:
        """After a false interruption, say what was not heard yet; whether anything was left."""
        self.show(state=RoomState.SPEAKING, partial="")
        return await self.delivery.go_on()

    async def say_rest(self) -> None:
        """What the candidate cut off before the question was out, in a turn of its own.

        Words were said in between, so the sentence that was cut begins again.
        """
        rest = self.delivery.again or self._question
        await self.say(TurnKind.REPEAT, rest, self._assessment.current)

    @property
    def asked(self) -> bool:
        """Whether the candidate heard enough of what was said last to answer it."""
        return self.delivery.asked(self._question)

    async def welcome_back(self) -> None:
        """After an interruption, with the question that was open."""
        self.clock.start()
        current = self._assessment.current
        await self.say(TurnKind.WELCOME_BACK, self._script.welcome_back(current), current)

    async def introduce_successor(self, *, planned: bool = False) -> None:
        """Say that another interviewer goes on, with the question that was open."""
        current = self._assessment.current
        line = self._script.fallback(current, planned=planned)
        await self.say(TurnKind.WELCOME_BACK, line, current)

    async def say_again(self) -> None:
        """Say once more what was lost on its way: the question, or the farewell."""
        kind = TurnKind.CLOSING if self.done else TurnKind.REPEAT
        await self.say(kind, self._question, self._assessment.current)

    async def repeat(self, *, slow: bool = False) -> None:
        """Say the open question again."""
        self.speech_output.slow = slow or self._always_slow
        await self.say(TurnKind.REPEAT, self._question, self._assessment.current)

    async def reply(self, asked: str) -> None:
        """Answer what the candidate asked, from the posting's facts alone.

        Before the last word no fact can help to answer: the question is said again instead.
        """
        current, script = self._assessment.current, self._script
        if not self._last_word:
            await self.say(TurnKind.REPLY, script.clarify(current), current)
            return
        told = answer(asked, self.persistence.record.facts, script.replies)
        if self.view.seconds_left > 0 and not self._closing:
            await self.say(TurnKind.REPLY, f"{told} {script.replies['more']}", current)
        else:
            await self._go_on(self._assessment.end(self.clock.elapsed), told)

    @property
    def asking_back(self) -> Aside:
        """What a question of the candidate's counts as now."""
        return Aside.LAST_QUESTION if self._last_word else Aside.QUESTION

    @property
    def _last_word(self) -> bool:
        return self._assessment.current.kind == "last_word"

    def asks(self, text: str) -> bool:
        """Whether ``text`` asks instead of answering."""
        return is_question(text) if self._last_word else is_counter_question(text)

    async def ask_for_words(self) -> None:
        """The question once more, after something without a word in it."""
        current = self._assessment.current
        await self.say(TurnKind.REPLY, self._script.no_words(current), current)

    def count(self, aside: Aside) -> None:
        """Something came up that takes the open question no further."""
        self._assessment = self._assessment.aside(aside, self.clock.elapsed)

    def within(self, aside: Aside) -> bool:
        """Whether as much of ``aside`` as was counted is in bounds."""
        return bounds.within(self._assessment, aside, self._ease)

    async def allows(self, aside: Aside) -> bool:
        """Count ``aside``; False where it was one too many and the interview has gone on."""
        if self.done:
            return True
        self.count(aside)
        turns = len(self.transcript.turns)
        outcome = bounds.outcome(self._assessment, aside, turns, self._ease)
        if outcome is not None:
            await self._leave_open(outcome)
        return outcome is None

    async def _leave_open(self, outcome: Outcome) -> None:
        """Go on without an answer to the open question, say so once, and tell the team."""
        await self.delivery.hush(cut_in=True)
        left, elapsed = self._assessment, self.clock.elapsed
        if left.current.kind not in ASKING:
            await self._go_on(left.end(elapsed), self._script.passed_on())
            return
        asides = bounds.asides_of(left)
        said = self._script.left_open(first=not left.left_open)
        left = left.left(asides)
        note = (
            f"Question {left.current.number} was left unanswered after {many(asides, 'request')}."
        )
        await self.transcript.flag(ConcernKind.OTHER, note)
        if outcome is Outcome.CLOSE:
            await self._go_on(left.wrap_up(elapsed), self._script.time_is_up())
        else:
            await self._go_on(left.pass_on(elapsed), said)

    @property
    def overlong(self) -> bool:
        """Whether an answer that is going on now is to be taken as it is."""
        return bounds.overlong(self._assessment, self.clock.elapsed, self._asked_at)

    async def nudge(self) -> None:
        """A kind word after a long silence."""
        await self.say(TurnKind.NUDGE, self._script.nudge())

    async def skip(self) -> None:
        """Pass over the open question."""
        await self._go_on(self._assessment.skip(self.clock.elapsed))

    async def wrap_up(self) -> None:
        """Ask for a last word now; goodbye, if that was asked for already."""
        following = self._assessment.wrap_up(self.clock.elapsed)
        asked = self._assessment.current.kind == "last_word"
        await self._go_on(following.end(self.clock.elapsed) if asked else following)

    def close_soon(self) -> None:
        """Let the last word follow on the answer that is open."""
        self._closing = True

    async def end(self) -> None:
        """Say goodbye now."""
        await self._go_on(self._assessment.end(self.clock.elapsed))

    async def _go_on(self, following: ProgressiveAssessment, first: str = "") -> None:
        if self._closing and following.current.kind in ASKING:
            following, first = following.wrap_up(self.clock.elapsed), self._script.time_is_up()
        self._before[self.view.asking] = self._assessment.current
        self._assessment, self._asked_at = following, self.clock.elapsed
        self.speech_output.slow = self._always_slow
        current = following.current
        self.show(question=self._question, partial="")
        text = f"{first} {self._script.next(current)}".strip()
        await self.say(TURN_KINDS[current.kind], text, current)

    # --- the candidate ---

    def listen(self) -> None:
        """The floor is the candidate's."""
        self._answer_began = utc_now()
        self.show(state=RoomState.LISTENING)

    async def take_request(self, heard: AnswerHeard | RequestHeard | EndWished) -> None:
        """Keep what was said as a request; it answers nothing."""
        confidence = heard.confidence if isinstance(heard, AnswerHeard) else None
        request = AnswerHeard(heard.text, heard.mode, item=heard.item, confidence=confidence,
                              since=heard.since)  # fmt: skip
        await self._keep_heard(request, TurnKind.REQUEST)

    async def take_addition(self, heard: AnswerHeard) -> None:
        """Keep what belongs to the answer before: it was taken for finished too early."""
        if self._answered is None:
            await self.take_request(heard)
        else:
            await self._keep_heard(heard, TurnKind.ANSWER, about=self._answered)

    async def take_answer(self, heard: AnswerHeard) -> None:
        """Keep the answer with the state that follows from it, and go on."""
        notice = self.view.notice
        self.show(state=RoomState.WORKING, notice=Notice.NONE if notice in PASSING else notice)
        about = self._assessment.current
        unjudged = Signal.MIXED if heard.unread else signal_of(self._assessment, about, heard.text)
        signal = heard.signal or unjudged
        following = self._assessment.record(signal, self.clock.elapsed)
        heard = replace(heard, signal=signal if about.competency else None)
        await self._keep_heard(heard, TurnKind.ANSWER, following)
        self._answered = about
        await self._go_on(following)

    def has(self, answer: TypeAnswer) -> bool:
        """Whether it is kept already."""
        return any(turn.id == answer.id for turn in self.transcript.turns)

    async def take_late(self, answer: TypeAnswer) -> None:
        """Keep what was typed for a step that is over, with that step; nothing follows from it."""
        about = self._before.get(answer.asking)
        kind = TurnKind.ANSWER if about else TurnKind.REQUEST
        mode = InputMode.TYPED
        text = answer.text.strip()
        new = NewTurn(Speaker.CANDIDATE, kind, text, about, mode=mode, id=answer.id)
        await self.transcript.add(new)

    # --- keeping and showing ---

    async def _keep_heard(
        self,
        heard: AnswerHeard,
        kind: TurnKind,
        after: ProgressiveAssessment | None = None,
        about: Directive | None = None,
    ) -> None:
        new = NewTurn(
            Speaker.CANDIDATE,
            kind,
            heard.text,
            about or self._assessment.current,
            after,
            heard.mode,
            self._answer_began,
            heard.signal,
            heard.quote,
            heard.note,
            heard.confidence,
            self.typed.reported(heard.mode),
            heard.since,
        )
        turn = await self.transcript.add(new, heard.item)
        if heard.mode is InputMode.VOICE:
            self._recorder.answer_kept(turn.number)

    def show(self, **changes: Any) -> None:
        """Replace the view, with ``changes`` and what the assessment and the clock say now."""
        if hasattr(self, "_assessment"):
            changes |= standing(self._assessment, self.clock.elapsed, self._model.languages)
        self.view = replace(self.view, **changes, turns=self.transcript.turns)
