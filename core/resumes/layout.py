"""The reading order of pieces of text on a page (pure).

A page is cut into bands of rows that share a gutter. Its two sides are read one after the other
where they are columns, and row by row where they are a table, or dates beside lines: sides whose
rows share their baselines and have no headings. Time is linear in the pieces, times the depth of
nested columns.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

GUTTER_POINTS = 9.0
"""Narrowest gap between columns; spaces of justified text are narrower."""
MAX_DEPTH = 6
HEADING = 1.15
"""How much larger than usual a heading is."""
ON_ONE_LINE = 0.8
"""In a table: share of the shorter side's rows that share a baseline with the other side."""

Span = tuple[float, float]


class Piece(NamedTuple):
    """Text on one line, with its box in points (y upward)."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def height(self) -> float:
        """Height of the letters, in points."""
        return self.y1 - self.y0


Row = list[Piece]


def in_reading_order(pieces: Iterable[Piece]) -> list[str]:
    """Paragraphs of lines, in the order in which a person reads them."""
    kept = [piece for piece in pieces if piece.text.strip()]
    if not kept:
        return []
    usual = median(piece.height for piece in kept)
    return [block for block in _paragraphs(_read(kept, usual, MAX_DEPTH)) if block]


def _read(pieces: Sequence[Piece], usual: float, depth: int) -> Iterator[Row]:
    """The rows of a region, in order."""
    for rows, gutter in _bands(_rows(pieces)):
        if gutter is None or not depth:
            yield from rows
            continue
        sides = _sides(rows, gutter)
        if _is_table(*sides, usual):
            yield from _records(rows, gutter, usual)
        else:
            for side in sides:
                yield from _read(side, usual, depth - 1)


def _rows(pieces: Sequence[Piece]) -> list[Row]:
    """Pieces that stand side by side, from the top, each row from the left."""
    rows: list[Row] = []
    for piece in sorted(pieces, key=lambda piece: -(piece.y0 + piece.y1)):
        middle = (piece.y0 + piece.y1) / 2
        if rows and rows[-1][0].y0 < middle < rows[-1][0].y1:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda piece: piece.x0) for row in rows]


def _bands(rows: Sequence[Row]) -> Iterator[tuple[list[Row], Span | None]]:
    """Rows that share a gutter, and the widest that they share."""
    band: list[Row] = []
    shared: list[Span] = []
    for row in rows:
        gaps = _gaps(row)
        still = _common(shared, gaps) if band else gaps
        if band and not still:
            yield _band(band, shared)
            band, still = [], gaps
        band.append(row)
        shared = still
    if band:
        yield _band(band, shared)


def _band(rows: list[Row], shared: Sequence[Span]) -> tuple[list[Row], Span | None]:
    parting = [gutter for gutter in shared if _parts(rows, gutter)]
    return rows, max(parting, key=lambda gap: gap[1] - gap[0], default=None)


def _parts(rows: Sequence[Row], gutter: Span) -> bool:
    """Whether two or more rows stand on both sides."""
    left = sum(row[0].x1 <= gutter[0] for row in rows)
    right = sum(row[-1].x0 >= gutter[1] for row in rows)
    return min(left, right) > 1


def _gaps(row: Row) -> list[Span]:
    """The gaps of a row, its outer sides included."""
    ends = [float("-inf")]
    for piece in row:
        ends.append(max(ends[-1], piece.x1))
    starts = [*(piece.x0 for piece in row), float("inf")]
    spans = zip(ends, starts, strict=True)
    return [(end, start) for end, start in spans if start - end >= GUTTER_POINTS]


def _common(some: Sequence[Span], others: Sequence[Span]) -> list[Span]:
    """Gaps that both lists have; both are sorted."""
    common = []
    i = j = 0
    while i < len(some) and j < len(others):
        start, end = max(some[i][0], others[j][0]), min(some[i][1], others[j][1])
        if end - start >= GUTTER_POINTS:
            common.append((start, end))
        if some[i][1] < others[j][1]:
            i += 1
        else:
            j += 1
    return common


def _sides(rows: Sequence[Row], gutter: Span) -> tuple[list[Piece], list[Piece]]:
    pieces = [piece for row in rows for piece in row]
    left = [piece for piece in pieces if piece.x1 <= gutter[0]]
    return left, [piece for piece in pieces if piece.x0 >= gutter[1]]


def _is_table(left: Sequence[Piece], right: Sequence[Piece], usual: float) -> bool:
    if all(any(piece.height > usual * HEADING for piece in side) for side in (left, right)):
        return False
    fewer, more = sorted((_rows(left), _rows(right)), key=len)
    lines = sorted(piece.y0 for row in more for piece in row)
    common = sum(any(_near(piece.y0, lines, usual) for piece in row) for row in fewer)
    return common >= len(fewer) * ON_ONE_LINE


def _near(y: float, lines: Sequence[float], usual: float) -> bool:
    place = bisect_left(lines, y - usual / 5)
    return place < len(lines) and lines[place] <= y + usual / 5


def _records(rows: Sequence[Row], gutter: Span, usual: float) -> Iterator[Row]:
    """A table's rows, each cell whole where it runs over several lines."""
    whole = [number for number, row in enumerate(rows) if all(_sides([row], gutter))]
    first, last = (whole[0], whole[-1]) if whole else (len(rows), 0)
    yield from rows[:first]
    edge = _edge([_room(*pair) for pair in pairwise(rows[first : last + 1])], usual)
    for record in _by_room(rows[first:], edge):
        sides = _sides(record, gutter)
        if len(record) > 1 and all(sides):
            yield [_together(_read(side, usual, 1)) for side in sides]
        else:
            yield from record


def _edge(rooms: Sequence[float], usual: float) -> float:
    """Limit in points: more space means a new table row, less a new line of the same cell."""
    least, most = min(rooms, default=0), max(rooms, default=0)
    return (least + most) / 2 if most - least > usual / 4 else min(least, 0) - 1


def _by_room(rows: Sequence[Row], edge: float) -> list[list[Row]]:
    groups = [[row] for row in rows[:1]]
    for before, row in pairwise(rows):
        if _room(before, row) > edge:
            groups.append([row])
        else:
            groups[-1].append(row)
    return groups


def _together(rows: Iterable[Row]) -> Piece:
    pieces = [piece for row in rows for piece in row]
    return Piece(
        "\n".join(piece.text for piece in pieces),
        min(piece.x0 for piece in pieces),
        min(piece.y0 for piece in pieces),
        max(piece.x1 for piece in pieces),
        max(piece.y1 for piece in pieces),
    )


def _paragraphs(rows: Iterable[Row]) -> Iterator[str]:
    """Rows as text, in blocks that are separated by space."""
    block: list[str] = []
    before: Row | None = None
    for row in rows:
        if before is not None and not -1 < _room(before, row) < _height(row) * 0.6:
            yield "\n".join(block)
            block = []
        block.append(" ".join(piece.text.strip() for piece in row))
        before = row
    yield "\n".join(block)


def _room(above: Row, below: Row) -> float:
    return _bottom(above) - _top(below)


def _top(row: Row) -> float:
    return max(piece.y1 for piece in row)


def _bottom(row: Row) -> float:
    return min(piece.y0 for piece in row)


def _height(row: Row) -> float:
    return min(piece.height for piece in row)
