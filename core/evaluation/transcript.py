"""The transcript as it is evaluated: lines with the candidate's corrections applied (pure)."""

import re
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from core.evaluation.evidence import Span
from core.models import InputMode, Speaker, Turn, TurnKind
from core.text.characters import without_bidi_controls

LONGEST_SPAN = 320
"""Characters of one piece of an answer; speech without full stops is cut at words."""
_SENTENCE = re.compile(r"\S.*?(?:(?<![.!?…])[.!?…]++(?=\s|$)|[。！？]+|(?=\n)|$)", re.DOTALL)
_UNSPACED = "\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff"
"""Thai, Lao, kana and Chinese characters: two of them are counted as a word."""
_WORD = re.compile(rf"[{_UNSPACED}]{{1,2}}|[^\W_{_UNSPACED}]+(?:['’][^\W_]+)?")


@dataclass(frozen=True)
class Line:
    """One turn as it is evaluated.

    ``confidence`` is the transcriber's (0 to 1), None where it gave none or nothing was
    transcribed.
    """

    turn_id: uuid.UUID
    number: int
    speaker: Speaker
    kind: TurnKind
    mode: InputMode
    text: str
    competency: str | None
    question_id: str | None
    confidence: float | None

    @property
    def is_answer(self) -> bool:
        """Whether it is the candidate's answer to something."""
        return self.speaker is Speaker.CANDIDATE and self.kind is TurnKind.ANSWER

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(_WORD.findall(self.text))


def turn_text(turn: Turn) -> str:
    """The text of a turn that counts: the candidate's own correction, where there is one.

    Characters that change the direction of a line are replaced; positions stay the same.
    """
    return without_bidi_controls(turn.text if turn.corrected_text is None else turn.corrected_text)


def lines_of(turns: Iterable[Turn]) -> tuple[Line, ...]:
    """The turns as they are evaluated; a corrected line counts as certain, like a typed one."""
    return tuple(
        Line(
            turn.id,
            turn.number,
            turn.speaker,
            turn.kind,
            turn.mode,
            turn_text(turn),
            turn.competency,
            turn.question_id,
            turn.confidence if turn.corrected_text is None else None,
        )
        for turn in turns
    )


def sentences(text: str) -> Iterator[Span]:
    """The sentences of ``text``, long ones in pieces of at most ``LONGEST_SPAN`` characters."""
    for match in _SENTENCE.finditer(text):
        start, end = match.span()
        while end - start > LONGEST_SPAN:
            cut = text.rfind(" ", start + 1, start + LONGEST_SPAN)
            cut = cut if cut > start else start + LONGEST_SPAN
            yield Span(start, cut)
            start = cut + 1 if text[cut] == " " else cut
        if text[start:end].strip():
            yield Span(start, end)
