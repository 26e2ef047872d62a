"""Whether a quote was really said, and where (pure).

A quote counts if it stands in the text word for word, white space and upper or lower case
aside; nothing else is forgiven: no other punctuation, no left-out word, no half of a word.
"""

import unicodedata
import uuid
from dataclasses import dataclass
from typing import Any

LEAST_CHARACTERS = 8
"""Letters and digits that a quote needs; a shorter one is found in almost any answer."""
_CUT = "\0"


@dataclass(frozen=True)
class Span:
    """Characters ``start`` to ``end`` (exclusive) of a text."""

    start: int
    end: int


@dataclass(frozen=True)
class Evidence:
    """A span of one turn, with the words that stand there.

    Offsets count characters of the turn as it is evaluated: corrected, where it was corrected.
    """

    turn_id: uuid.UUID
    start: int
    end: int
    quote: str

    def to_json(self) -> dict[str, Any]:
        """As plain JSON values."""
        return {**vars(self), "turn_id": str(self.turn_id)}

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> "Evidence":
        """The inverse of ``to_json``."""
        return cls(**{**row, "turn_id": uuid.UUID(row["turn_id"])})


def evidence_in(turn_id: uuid.UUID, text: str, span: Span) -> Evidence:
    """``span`` of a turn's ``text``."""
    return Evidence(turn_id, span.start, span.end, text[span.start : span.end])


def find_span(text: str, quote: str) -> Span | None:
    """Where ``quote`` stands in ``text``, None if it does not or is too short to tell."""
    wanted, _ = _folded(quote.strip())
    if sum(map(str.isalnum, wanted)) < LEAST_CHARACTERS:
        return None
    whole, places = _folded(text)
    at = whole.find(wanted)
    return Span(places[at], places[at + len(wanted) - 1]) if at >= 0 else None


def _folded(text: str) -> tuple[str, list[int]]:
    """``text`` in lower case with single spaces, and the place of each character in ``text``.

    A ``_CUT`` marks every boundary of a word, so that one search finds whole words only, in linear
    time.
    """
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        if sign.isspace() and place and text[place - 1].isspace():
            continue
        folded = " " if sign.isspace() else sign.casefold().replace(_CUT, "")
        cut = "" if _in_a_word(text, place) else _CUT
        signs.append(cut + folded)
        places += [place] * len(cut + folded)
    return "".join(signs) + _CUT, [*places, len(text)]


def _in_a_word(text: str, place: int) -> bool:
    """Whether a cut before ``place`` would go through a word, a number or a letter."""
    if place in (0, len(text)):
        return False
    if unicodedata.combining(text[place]):
        return True
    return _spelt(text[place - 1]) and _spelt(text[place])


def _spelt(sign: str) -> bool:
    """Whether ``sign`` is of a script that parts words by spaces, or a digit."""
    return sign.isdigit() or sign.lower() != sign.upper()
