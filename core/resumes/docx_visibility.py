"""Separates the visible text of a DOCX part from the hidden text.

Hidden is text that is marked so, smaller than 3 points, transparent, or in the colour behind it (of
its run, paragraph, cell, table, shape or page), and text that is off the page or covered: see
core.resumes.docx_position and core.resumes.docx_occlusion.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from core.resumes.docx_occlusion import COVERED, covered
from core.resumes.docx_position import Element, Page, attribute, local, number, why_unseen

SMALLEST_HALF_POINTS = 6
MAX_STYLE_CHAIN = 10
BARELY = 95_000
"""Of 100,000: transparency from which on text is not visible."""
VANISHED, TINY, WHITE = "marked as hidden", "smaller than 3 points", "white on white"
SAME_COLOUR, CLEAR = "in the colour behind it", "transparent"
PAPER = "FFFFFF"
_ALIKE = 8
"""Steps of 255 by which two colours may differ and look the same."""
_SKIPPED = frozenset({"del", "moveFrom", "Fallback", "instrText", "delText", "sectPr"})
_WRITTEN = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_BEFORE, _AFTER = {"txbxContent": "\n"}, {"p": "\n"}
_PLACED = frozenset({"p", "tbl", "tr", "anchor", "inline", "shape", "rect", "roundrect"})
_OFF = ("0", "false", "off")
_FILLS = frozenset({"solidFill", "gradFill", "blipFill", "pattFill"})
_COLOUR = re.compile("[0-9a-fA-F]{6}")
_DEFAULT_STYLE = "\0"
"""A key that no style in XML can have."""
_WHITE_SCHEME = ("bg1", "lt1")


def styles_of(root: Element) -> dict[str, Element]:
    """Styles by id, the default style of paragraphs under a key of its own as well."""
    styles: dict[str, Element] = {}
    for style in root.iterchildren("{*}style"):
        styles[attribute(style, "styleId")] = style
        if (attribute(style, "type"), attribute(style, "default")) == ("paragraph", "1"):
            styles[_DEFAULT_STYLE] = style
    return styles


@dataclass(frozen=True)
class _Inherited:
    """What text inherits from the elements around it."""

    style: str = _DEFAULT_STYLE
    """The paragraph's."""
    background: str | None = PAPER
    """The colour behind it, ``RRGGBB``; None for one that is not known."""
    place: str | None = None
    """Why nothing is visible at its position; None if it is."""
    hidden: str | None = None
    """Why the run's text is not visible; None if it is."""


@dataclass(frozen=True)
class VisibleText:
    """Reads the parts of one document.

    Attributes:
        styles: as ``styles_of`` gives them.
        page: its size and margins.
        background: the page's colour, ``RRGGBB``; None for one that is not known.
        hidden: (reason, text) of the text found hidden so far.
    """

    styles: Mapping[str, Element]
    page: Page
    background: str | None = PAPER
    hidden: list[tuple[str, str]] = field(default_factory=list)

    def text(self, part: Element) -> str:
        """The visible text of a part."""
        under = set(covered(part, self.page))
        return "".join(self._below(part, _Inherited(background=self.background), under))

    def _below(self, element: Element, inherited: _Inherited, under: set[Element]) -> Iterator[str]:
        """The visible text below ``element``; libxml2 bounds how deep that goes."""
        for child in element.iterchildren("{*}*"):
            name = local(child)
            if name in _SKIPPED:
                continue
            if name == "t" or name in _WRITTEN:
                text, why = (
                    _WRITTEN.get(name, child.text or ""),
                    inherited.place or inherited.hidden,
                )
                yield text if why is None else self._hide(why, text)
                continue
            inside = self._enter(child, name, inherited)
            if child in under:
                inside = replace(inside, place=inside.place or COVERED)
            yield _BEFORE.get(name, "")
            yield from self._below(child, inside, under)
            yield _AFTER.get(name, "")
            if name == "p" and self.hidden:
                why, text = self.hidden.pop()
                self.hidden.append((why, text.rstrip() + " "))

    def _hide(self, why: str, text: str) -> str:
        """Add to the hidden text; consecutive runs with one reason make one piece."""
        if self.hidden and self.hidden[-1][0] == why:
            text = self.hidden.pop()[1] + text
        self.hidden.append((why, text))
        return ""

    def _enter(self, element: Element, name: str, inherited: _Inherited) -> _Inherited:
        """What text inside ``element`` inherits."""
        properties = element.find(f"{{*}}{name}Pr")
        style = _value(properties, f"{name}Style") or ""
        background = self._background(element, properties, style, inherited.background)
        place = inherited.place
        if place is None and name in _PLACED:
            named = style or (_DEFAULT_STYLE if name == "p" else "")
            chain = [found.find(f"{{*}}{name}Pr") for found in self._chain(named)]
            place = why_unseen(element, name, [properties, *chain], self.page)
        if name == "p":
            hidden = inherited.hidden if inherited.hidden == VANISHED else None
            return _Inherited(style or _DEFAULT_STYLE, background, place, hidden)
        if name != "r":
            return replace(inherited, background=background, place=place)
        sources = [properties]
        sources += [found.find("{*}rPr") for found in self._chain(style, inherited.style)]
        marked = inherited.hidden == VANISHED or _setting(sources, "vanish") not in (None, *_OFF)
        hidden = VANISHED if marked else _own_look(sources, background)
        return replace(inherited, background=background, hidden=hidden)

    def _chain(self, *styles: str) -> Iterator[Element]:
        """The named styles, each followed by those it is based on."""
        for name in styles:
            found = self.styles.get(name)
            for _ in range(MAX_STYLE_CHAIN):
                if found is None:
                    break
                yield found
                found = self.styles.get(_value(found, "basedOn") or "")

    def _background(
        self, element: Element, properties: Element, style: str, outer: str | None
    ) -> str | None:
        """The colour behind the text of ``element``.

        Where a style has any shade the colour counts as unknown: cells of a table differ.
        """
        if properties is not None:
            for shade in properties.iterchildren("{*}shd", "{*}highlight"):
                return _shade(shade)
        if style and any(_shade(shade) != PAPER for shade in self._shades(style)):
            return None
        if fill := element.get("fillcolor"):
            return _paint(fill.lstrip("#"))
        for fill in element.iterfind("{*}spPr/*"):
            if local(fill) in _FILLS:
                return _fill(fill)
        return outer

    def _shades(self, style: str) -> Iterable[Element]:
        return (shade for found in self._chain(style) for shade in found.iter("{*}shd"))


