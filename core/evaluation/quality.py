"""Whether a transcript is good enough to evaluate (pure).

It judges the transcription, never the person: a typed answer is exact, however short.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from core.evaluation.transcript import Line
from core.models import InputMode
from core.text.dates import many

LOW_CONFIDENCE = 0.5
"""Below this (0 to 1) the transcriber doubts what it wrote. Of sentences in rising noise the local
one got most right above it; below it, a fifth of the words and more were wrong."""
FEW_WORDS = 3
"""A spoken answer of fewer words is nearly empty: a noise, or the rest was lost."""
TOO_MUCH = 0.5
"""Share of unclear answers from which on an evaluation would rest on guesses."""
LEAST_WORDS = 15
"""Words of all answers together that an evaluation needs."""

Why = Literal["low_confidence", "near_empty"]


@dataclass(frozen=True)
class Mark:
    """An answer that may not be what was said."""

    turn_id: str
    number: int
    why: Why


@dataclass(frozen=True)
class Quality:
    """What was found about a transcript.

    Attributes:
        answers: how many answers there are.
        words: in all of them.
        marks: the answers that are unclear, in order.
        refusal: why no evaluation can rest on it, in words; None where one can.
    """

    answers: int = 0
    words: int = 0
    marks: tuple[Mark, ...] = ()
    refusal: str | None = None

    def to_json(self) -> dict[str, Any]:
        """As plain JSON values."""
        return {**vars(self), "marks": [vars(mark) for mark in self.marks]}

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> "Quality":
        """The inverse of ``to_json``; an empty row gives an empty transcript's."""
        return cls(**{**row, "marks": tuple(Mark(**mark) for mark in row.get("marks", ()))})


def assess_quality(lines: Sequence[Line]) -> Quality:
    """The quality of a transcript."""
    answers = [line for line in lines if line.is_answer]
    marks = tuple(
        Mark(str(line.turn_id), line.number, why)
        for line in answers
        if (why := _unclear(line)) is not None
    )
    words = sum(line.words for line in answers)
    return Quality(len(answers), words, marks, _refusal(len(answers), len(marks), words))


def _unclear(line: Line) -> Why | None:
    if line.mode is not InputMode.VOICE:
        return None
    if line.words < FEW_WORDS:
        return "near_empty"
    if line.confidence is not None and line.confidence < LOW_CONFIDENCE:
        return "low_confidence"
    return None


def _refusal(answers: int, unclear: int, words: int) -> str | None:
    if not answers:
        return "No question was answered, so there is nothing to evaluate."
    if unclear / answers >= TOO_MUCH:
        verb = "was" if unclear == 1 else "were"
        which = "The only answer" if answers == 1 else f"{unclear} of {answers} answers"
        return f"{which} {verb} not heard clearly enough, so an evaluation would rest on guesses."
    if words < LEAST_WORDS:
        return f"All answers together have {many(words, 'word')}: too few to evaluate."
    return None
