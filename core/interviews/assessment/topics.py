"""A core question, the follow-ups to it, and how far each was answered (pure)."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from core.base_prompts.competency import Competency, Level
from core.base_prompts.library import BasePrompt
from core.interviews.plans.interview_plan import CoreQuestion, InterviewPlan
from core.interviews.plans.question_bank import (
    competency_named,
    intent_of,
    questions_about,
    source_of,
)


class Signal(StrEnum):
    """How far the last answer went; it steers difficulty and is never shown as a grade."""

    WEAK = "weak"
    MIXED = "mixed"
    STRONG = "strong"


@dataclass(frozen=True)
class Topic:
    """A core question with all that was asked and answered about it so far.

    Attributes:
        question: from the plan.
        competency: where follow-ups and probes come from.
        asked: what was asked, the core question first.
        answers: (level, signal) of each finished question.
    """

    question: CoreQuestion
    competency: Competency
    asked: tuple[str, ...] = ()
    answers: tuple[tuple[Level, Signal], ...] = ()

    @property
    def next_level(self) -> Level | None:
        """The level of a follow-up; None once the boundary between levels is found."""
        if not self.answers:
            return None
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

    @property
    def questions(self) -> list[CoreQuestion]:
        """The core question, and the follow-ups that were asked."""
        return [self.question, *(replace(self.question, text=text) for text in self.asked[1:])]

    def probe(self, level: Level) -> str:
        """What is asked to hear more about the question that was asked last."""
        text = self.asked[-1]
        return source_of(text, self.competency, self.question.skills).probe_of(text, level)

    def follow_ups(self, level: Level) -> list[CoreQuestion]:
        """What could be asked at ``level``, in the form of core questions to compare them."""
        return [
            CoreQuestion(
                id=f"{self.question.id}/{level}/{number}",
                competency=self.question.competency,
                level=level,
                text=text,
                intent=intent_of(level, self.question.competency, self.question.skills),
                skills=self.question.skills,
                anchors=self.question.anchors,
            )
            for number, text in enumerate(
                questions_about(self.competency, self.question.skills, level), 1
            )
        ]

    def to_json(self) -> dict[str, Any]:
        """What was asked and answered, as plain JSON values; the question is the plan's."""
        return {
            "asked": list(self.asked),
            "answers": [[str(level), str(signal)] for level, signal in self.answers],
        }


def topics_of(plan: InterviewPlan, base: BasePrompt) -> tuple[Topic, ...]:
    """A topic for each core question of ``plan``; ``base`` is the base prompt that it names."""
    return tuple(
        Topic(
            question,
            competency_named(question.competency, question.skills, base, technical=plan.technical),
        )
        for question in plan.questions
    )


def topic_from_json(row: dict[str, Any], topic: Topic) -> Topic:
    """``topic`` with what ``Topic.to_json`` wrote of it."""
    answers = tuple((Level(level), Signal(signal)) for level, signal in row["answers"])
    return Topic(topic.question, topic.competency, tuple(row["asked"]), answers)
