"""The progressive assessment: what to ask next, and how hard (pure).

Each topic starts at working level. A strong answer goes one level up, a weak one goes
one level down, a mixed one is probed once. A topic is settled when the boundary is
found: strong at one level and not at the next, or the end of the scale. The posting's
required skills come first; a skill that no competency of the bank is about becomes a
topic of its own. The same state and signal always give the same next step.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from core.prompts import BasePrompt, Level
from core.skills import question_shape
from core.topics import Signal, Topic, plan_topics

QUESTION_SECONDS = 110
"""Planned for asking a question and hearing its answer (answers of about two minutes)."""
CLOSING_SECONDS = 75
"""Always kept for the candidate's own last word and the goodbye."""
LEAST_QUESTION_SECONDS = 60
"""With less than this left before closing, no further question is begun."""
MOST_PER_TOPIC = 3


Kind = Literal["question", "probe", "last_word", "farewell"]


@dataclass(frozen=True)
class Directive:
    """The next thing for the interviewer to say.

    Attributes:
        kind: a question, a probe on the question before, the invitation to a last word,
            or the farewell, after which nothing is asked.
        text: the question or probe; empty for last_word and farewell.
        competency: the topic's name, None when closing.
        level: the question's level, None when closing.
        question_id: stable name of the question, None when closing.
        why: one sentence for the team.
        number: which question this is, from 1; a probe keeps its question's number.
        of: how many questions fit, as far as can be told now.
    """

    kind: Kind
    text: str = ""
    competency: str | None = None
    level: Level | None = None
    question_id: str | None = None
    why: str = ""
    number: int = 0
    of: int = 0

    def to_json(self) -> dict[str, Any]:
        """As plain JSON values."""
        return {k: str(v) if isinstance(v, Level) else v for k, v in vars(self).items()}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Directive":
        """The inverse of ``to_json``."""
        level = Level(data["level"]) if data["level"] else None
        return cls(**{**data, "level": level})


