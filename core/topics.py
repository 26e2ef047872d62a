"""What an interview is about: its topics, and how far each was answered (pure)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from core.prompts import BasePrompt, Competency, Level
from core.skills import matches, skill_competency
from core.skills.reading import key_of, within

MOST_SKILLS = 30
"""Required skills that become topics; more than an interview has time for."""


class Signal(StrEnum):
    """How far the last answer went; it steers difficulty and is never shown as a grade."""

    WEAK = "weak"
    MIXED = "mixed"
    STRONG = "strong"


@dataclass(frozen=True)
class Topic:
    """A competency of this interview and what is known of it so far.

    ``skill`` is the posting's skill that brought it in, None for a bank competency that
    no skill names. ``answers`` holds (level, signal) of each finished question.
    """

    competency: Competency
    skill: str | None = None
    asked: tuple[str, ...] = ()
    answers: tuple[tuple[Level, Signal], ...] = ()

    @property
    def name(self) -> str:
        """What the topic is about, as its questions name it."""
        return self.skill or self.competency.name

    @property
    def next_level(self) -> Level | None:
        """The level to ask at next; None once the boundary is found."""
        if not self.answers:
            return Level.WORKING
        level, signal = self.answers[-1]
        if signal is Signal.MIXED:
            return None
        step = level.above if signal is Signal.STRONG else level.below
        seen = {at for at, _ in self.answers}
        return None if step is None or step in seen else step

    @property
    def estimate(self) -> Level | None:
        """The highest level answered strongly (or partly), None if there is none."""
        reached = [level for level, signal in self.answers if signal is not Signal.WEAK]
        return max(reached, key=list(Level).index, default=None)

    def questions(self, level: Level) -> list[str]:
        """Questions of ``level``: those that name the posting's skill come first."""
        bank = list(self.competency.questions.at(level))
        if self.skill is None:
            return bank
        own = skill_competency(self.skill, technical_role=self.competency.technical)
        named = [q for q in bank if within(key_of(self.skill), key_of(q))]
        others = [q for q in bank if q not in named]
        return list(dict.fromkeys(named + list(own.questions.at(level)) + others))

    def to_json(self) -> dict[str, Any]:
        """As plain JSON values."""
        return {
            "name": self.competency.name,
            "technical": self.competency.technical,
            "skill": self.skill,
            "asked": list(self.asked),
            "answers": [[str(level), str(signal)] for level, signal in self.answers],
        }

    @classmethod
    def from_json(cls, row: dict[str, Any], bank: Mapping[str, Competency]) -> "Topic":
        """The inverse of ``to_json``; ``bank`` holds the base prompt's competencies by name."""
        # A base prompt may have been edited since: its topics go on as skills of their own.
        competency = bank.get(row["name"]) or skill_competency(
            row["name"], technical_role=row["technical"]
        )
        answers = tuple((Level(level), Signal(signal)) for level, signal in row["answers"])
        return cls(competency, row["skill"], tuple(row["asked"]), answers)


def plan_topics(
    base: BasePrompt, skills: Sequence[str], *, technical: bool
) -> tuple[Topic, ...]:  # fmt: skip
    """The topics of an interview: the skills' own first, in order, then the rest of the bank."""
    bank = [c for c in base.competencies if technical or not c.technical]
    topics: dict[str, Topic] = {}
    for skill in list(skills)[:MOST_SKILLS]:
        about = next((c for c in bank if matches(skill, c)), None)
        competency = about or skill_competency(skill, technical_role=technical)
        topics.setdefault(competency.name, Topic(competency, skill))
    for competency in bank:
        topics.setdefault(competency.name, Topic(competency))
    return tuple(topics.values())
