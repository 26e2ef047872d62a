"""A competency of a role: what is asked about it, how far to follow up, and how it is rated."""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, model_validator

Line = Annotated[str, Field(min_length=8)]


class Level(StrEnum):
    """Difficulty of a question, lowest first."""

    FOUNDATION = "foundation"
    WORKING = "working"
    EXPERT = "expert"

    @property
    def above(self) -> "Level | None":
        """The next level up, None at the top."""
        order = list(Level)
        index = order.index(self) + 1
        return order[index] if index < len(order) else None

    @property
    def below(self) -> "Level | None":
        """The next level down, None at the bottom."""
        order = list(Level)
        index = order.index(self) - 1
        return order[index] if index >= 0 else None


class Strict(BaseModel):
    """A part of a file: nothing else may stand in it, and it never changes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Questions(Strict):
    """The questions of one competency, by level."""

    foundation: Annotated[tuple[Line, ...], Field(min_length=2)]
    working: Annotated[tuple[Line, ...], Field(min_length=2)]
    expert: Annotated[tuple[Line, ...], Field(min_length=2)]

    def at(self, level: Level) -> tuple[str, ...]:
        """The questions of ``level``, in the file's order."""
        found: tuple[str, ...] = getattr(self, level.value)
        return found


class Probes(Strict):
    """One neutral follow-up per level, the same for a good and a poor answer."""

    foundation: Line
    working: Line
    expert: Line

    def at(self, level: Level) -> str:
        """The probe of ``level``."""
        found: str = getattr(self, level.value)
        return found


class Anchors(Strict):
    """What an observer hears at ratings 1, 3 and 5 (behaviourally anchored rating scale)."""

    one: Annotated[Line, Field(alias="1")]
    three: Annotated[Line, Field(alias="3")]
    five: Annotated[Line, Field(alias="5")]


class Question(Strict):
    """A question with everything that is its own.

    Attributes:
        level: how hard it is.
        text: what is asked.
        intent: what an answer shows, for the team.
        rewording: the same said more plainly, for "what do you mean?".
        probes: neutral follow-ups, the first asked first.
        anchors: what is heard in an answer to it rated 1, 3 and 5.
    """

    level: Level
    text: Line
    intent: Line
    rewording: Line
    probes: Annotated[tuple[Line, ...], Field(min_length=2, max_length=3)]
    anchors: Anchors


ANY_PROBES = Probes(
    foundation="What did you do yourself there?",
    working="Which part of that was yours?",
    expert="What spoke against doing it that way?",
)
"""What is asked after a question that has no probes of its own, such as one the team wrote."""


class Competency(Strict):
    """Something the role needs, how it is asked about and how it is rated.

    ``technical`` is true where asking it makes sense only of somebody who builds software.
    A file gives either ``questions`` as tables, each a ``Question``, or lists of questions by level
    with probes and anchors for all of them.
    """

    name: Annotated[str, Field(min_length=3, max_length=60)]
    technical: bool
    keywords: Annotated[tuple[Annotated[str, Field(min_length=1)], ...], Field(min_length=3)]
    own: tuple[Question, ...] = ()
    questions: Questions
    probes: Probes
    anchors: Anchors

    @model_validator(mode="before")
    @classmethod
    def _from_tables(cls, given: Any) -> Any:
        if not isinstance(given, dict) or not isinstance(given.get("questions"), list):
            return given
        own = TypeAdapter(tuple[Question, ...]).validate_python(given["questions"])
        texts = {str(at): tuple(q.text for q in own if q.level is at) for at in Level}
        working = next((q.anchors for q in own if q.level is Level.WORKING), None)
        return {"probes": ANY_PROBES, "anchors": working, **given, "own": own, "questions": texts}

    def question(self, text: str) -> Question | None:
        """The question with this ``text``, if what is its own is known."""
        return next((question for question in self.own if question.text == text), None)

    def anchors_of(self, text: str) -> Anchors:
        """The anchors of the question with this ``text``."""
        question = self.question(text)
        return question.anchors if question else self.anchors

    def probe_of(self, text: str, level: Level) -> str:
        """What is asked after the question with this ``text``."""
        question = self.question(text)
        return question.probes[0] if question else self.probes.at(level)
