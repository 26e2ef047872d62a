"""Finds drawings of a DOCX that another drawing covers (pure).

Only drawings that are positioned from the page, and surely on the same page, are compared. Body
text under a shape is not found: only Word knows where it stands.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from core.resumes.docx_position import KNOWN, Box, Element, Page, attribute, box_of, local, number

COVERED = "covered by a shape or picture"
OPAQUE = 90_000
"""Of 100,000."""
MOST_DRAWINGS = 300
"""Per part: each is compared with each."""
_FILLS = ("solidFill", "gradFill", "blipFill", "pattFill")
_RECTANGLES = (None, "rect", "roundRect")
_PARTS = ("t", "br", "lastRenderedPageBreak", "pageBreakBefore", "sectPr")
"""After one of these elements another page may have begun."""


@dataclass(frozen=True)
class _Drawn:
    anchor: Element
    box: Box
    level: tuple[bool, float]
    """The higher one is drawn later."""
    stretch: int
    """Drawings with the same number are on the same page."""
    solid: bool


def covered(part: Element, page: Page) -> list[Element]:
    """The anchored drawings that are wholly under another one of their page."""
    drawn = list(_drawings(part, page))
    return [
        under.anchor
        for under in drawn
        if any(
            over.solid
            and over.stretch == under.stretch
            and over.level > under.level
            and _holds(over.box, under.box)
            for over in drawn
        )
    ]


def _drawings(part: Element, page: Page) -> Iterator[_Drawn]:
    stretch = found = 0
    for element in part.iter("{*}anchor", *(f"{{*}}{name}" for name in _PARTS)):
        if local(element) != "anchor":
            if not any(local(above) == "anchor" for above in element.iterancestors()):
                stretch += 1
            continue
        box = box_of(element, page)
        if box is None or found == MOST_DRAWINGS or not _is_placed(element):
            continue
        found += 1
        level = element.get("behindDoc") in ("0", "false"), number(element.get("relativeHeight"))
        yield _Drawn(element, box, (level[0], level[1] or 0.0), stretch, _is_solid(element))


def _is_placed(anchor: Element) -> bool:
    """Whether both offsets are counted from the page or its margins."""
    axes = (anchor.find(f"{{*}}{axis}") for axis in ("positionH", "positionV"))
    return all(attribute(axis, "relativeFrom") in KNOWN for axis in axes)


def _is_solid(anchor: Element) -> bool:
    """Whether nothing shows through: one picture, or one rectangle with an opaque fill."""
    alphas = (
        number(one.get("val") or one.get("amt"))
        for one in anchor.iter("{*}alpha", "{*}alphaModFix")
    )
    if any(alpha is not None and alpha < OPAQUE for alpha in alphas):
        return False
    data = anchor.find(".//{*}graphicData")
    drawn = data[0] if data is not None and len(data) == 1 else None
    if drawn is None or local(drawn) not in ("wsp", "pic"):
        return False
    geometry = drawn.find("{*}spPr/{*}prstGeom")
    if geometry is not None and geometry.get("prst") not in _RECTANGLES:
        return False
    return local(drawn) == "pic" or any(
        drawn.find(f"{{*}}spPr/{{*}}{fill}") is not None for fill in _FILLS
    )


def _holds(outer: Box, inner: Box) -> bool:
    return (
        outer[0] <= inner[0] and outer[1] <= inner[1]
        and outer[2] >= inner[2] and outer[3] >= inner[3]
    )  # fmt: skip
