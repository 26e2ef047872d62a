"""Two texts side by side: which lines differ, and within them which words (pure)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Indel

from core.text.alignment import aligned

LONGEST_LINE = 2_000
"""Characters; longer lines are not compared word by word."""
_ALIKE = 0.5
"""Share of common words from which two lines count as one line that was changed."""
_WORD = re.compile(r"\s*(?:\w+|[^\w\s])|\s+")
"""A word with the space before it: spaces of their own would make any two lines similar."""


class Change(StrEnum):
    """What became of a line."""

    SAME = "same"
    CHANGED = "changed"
    REMOVED = "removed"
    ADDED = "added"
    FOLDED = "folded"
    """Stands for unchanged lines that are not shown."""


@dataclass(frozen=True)
class Span:
    """A piece of a line; ``changed`` where the other side does not have it."""

    text: str
    changed: bool = False


@dataclass(frozen=True)
class Cell:
    """One line of one side; ``number`` counts from 1, and the spans make up the line."""

    number: int
    spans: tuple[Span, ...]

    @property
    def text(self) -> str:
        """The whole line."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True)
class Row:
    """Lines that stand beside each other; ``left`` is None where the line was added.

    ``folded`` counts the unchanged lines that a FOLDED row, which has no cells, stands for.
    """

    change: Change
    left: Cell | None = None
    right: Cell | None = None
    folded: int = 0


def side_by_side(before: str, after: str, *, context: int | None = None) -> list[Row]:
    """The lines of both texts, aligned.

    Args:
        context: unchanged lines kept round each change, the others are folded; None keeps all.
    """
    left, right = _lines(before), _lines(after)
    rows: list[Row] = []
    for _, left_lines, right_lines in aligned(left, right):
        rows += _block(left, right, left_lines, right_lines)
    return rows if context is None else list(_folded(rows, context))


def changed_lines(rows: Sequence[Row]) -> tuple[int, int]:
    """How many lines the left side alone has, and how many the right side alone."""
    different = [row for row in rows if row.change not in (Change.SAME, Change.FOLDED)]
    return sum(row.left is not None for row in different), sum(
        row.right is not None for row in different
    )


def _lines(text: str) -> list[str]:
    return text.split("\n") if text else []


def _block(
    left: Sequence[str], right: Sequence[str], left_lines: range, right_lines: range
) -> Iterator[Row]:
    """Lines at the same place of a block stand beside each other."""
    for place in range(max(len(left_lines), len(right_lines))):
        mine = left_lines[place] if place < len(left_lines) else None
        yours = right_lines[place] if place < len(right_lines) else None
        if mine is None and yours is not None:
            yield Row(Change.ADDED, right=_whole(yours, right[yours], changed=True))
        elif yours is None and mine is not None:
            yield Row(Change.REMOVED, left=_whole(mine, left[mine], changed=True))
        elif mine is not None and yours is not None:
            yield _pair(mine, left[mine], yours, right[yours])


def _whole(index: int, line: str, *, changed: bool) -> Cell:
    return Cell(index + 1, (Span(line, changed),) if line else ())


def _pair(mine: int, before: str, yours: int, after: str) -> Row:
    if before == after:
        left, right = (_whole(mine, before, changed=False), _whole(yours, after, changed=False))
        return Row(Change.SAME, left, right)
    longest = max(len(before), len(after))
    left_words, right_words = (_WORD.findall(line[: LONGEST_LINE + 1]) for line in (before, after))
    if longest > LONGEST_LINE or Indel.normalized_similarity(left_words, right_words) < _ALIKE:
        left, right = (_whole(mine, before, changed=True), _whole(yours, after, changed=True))
        return Row(Change.CHANGED, left, right)
    parts = list(aligned(left_words, right_words))
    return Row(
        Change.CHANGED,
        Cell(mine + 1, _spans(left_words, [(equal, places) for equal, places, _ in parts])),
        Cell(yours + 1, _spans(right_words, [(equal, places) for equal, _, places in parts])),
    )


def _spans(words: Sequence[str], parts: Sequence[tuple[bool, range]]) -> tuple[Span, ...]:
    return tuple(
        Span("".join(words[place] for place in places), not equal)
        for equal, places in parts
        if places
    )


def _folded(rows: Sequence[Row], context: int) -> Iterator[Row]:
    different = [index for index, row in enumerate(rows) if row.change is not Change.SAME]
    near = {
        index
        for place in different
        for index in range(max(0, place - context), min(len(rows), place + context + 1))
    }
    waiting: list[Row] = []
    for index, row in enumerate(rows):
        if index in near:
            yield from _fold(waiting)
            waiting = []
            yield row
        else:
            waiting.append(row)
    yield from _fold(waiting)


def _fold(rows: Sequence[Row]) -> Sequence[Row]:
    """One line is shown rather than folded: the fold would take as much room."""
    return rows if len(rows) < 2 else [Row(Change.FOLDED, folded=len(rows))]