def _own_look(sources: list[Element | None], background: str | None) -> str | None:
    """Why text with these properties is not visible on ``background``; None if it is."""
    size = number(_setting(sources, "sz"))
    if size is not None and 0 <= size < SMALLEST_HALF_POINTS:
        return TINY
    if _is_clear(next((one for one in _each(sources, "textFill")), None)):
        return CLEAR
    colour = _setting(sources, "color") or ""
    if background is None or not _COLOUR.fullmatch(colour) or not _alike(colour, background):
        return None
    return WHITE if _alike(background, PAPER) else SAME_COLOUR


def _is_clear(fill: Element | None) -> bool:
    """Whether a run's own fill is transparent ([MS-DOCX] stores transparency, not opacity)."""
    if fill is None:
        return False
    alphas = (number(attribute(one, "val")) for one in fill.iter("{*}alpha"))
    return fill.find("{*}noFill") is not None or any(
        alpha is not None and alpha >= BARELY for alpha in alphas
    )


def _each(sources: Iterable[Element | None], name: str) -> Iterator[Element]:
    found = (source.find(f"{{*}}{name}") for source in sources if source is not None)
    return (one for one in found if one is not None)


def _value(properties: Element | None, name: str) -> str | None:
    """The value of the property ``name``: "" if it is set without one, None if it is not set."""
    return next((attribute(one, "val") for one in _each([properties], name)), None)


def _setting(sources: Iterable[Element | None], name: str) -> str | None:
    """The value of ``name`` in the first of ``sources`` that sets it."""
    return next((attribute(one, "val") for one in _each(sources, name)), None)


def _paint(colour: str) -> str | None:
    """A colour as it is compared; None for one that is not written as ``RRGGBB``."""
    return colour.upper() if _COLOUR.fullmatch(colour) else None


def _shade(shade: Element) -> str | None:
    """What a ``shd`` or ``highlight`` paints."""
    fill, pattern = attribute(shade, "fill"), attribute(shade, "val")
    if pattern not in ("", "clear", "nil", "none", "white"):
        return None
    return PAPER if fill in ("", "auto") else _paint(fill)


def _fill(fill: Element) -> str | None:
    """What a shape's fill paints."""
    colours = {str(value) for colour in fill for value in colour.attrib.values()}
    if any(one in _WHITE_SCHEME or _alike(one, PAPER) for one in colours):
        return PAPER
    plain = local(fill) == "solidFill" and len(colours) == 1
    return _paint(colours.pop()) if plain else None


def _alike(one: str, other: str) -> bool:
    """Whether two colours look the same; what is no colour does not."""
    if not (_COLOUR.fullmatch(one) and _COLOUR.fullmatch(other)):
        return False
    parts = zip(bytes.fromhex(one), bytes.fromhex(other), strict=True)
    return all(abs(left - right) <= _ALIKE for left, right in parts)
