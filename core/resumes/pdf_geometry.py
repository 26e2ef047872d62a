"""Boxes, sizes and colours of what a PDF page draws (pure)."""

from pdfminer.layout import LTChar
from pdfminer.pdfinterp import Color, PDFGraphicState
from pdfminer.utils import Matrix, PathSegment, Rect, apply_matrix_pt

EVERYWHERE: Rect = (float("-inf"), float("-inf"), float("inf"), float("inf"))
_TINTS = ("Separation", "DeviceN", "Indexed", "Pattern")


def box_of(path: list[PathSegment], ctm: Matrix) -> Rect | None:
    """The box round the path on the page; None of a path without points."""
    corners = [
        apply_matrix_pt(ctm, (float(x), float(y)))
        for step in path
        for x, y in zip(step[1::2], step[2::2], strict=False)
    ]
    if not corners:
        return None
    xs, ys = zip(*corners, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def is_rectangle(path: list[PathSegment]) -> bool:
    """Whether the path has the four corners of an upright rectangle, and no others."""
    points = {tuple(step[1:3]) for step in path if len(step) >= 3}
    straight = all(step[0] in "mlh" for step in path)
    return straight and len(points) == 4 and len({x for x, _ in points}) == 2


def overlap(one: Rect, other: Rect) -> Rect:
    """The intersection of two boxes; left > right or bottom > top where it is empty."""
    return (
        max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])
    )  # fmt: skip


def holds(box: Rect, glyph: LTChar) -> bool:
    """Whether the glyph's middle lies in the box."""
    x, y = (glyph.x0 + glyph.x1) / 2, (glyph.y0 + glyph.y1) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def points_of(matrix: Matrix, fontsize: float) -> float:
    """The font size on paper, whichever way the text is turned."""
    a, b, c, d, _, _ = matrix
    return float(abs(fontsize) * abs(a * d - b * c) ** 0.5)


def is_white(state: PDFGraphicState, *, outline: bool = False) -> bool:
    """Whether shapes and glyphs are filled, or drawn in outline, with (nearly) white."""
    colour: Color = state.scolor if outline else state.ncolor
    if (state.scs if outline else state.ncs).name in _TINTS:
        return False
    if isinstance(colour, int | float):
        return colour > 0.96
    if len(colour) == 4:
        return all(isinstance(ink, int | float) and ink < 0.04 for ink in colour)
    return all(isinstance(light, int | float) and light > 0.96 for light in colour)
