"""The interview plan: what every candidate of a posting is asked (pure).

The core questions are the same for everybody, in the same order. Between them stand a limited
number of adaptive steps (a probe, or a question one level up or down), which alone depend on
the answers.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from pydantic import ConfigDict, TypeAdapter
from pydantic.dataclasses import dataclass

from core.base_prompts.competency import Anchors, Level
from core.interviews.plans.question_bank import shapes_of
from core.text.untrusted_text import clean_skills

QUESTION_SECONDS = 110
"""Planned for asking a question and hearing its answer (answers of about two minutes)."""
PROBE_SECONDS = 60
"""Planned for a probe and what the candidate adds."""
CORE_SECONDS = QUESTION_SECONDS + PROBE_SECONDS
"""Planned for a core question with room for an adaptive step."""
CLOSING_SECONDS = 75
"""Always kept for the candidate's own last word and the goodbye."""
_STRICT = ConfigDict(extra="forbid")


@dataclass(frozen=True, config=_STRICT)
class CoreQuestion:
    """A question that every candidate is asked.

    Attributes:
        id: names the question within its plan and the plan's later versions.
        competency: what the answer is rated for.
        level: how hard it is.
        text: as it is to be asked.
        intent: what the question is meant to show.
        skills: the posting's required skills that it is about.
        anchors: what is heard in an answer rated 1, 3 and 5.
    """

    id: str
    competency: str
    level: Level
    text: str
    intent: str
    skills: tuple[str, ...]
    anchors: Anchors

    @property
    def shapes(self) -> frozenset[str]:
        """Its wordings to compare it by: core.interviews.plans.question_bank.shapes_of."""
        return shapes_of(self.text, self.skills or (self.competency,))

    def resembles(self, others: Iterable["CoreQuestion"]) -> bool:
        """Whether one of ``others`` is the same question, perhaps about another skill."""
        return any(not self.shapes.isdisjoint(other.shapes) for other in others)


@dataclass(frozen=True, config=_STRICT)
class InterviewPlan:
    """The plan of an interview.

    Attributes:
        base_prompt: name of the base prompt.
        base_prompt_version: its version, see ``core.base_prompts.library.BasePrompt``.
        minutes: planned length.
        technical: False keeps every technical competency out.
        questions: the core, in the order in which it is asked.
        probes: how many adaptive steps there may be in all.
    """

    base_prompt: str
    base_prompt_version: str
    minutes: int
    technical: bool
    questions: tuple[CoreQuestion, ...]
    probes: int

    def __post_init__(self) -> None:
        """Refuse a plan in which two questions have one name."""
        if len({question.id for question in self.questions}) < len(self.questions):
            raise ValueError("two questions of a plan have the same id")

    @property
    def skills(self) -> frozenset[str]:
        """Every required skill that a question is about."""
        return frozenset(skill for question in self.questions for skill in question.skills)

    @property
    def competencies(self) -> tuple[str, ...]:
        """What is rated, in the order of the questions."""
        return tuple(dict.fromkeys(question.competency for question in self.questions))

    def to_json(self) -> dict[str, Any]:
        """As plain JSON values."""
        made: dict[str, Any] = _PLAN.dump_python(self, mode="json", by_alias=True)
        return made

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "InterviewPlan":
        """The inverse of ``to_json``.

        Raises:
            ValueError: naming the key that is unknown, missing or wrong.
        """
        return _PLAN.validate_python(data)


_PLAN = TypeAdapter(InterviewPlan)


def uncovered(plan: InterviewPlan, skills: Sequence[str] | None) -> list[str]:
    """The required skills that no question of ``plan`` is about."""
    asked = {skill.casefold() for skill in plan.skills}
    return [skill for skill in clean_skills(skills) if skill.casefold() not in asked]


def next_id(questions: Iterable[CoreQuestion]) -> str:
    """An id that none of ``questions`` has."""
    taken = [int(q.id[1:]) for q in questions if re.fullmatch(r"q\d{1,6}", q.id)]
    return f"q{max(taken, default=0) + 1}"
