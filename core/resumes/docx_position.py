"""Finds text that a DOCX places off the page or cuts off (pure).

Word computes the layout when it opens a document, so only positions that are written down are
known: those of indents, frames, tables and boxes. Elements are matched without their namespace, as
Word's "strict" files use another one.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

OFF_PAGE, CUT_OFF = "outside of the page", "outside of its frame"
SMALLEST = 3.0
"""Points of a line's, a row's or a box's size under which nothing can be read."""
TWIP, EMU = 1 / 20, 1 / 12_700
"""In points."""
_UNITS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "pc": 12.0, "px": 0.75, "": 0.75}
_LENGTH = re.compile(r"(-?\d{1,6}(?:\.\d{1,6})?)(pt|in|cm|mm|pc|px|)")
_FROM_PAGE = ("page", "leftMargin", "topMargin")
KNOWN = (*_FROM_PAGE, "margin")
"""Origins of a position that do not depend on the text."""

Element = Any
"""An lxml element; lxml has no types."""
Box = tuple[float, float, float, float]
"""Left, top, right and bottom, in points from the page's corner."""


@dataclass(frozen=True)
class Page:
    """A page in points, as large as the largest of the document."""

    width: float = 612.0
    height: float = 792.0
    left: float = 72.0
    top: float = 72.0
    right: float = 72.0

    @classmethod
    def of(cls, body: Element) -> "Page":
        """The page of a document's body."""
        sizes = [_numbers(one, ("w", "h")) for one in body.iter("{*}pgSz")]
        margins = [_numbers(one, ("left", "top", "right")) for one in body.iter("{*}pgMar")]
        width = max((size.get("w", 0) * TWIP for size in sizes), default=0) or cls.width
        height = max((size.get("h", 0) * TWIP for size in sizes), default=0) or cls.height
        last = {name: value * TWIP for name, value in (margins[-1] if margins else {}).items()}
        return cls(width, height, **last)

    def beside(self, left: float, right: float) -> bool:
        """Whether a box from ``left`` to ``right`` (points) is completely off the page."""
        return right <= 0 or left >= self.width

    def starts_beside(self, left: float) -> bool:
        """Whether a line that starts at ``left`` (points) is off the page, even if it is long."""
        return left <= -self.width / 2 or left >= self.width


def local(element: Element) -> str:
    """The element's name without its namespace."""
    return str(etree.QName(element).localname)


def attribute(element: Element | None, name: str) -> str:
    """An attribute in whichever namespace; "" if there is none."""
    if element is None:
        return ""
    names = (key for key in element.attrib if etree.QName(key).localname == name)
    return next((str(element.get(key)) for key in names), "")


def number(text: str | None) -> float | None:
    """A whole number as XML writes it, None for anything else."""
    return float(text) if text and re.fullmatch(r"-?\d{1,12}", text) else None


def _numbers(element: Element, names: Iterable[str]) -> dict[str, float]:
    found = {name: number(attribute(element, name)) for name in names}
    return {name: value for name, value in found.items() if value is not None}


def _first(sources: Iterable[Element | None], child: str, *names: str) -> str | None:
    """The attribute ``names`` of the property ``child`` in the first source that sets it."""
    for source in sources:
        found = source.find(f"{{*}}{child}") if source is not None else None
        for name in names:
            if text := attribute(found, name):
                return text
    return None


def why_unseen(
    element: Element, name: str, sources: list[Element | None], page: Page
) -> str | None:
    """Why the position of ``element`` hides what is inside; None if nothing is known to.

    ``sources`` are its own properties, then those of its styles.
    """
    match name:
        case "p":
            return _paragraph(sources, page)
        case "tbl":
            return _table(sources, page)
        case "tr":
            exact = _first(sources, "trHeight", "hRule") == "exact"
            height = number(_first(sources, "trHeight", "val"))
            return CUT_OFF if exact and _is_little(height, TWIP) else None
        case "anchor" | "inline":
            return _drawing(element, name, page)
        case "shape" | "rect" | "roundrect":
            return _old_shape(element.get("style", ""), page)
    return None


