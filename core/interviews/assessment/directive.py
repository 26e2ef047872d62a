"""What the interviewer is to say next (pure)."""

from dataclasses import dataclass
from typing import Any, Literal

from core.base_prompts.competency import Level

Kind = Literal["question", "follow_up", "probe", "last_word", "farewell"]
ASKING = frozenset({"question", "follow_up", "probe"})
"""The kinds that ask about a competency."""


@dataclass(frozen=True)
class Directive:
    """The next thing for the interviewer to say.

    Attributes:
        kind: a core question of the plan, a follow-up to it at another level, a probe on the
            answer before, the invitation to a last word, or the farewell, after which nothing
            is asked.
        text: the question or probe; empty for last_word and farewell.
        competency: what is asked about, None when closing.
        level: the question's level, None when closing.
        question_id: stable name of the question, None when closing.
        why: one sentence for the team.
        number: which core question this is, or is about, from 1.
        of: how many core questions there are.
        intent: what the question is meant to show; empty when closing.
        skills: the required skills that it is about.
    """

    kind: Kind
    text: str = ""
    competency: str | None = None
    level: Level | None = None
    question_id: str | None = None
    why: str = ""
    number: int = 0
    of: int = 0
    intent: str = ""
    skills: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """As plain JSON values."""
        level = str(self.level) if self.level else None
        return {**vars(self), "level": level, "skills": list(self.skills)}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Directive":
        """The inverse of ``to_json``."""
        level = Level(data["level"]) if data["level"] else None
        return cls(**{**data, "level": level, "skills": tuple(data.get("skills", ()))})