@dataclass(frozen=True)
class ProgressiveAssessment:
    """The whole state of the assessment of one interview; every step makes a new one.

    Attributes:
        topics: in the order in which they are asked.
        minutes: planned length of the interview.
        elapsed: seconds of talk so far (pauses do not count).
        current: what is being asked now.
    """

    topics: tuple[Topic, ...]
    minutes: int
    base_prompt: str
    elapsed: float = 0.0
    asked: int = 0
    current: Directive = field(default=Directive("last_word"))

    @classmethod
    def begin(
        cls,
        base: BasePrompt,
        skills: Sequence[str] = (),
        *,
        minutes: int = 20,
        technical: bool = True,
    ) -> "ProgressiveAssessment":
        """A new assessment, standing at its first question.

        Args:
            base: where the bank's competencies come from.
            skills: the posting's required skills, most important first.
            minutes: planned length, 1 or more.
            technical: False keeps every technical competency out.
        """
        topics = plan_topics(base, skills, technical=technical)
        return cls(topics, minutes, base.name)._advance()

    @property
    def done(self) -> bool:
        """Whether only the farewell is left."""
        return self.current.kind == "farewell"

    @property
    def seconds_left(self) -> float:
        """Seconds until the planned end, 0 or more."""
        return max(0.0, self.minutes * 60 - self.elapsed)

    def record(self, signal: Signal, elapsed: float) -> "ProgressiveAssessment":
        """The state after an answer to ``current``.

        Args:
            signal: how far the answer went.
            elapsed: seconds of talk since the interview began; never goes backwards.
        """
        now = replace(self, elapsed=max(self.elapsed, elapsed))
        if self.current.kind == "last_word" or self.done:
            return replace(now, current=Directive("farewell", why="The candidate had a last word."))
        if self.current.kind == "question" and signal is Signal.MIXED and now._time_to_ask:
            return replace(now, current=now._probe())
        return now._answered(signal)._advance()

    def skip(self, elapsed: float) -> "ProgressiveAssessment":
        """The state after ``current`` was passed over without an answer."""
        now = replace(self, elapsed=max(self.elapsed, elapsed))
        if self.current.kind in ("last_word", "farewell"):
            return now.record(Signal.WEAK, elapsed)
        return now._answered(Signal.MIXED)._advance()

    def end(self, elapsed: float) -> "ProgressiveAssessment":
        """The state in which only the farewell is left: the candidate ends the interview."""
        farewell = Directive("farewell", why="The candidate ended the interview.")
        return replace(self, elapsed=max(self.elapsed, elapsed), current=farewell)

    @property
    def _time_to_ask(self) -> bool:
        return self.seconds_left - CLOSING_SECONDS >= LEAST_QUESTION_SECONDS

    @property
    def _questions_left(self) -> int:
        by_time = int((self.seconds_left - CLOSING_SECONDS) // QUESTION_SECONDS)
        return max(by_time, 1) if self._time_to_ask else 0

    def _probe(self) -> Directive:
        topic = self._topic()
        level = self.current.level or Level.WORKING
        return replace(
            self.current,
            kind="probe",
            text=topic.competency.probes.at(level),
            question_id=f"{self.current.question_id}/probe",
            why=f"The answer on {topic.competency.name} left the {level} level open.",
        )

    def _topic(self) -> Topic:
        return next(t for t in self.topics if t.competency.name == self.current.competency)

    def _answered(self, signal: Signal) -> "ProgressiveAssessment":
        level = self.current.level or Level.WORKING
        topics = tuple(
            replace(topic, answers=(*topic.answers, (level, signal)))
            if topic.competency.name == self.current.competency
            else topic
            for topic in self.topics
        )
        return replace(self, topics=topics)

    def _share(self, index: int) -> int:
        """Questions that this topic may take so that every skill still gets one."""
        waiting = [t for t in self.topics[index + 1 :] if t.skill and not t.asked]
        spare = self._questions_left - len(waiting)
        if self.topics[index].skill is None:
            later = [t for t in self.topics[index + 1 :] if not t.asked]
            spare = self._questions_left - len(later) // 2
        return min(MOST_PER_TOPIC, max(1, spare + len(self.topics[index].asked)))

    def _advance(self) -> "ProgressiveAssessment":
        if self._time_to_ask:
            for index, topic in enumerate(self.topics):
                level = topic.next_level
                if level is None or len(topic.asked) >= self._share(index):
                    continue
                fresh = self._fresh_question(topic, level)
                if fresh is not None:
                    return self._ask(index, level, *fresh)
        why = "Every topic is settled." if self._time_to_ask else "The time for questions is over."
        return replace(self, current=self._last_word(why))

    def _last_word(self, why: str) -> Directive:
        return Directive("last_word", why=why, number=self.asked, of=self.asked)

    def _fresh_question(self, topic: Topic, level: Level) -> tuple[str, str] | None:
        """A question not asked before, not even about another skill.

        A skill that was not asked about at all would rather repeat a question's shape.
        """
        asked = [(q, t.name) for t in self.topics for q in t.asked]
        texts = {text for text, _ in asked}
        shapes = {question_shape(text, name) for text, name in asked}
        fresh = [(n, q) for n, q in enumerate(topic.questions(level), 1) if q not in texts]
        new = [(n, q) for n, q in fresh if question_shape(q, topic.name) not in shapes]
        if topic.skill and not topic.asked:
            new += fresh
        if not new:
            return None
        number, text = new[0]
        return f"{topic.competency.name}/{level}/{number}", text

    def _ask(
        self, index: int, level: Level, question_id: str, text: str
    ) -> "ProgressiveAssessment":
        topic = self.topics[index]
        asked = replace(topic, asked=(*topic.asked, text))
        number = self.asked + 1
        current = Directive(
            kind="question",
            text=text,
            competency=topic.competency.name,
            level=level,
            question_id=question_id,
            why=_why(topic, level),
            number=number,
            of=max(number, self.asked + self._questions_left),
        )
        topics = (*self.topics[:index], asked, *self.topics[index + 1 :])
        return replace(self, topics=topics, asked=number, current=current)

    def to_json(self) -> dict[str, Any]:
        """All that ``from_json`` needs, as plain JSON values."""
        return {
            "version": 1,
            "base_prompt": self.base_prompt,
            "minutes": self.minutes,
            "elapsed": self.elapsed,
            "asked": self.asked,
            "current": self.current.to_json(),
            "topics": [topic.to_json() for topic in self.topics],
        }

    @classmethod
    def from_json(cls, data: dict[str, Any], base: BasePrompt) -> "ProgressiveAssessment":
        """The state that ``to_json`` wrote; ``base`` is the base prompt that it names."""
        bank = {c.name: c for c in base.competencies}
        topics = tuple(Topic.from_json(row, bank) for row in data["topics"])
        return cls(
            topics,
            data["minutes"],
            data["base_prompt"],
            data["elapsed"],
            data["asked"],
            Directive.from_json(data["current"]),
        )


def _why(topic: Topic, level: Level) -> str:
    if not topic.answers:
        reason = f"required skill {topic.skill}" if topic.skill else "part of the role"
        return f"{topic.competency.name}: {reason}, begun at {level} level."
    last = topic.answers[-1][1]
    return f"{topic.competency.name}: the answer before was {last}, so {level} level next."
