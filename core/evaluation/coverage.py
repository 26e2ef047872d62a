"""Coverage: what was asked and answered, with the words that show it (pure).

It is no rating: it shows a reviewer where to look, and what was left out.
"""

import re
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Literal

from core.evaluation.evaluated_competencies import EvaluatedCompetency, skill_words
from core.evaluation.evidence import Evidence, evidence_in
from core.evaluation.quality import FEW_WORDS
from core.evaluation.transcript import Line, sentences
from core.interviews.assessment.answer_signals import says_not_done
from core.models import Speaker, TurnKind

MOST_SPANS = 6
"""Spans shown of one competency or skill."""
_ASKING = frozenset({TurnKind.OPENING, TurnKind.QUESTION, TurnKind.FOLLOW_UP, TurnKind.PROBE})


@dataclass(frozen=True)
class Coverage:
    """How far one competency or required skill was covered.

    Attributes:
        kind: what it is.
        name: of the competency or skill.
        competency: where it belongs; its own name for a competency.
        asked: ids of the turns that asked about it.
        answered: whether anything was answered about it, asked or not.
        spans: sentences of the answers that show it.
    """

    kind: Literal["competency", "skill"]
    name: str
    competency: str
    asked: tuple[uuid.UUID, ...]
    answered: bool
    spans: tuple[Evidence, ...]

    def to_json(self) -> dict[str, Any]:
        """As plain JSON values."""
        asked, spans = [str(turn) for turn in self.asked], [span.to_json() for span in self.spans]
        return {**vars(self), "asked": asked, "spans": spans}

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> "Coverage":
        """The inverse of ``to_json``."""
        asked = tuple(uuid.UUID(turn) for turn in row["asked"])
        spans = tuple(Evidence.from_json(span) for span in row["spans"])
        return cls(**{**row, "asked": asked, "spans": spans})


def cover(
    lines: Sequence[Line], competencies: Sequence[EvaluatedCompetency]
) -> tuple[Coverage, ...]:
    """Coverage of every competency, each followed by the required skills that belong to it."""
    found: list[Coverage] = []
    for competency in competencies:
        found.append(_competency(lines, competency))
        found += [_skill(lines, competency, skill) for skill in competency.rated.skills]
    return tuple(found)


def answers_about(lines: Sequence[Line], competency: EvaluatedCompetency) -> list[Line]:
    """The answers to its questions, and those words outside any question that are about it."""
    return [
        line
        for line in lines
        if line.is_answer
        and (
            line.competency == competency.name
            or (line.competency is None and competency.words.search(line.text))
        )
    ]


def _competency(lines: Sequence[Line], competency: EvaluatedCompetency) -> Coverage:
    asked = [line for line in lines if asks(line) and line.competency == competency.name]
    answers = [line for line in answers_about(lines, competency) if _says_something(line)]
    spans = list(islice(_mentions(answers, competency.words), MOST_SPANS)) or _beginnings(answers)
    return _coverage("competency", competency.name, competency, asked, bool(answers), spans)


def _skill(lines: Sequence[Line], competency: EvaluatedCompetency, skill: str) -> Coverage:
    words, ids = skill_words(skill), competency.ids_about(skill)
    asked = [line for line in lines if asks(line) and _is_about(line, competency, ids, words)]
    replies = [line for line in _answers_to(lines, asked) if _says_something(line)]
    answers = [line for line in lines if line.is_answer]
    spans = list(islice(_mentions(answers, words), MOST_SPANS)) or _beginnings(replies)
    return _coverage("skill", skill, competency, asked, bool(spans), spans)


def _is_about(
    line: Line, competency: EvaluatedCompetency, ids: frozenset[str], words: re.Pattern[str]
) -> bool:
    """Whether a question is one of ``ids``, a step that followed it, or names the skill."""
    if line.competency != competency.name:
        return False
    core_id = (line.question_id or "").partition("/")[0]
    return core_id in ids or words.search(line.text) is not None


def _coverage(
    kind: Literal["competency", "skill"],
    name: str,
    competency: EvaluatedCompetency,
    asked: Sequence[Line],
    answered: bool,
    spans: Sequence[Evidence],
) -> Coverage:
    turns = tuple(line.turn_id for line in asked)
    return Coverage(kind, name, competency.name, turns, answered, tuple(spans))


def asks(line: Line) -> bool:
    """Whether it asks the candidate something."""
    return line.speaker is Speaker.INTERVIEWER and line.kind in _ASKING


def _says_something(line: Line) -> bool:
    return line.words >= FEW_WORDS and not says_not_done(line.text)


def _answers_to(lines: Sequence[Line], asked: Sequence[Line]) -> Iterator[Line]:
    """The answers that follow one of ``asked``, up to the next question."""
    numbers = {line.number for line in asked}
    open_ = False
    for line in lines:
        if asks(line):
            open_ = line.number in numbers
        elif open_ and line.is_answer:
            yield line


def _mentions(answers: Sequence[Line], words: re.Pattern[str]) -> Iterator[Evidence]:
    for line in answers:
        for span in sentences(line.text):
            if words.search(line.text[span.start : span.end]):
                yield evidence_in(line.turn_id, line.text, span)


def _beginnings(answers: Sequence[Line]) -> list[Evidence]:
    """The first sentence of each answer, where none names what it is about."""
    firsts = ((line, next(sentences(line.text), None)) for line in answers[:MOST_SPANS])
    return [evidence_in(line.turn_id, line.text, span) for line, span in firsts if span]