def _is_little(size: float | None, unit: float) -> bool:
    return size is not None and size * unit < SMALLEST


def _paragraph(sources: list[Element | None], page: Page) -> str | None:
    line = number(_first(sources, "spacing", "line"))
    if _first(sources, "spacing", "lineRule") == "exact" and _is_little(line, TWIP):
        return CUT_OFF
    left = (number(_first(sources, "ind", "left", "start")) or 0.0) * TWIP
    right = (number(_first(sources, "ind", "right", "end")) or 0.0) * TWIP
    at_right = _first(sources, "jc", "val") in ("right", "end")
    if at_right and page.starts_beside(page.right + right):
        return OFF_PAGE
    if not at_right and page.starts_beside(page.left + left):
        return OFF_PAGE
    return _frame(sources, "framePr", "x", page, _first(sources, "framePr", "hAnchor"))


def _frame(
    sources: list[Element | None], child: str, name: str, page: Page, anchor: str | None
) -> str | None:
    """A frame or a floating table by its left edge; none is wider than the page."""
    x = number(_first(sources, child, name))
    if x is None:
        return None
    left = x * TWIP + (0.0 if anchor == "page" else page.left)
    return OFF_PAGE if page.beside(left, left + page.width) else None


def _table(sources: list[Element | None], page: Page) -> str | None:
    moved = _first(sources, "tblInd", "type") in (None, "dxa")
    return _frame(sources, "tblpPr", "tblpX", page, _first(sources, "tblpPr", "horzAnchor")) or (
        _frame(sources, "tblInd", "w", page, None) if moved else None
    )


def _drawing(element: Element, name: str, page: Page) -> str | None:
    extent = _numbers(element.find("{*}extent"), ("cx", "cy"))
    if element.find(".//{*}spAutoFit") is None and any(
        _is_little(extent.get(side), EMU) for side in ("cx", "cy")
    ):
        return CUT_OFF
    box = box_of(element, page) if name == "anchor" else None
    if box is None:
        return None
    left, top, right, bottom = box
    below = top >= page.height or bottom <= 0
    return OFF_PAGE if page.beside(left, right) or below else None


def box_of(anchor: Element, page: Page) -> Box | None:
    """The box of a drawing on its page; None where it depends on the text around it.

    A position from a column or paragraph counts only if it is off the page in any case.
    """
    edges = []
    for axis, side, origin, most in (
        ("positionH", "cx", page.left, page.width), ("positionV", "cy", page.top, page.height),
    ):  # fmt: skip
        position = anchor.find(f"{{*}}{axis}")
        offset = number((anchor.findtext(f"{{*}}{axis}/{{*}}posOffset") or "").strip())
        size = number(attribute(anchor.find("{*}extent"), side))
        if offset is None or size is None:
            return None
        start, length = offset * EMU, size * EMU
        about = attribute(position, "relativeFrom")
        if about not in KNOWN and -most < start + length:
            start, length = 0.0, most  # somewhere on the page
        elif about not in _FROM_PAGE:
            start += origin
        edges.append((start, start + length))
    (left, right), (top, bottom) = edges
    return left, top, right, bottom


def _old_shape(style: str, page: Page) -> str | None:
    """A VML shape by its style, which reads like CSS."""
    entries = dict(part.split(":", 1) for part in style.split(";") if ":" in part)
    style_of = {key.strip(): value.strip() for key, value in entries.items()}
    start = _length(style_of, "left") + _length(style_of, "margin-left")
    end = start + _length(style_of, "width")
    about = style_of.get("mso-position-horizontal-relative", "text")
    if about == "page":
        return OFF_PAGE if page.beside(start, end) else None
    # Of a column, which is somewhere on the page.
    return OFF_PAGE if end <= -page.width or start >= page.width else None


def _length(style: Mapping[str, str], name: str) -> float:
    found = _LENGTH.fullmatch(style.get(name, ""))
    return float(found[1]) * _UNITS[found[2]] if found else 0.0
