"""The progressive assessment: what to ask next, and how hard (pure).

It walks through the plan's core questions in order, each exactly once. Between them it takes
adaptive steps while the plan's budget and the clock allow: a mixed answer is probed once, a strong
one is followed up one level higher, a weak one one level lower, until the boundary is found. When
time is short adaptive steps are dropped first, core questions last. The same state and signal
always give the same next step. stored_state.py holds its form in Postgres.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import ceil

from core.base_prompts.competency import Level
from core.base_prompts.library import BasePrompt
from core.interviews.assessment.directive import ASKING, Directive, Kind
from core.interviews.assessment.topics import Signal, Topic, topics_of
from core.interviews.plans.interview_plan import (
    CLOSING_SECONDS,
    PROBE_SECONDS,
    QUESTION_SECONDS,
    CoreQuestion,
    InterviewPlan,
)

LEAST_QUESTION_SECONDS = 60
"""With less than this left before closing, no further question is begun."""


@dataclass(frozen=True)
class ProgressiveAssessment:
    """The whole state of the assessment of one interview; every step makes a new one.

    Attributes:
        plan: what is walked through.
        topics: one for each core question, in the plan's order.
        minutes: length of this interview; more than the plan's where a candidate needs it.
        elapsed: seconds of talk so far (pauses do not count).
        asked: core questions begun so far.
        steps: adaptive steps taken so far.
        current: what is being asked now.
        asides: kind -> how often the candidate said something that did not answer ``current``.
        left_open: question_id -> number of asides, of each question that was given up for them.
    """

    plan: InterviewPlan
    topics: tuple[Topic, ...]
    minutes: int
    elapsed: float = 0.0
    asked: int = 0
    steps: int = 0
    current: Directive = field(default=Directive("last_word"))
    asides: Mapping[str, int] = field(default_factory=dict)
    left_open: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def begin(
        cls, plan: InterviewPlan, base: BasePrompt, minutes: int | None = None
    ) -> "ProgressiveAssessment":
        """A new assessment, standing at its first question.

        Args:
            plan: what to ask.
            base: the base prompt that the plan names; follow-ups come from it.
            minutes: length of the interview, 1 or more; None takes the plan's.
        """
        state = cls(plan, topics_of(plan, base), minutes or plan.minutes)
        return state._next_question()

    @property
    def base_prompt(self) -> str:
        """Name of the base prompt."""
        return self.plan.base_prompt

    @property
    def done(self) -> bool:
        """Whether only the farewell is left."""
        return self.current.kind == "farewell"

    @property
    def seconds_left(self) -> float:
        """Seconds until the planned end, 0 or more."""
        return max(0.0, self.minutes * 60 - self.elapsed)

    # --- events ---

    def record(self, signal: Signal, elapsed: float) -> "ProgressiveAssessment":
        """The state after an answer to ``current``.

        Args:
            signal: how far the answer went.
            elapsed: seconds of talk since the interview began; never goes backwards.
        """
        now = self.at(elapsed)
        if self.current.kind not in ASKING:
            return replace(now, current=Directive("farewell", why="The candidate had a last word."))
        may_probe = self.current.kind != "probe" and now._has_room_for(PROBE_SECONDS)
        if signal is Signal.MIXED and may_probe:
            return now._probe()
        answered = now._answered(signal)
        return answered._follow_up() or answered._next_question()

    def skip(self, elapsed: float) -> "ProgressiveAssessment":
        """The state after ``current`` was passed over without an answer."""
        if self.current.kind not in ASKING:
            return self.record(Signal.WEAK, elapsed)
        return self.at(elapsed)._answered(Signal.MIXED)._next_question()

    def aside(self, kind: str, elapsed: float) -> "ProgressiveAssessment":
        """The state after an aside of ``kind``."""
        counted = {**self.asides, kind: self.asides.get(kind, 0) + 1}
        return replace(self.at(elapsed), asides=counted)

    def left(self, asides: int) -> "ProgressiveAssessment":
        """The state in which ``current`` is given up after so many asides; ``pass_on`` follows."""
        return replace(self, left_open={**self.left_open, self.current.question_id or "": asides})

    def pass_on(self, elapsed: float) -> "ProgressiveAssessment":
        """The state after ``current`` was given up: no answer and no signal are recorded."""
        return self.at(elapsed)._next_question()

    def wrap_up(self, elapsed: float) -> "ProgressiveAssessment":
        """The state in which the candidate is asked for a last word now."""
        now = self.at(elapsed)
        if self.current.kind not in ASKING:
            return now
        return now._last_word("The interview is drawing to its close.")

    def end(self, elapsed: float) -> "ProgressiveAssessment":
        """The state in which only the farewell is left: the candidate ends the interview."""
        farewell = Directive("farewell", why="The candidate ended the interview.")
        return replace(self.at(elapsed), current=farewell)

    # --- time and budget ---

    def at(self, elapsed: float) -> "ProgressiveAssessment":
        """The same state at another time of talk, which never goes backwards."""
        return replace(self, elapsed=max(self.elapsed, elapsed))

    @property
    def _time_to_ask(self) -> bool:
        return self.seconds_left - CLOSING_SECONDS >= LEAST_QUESTION_SECONDS

    def _has_room_for(self, seconds: float) -> bool:
        """Whether an adaptive step of ``seconds`` fits the budget and leaves the core its time.

        The time for the remaining core questions is estimated by this candidate's pace so far. The
        budget of steps is spread evenly, so that the first questions do not use all of it.
        """
        waiting = len(self.topics) - self.asked
        pace = max(QUESTION_SECONDS, self.elapsed / (self.asked + self.steps))
        spare = self.seconds_left - CLOSING_SECONDS - waiting * pace
        share = ceil(self.plan.probes * self.asked / len(self.topics))
        return self.steps < share and spare >= seconds

    # --- steps ---

    @property
    def _topic(self) -> Topic:
        return self.topics[self.asked - 1]

    def _with_topic(self, topic: Topic) -> "ProgressiveAssessment":
        before, after = self.topics[: self.asked - 1], self.topics[self.asked :]
        return replace(self, topics=(*before, topic, *after))

    def _answered(self, signal: Signal) -> "ProgressiveAssessment":
        level = self.current.level or Level.WORKING
        answers = (*self._topic.answers, (level, signal))
        return self._with_topic(replace(self._topic, answers=answers))

    def _probe(self) -> "ProgressiveAssessment":
        level = self.current.level or Level.WORKING
        probe = replace(
            self.current,
            kind="probe",
            text=self._topic.probe(level),
            question_id=f"{self.current.question_id}/probe",
            why=f"The answer on {self.current.competency} left the {level} level open.",
        )
        return replace(self, steps=self.steps + 1, current=probe, asides={})

    def _follow_up(self) -> "ProgressiveAssessment | None":
        """The question one level up or down, if there is one, a budget for it, and time."""
        topic, level = self._topic, self._topic.next_level
        if level is None or not self._has_room_for(QUESTION_SECONDS):
            return None
        known = [q for t in self.topics for q in t.questions]
        question = next((q for q in topic.follow_ups(level) if not q.resembles(known)), None)
        if question is None:
            return None
        signal = topic.answers[-1][1]
        why = f"{question.competency}: the answer before was {signal}, so {level} level next."
        asked = self._with_topic(replace(topic, asked=(*topic.asked, question.text)))
        return replace(asked, steps=self.steps + 1)._ask("follow_up", question, why)

    def _next_question(self) -> "ProgressiveAssessment":
        if not self._time_to_ask:
            return self._last_word("The time for questions is over.")
        if self.asked == len(self.topics):
            return self._last_word("Every core question was asked.")
        now = replace(self, asked=self.asked + 1)
        question = now._topic.question
        named = ", ".join(question.skills)
        reason = f"required skill{'s' * (len(question.skills) > 1)} {named}"
        why = f"{question.competency}: {reason if named else 'part of the role'}, asked of all."
        now = now._with_topic(replace(now._topic, asked=(question.text,)))
        return now._ask("question", question, why)

    def _ask(self, kind: Kind, question: CoreQuestion, why: str) -> "ProgressiveAssessment":
        current = Directive(
            kind=kind,
            text=question.text,
            competency=question.competency,
            level=question.level,
            question_id=question.id,
            why=why,
            number=self.asked,
            of=len(self.topics),
            intent=question.intent,
            skills=question.skills,
        )
        return replace(self, current=current, asides={})

    def _last_word(self, why: str) -> "ProgressiveAssessment":
        number = Directive("last_word", why=why, number=self.asked, of=len(self.topics))
        return replace(self, current=number, asides={})
