"""Text of a DOCX as a reader sees it; runs in the child process of core.resumes.worker.

Headers, the body and footers are read in this order, each with its paragraphs, tables, text
boxes and content controls as they stand. Left out: deleted text; and, told apart, hidden text,
text under 3 points, and white text unless its run, paragraph, cell, table or shape is filled
with a colour. Not noticed: text covered by a shape or placed off the page. Elements are matched
without their namespace, because Word's "strict" files use another one.
"""

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from lxml import etree

from core.resumes.lines import settled
from core.resumes.worker import Outcome, Read, UnreadableError

MAX_ENTRIES = 2_000
MAX_UNPACKED = 64 * 1024**2
MAX_RATIO = 150
"""Unpacked to packed size; XML that a word processor wrote has 10 to 30."""
MAX_PART = 16 * 1024**2
SMALLEST_HALF_POINTS = 6
MAX_STYLE_CHAIN = 10

_DOCTYPES = tuple("<!DOCTYPE".encode(code) for code in ("ascii", "utf-16-le", "utf-16-be"))
_CONTENT_TYPES = "[Content_Types].xml"
VANISHED, TINY, WHITE = "marked as hidden", "smaller than 3 points", "white on white"
_SKIPPED = frozenset({"del", "moveFrom", "Fallback", "instrText", "delText", "sectPr"})
_WRITTEN = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_BEFORE, _AFTER = {"txbxContent": "\n"}, {"p": "\n"}
_OFF = ("0", "false", "off")
_FILLS = frozenset({"solidFill", "gradFill", "blipFill", "pattFill"})
_DEFAULT_STYLE = "\0"
"""A key that no style in XML can have."""
_WHITE_SCHEME = ("bg1", "lt1")

Element = Any
"""An lxml element; lxml has no types."""


def read(data: bytes) -> Read:
    """The visible text of the document, each paragraph on lines of its own, and the hidden.

    Raises:
        UnreadableError: not a Word document, one with macros or a password, or a bomb.
        Exception: zipfile's or lxml's, at a damaged file.
    """
    with ZipFile(BytesIO(data)) as archive:
        _refuse_bomb(archive, len(data))
        _require_document(archive)
        main = next((r.name for r in _relations(archive, "") if r.kind == "officeDocument"), "")
        body, relations = _part(archive, main), _relations(archive, main)
        styles = next((r.name for r in relations if r.kind == "styles"), None)
        walk = _Walk(_styles(_part(archive, styles)) if styles else {})
        references = body.iter("{*}headerReference", "{*}footerReference")
        shown = {value for reference in references for value in reference.attrib.values()}
        headers, footers = (
            [_part(archive, r.name) for r in relations if r.kind == kind and r.id in shown]
            for kind in ("header", "footer")
        )
    text = "".join(text for part in (*headers, body, *footers) for text in walk.text(part))
    return Read(settled(text), walk.hidden)


def _refuse_bomb(archive: ZipFile, packed: int) -> None:
    """Judge by what the archive declares; reading a part never goes past that."""
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or unpacked > packed * MAX_RATIO:
        raise UnreadableError(Outcome.BOMB)
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnreadableError(Outcome.PROTECTED)
    if any(entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for entry in entries):
        raise UnreadableError(Outcome.NOT_WORD)


def _require_document(archive: ZipFile) -> None:
    listed = _CONTENT_TYPES in archive.namelist()
    content_types = _unpacked(archive, _CONTENT_TYPES) if listed else b""
    if b"macroEnabled" in content_types:
        raise UnreadableError(Outcome.MACROS)
    if b"wordprocessingml.document.main+xml" not in content_types:
        raise UnreadableError(Outcome.NOT_WORD)


def _unpacked(archive: ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        content = part.read(MAX_PART + 1)
    if len(content) > MAX_PART:
        raise UnreadableError(Outcome.BOMB)
    return content


def _part(archive: ZipFile, name: str) -> Element:
    """The root of an XML part. A document type is refused: Word writes none, bombs need one."""
    content = _unpacked(archive, name)
    if any(start in content for start in _DOCTYPES):  # before anything makes sense of it
        raise UnreadableError(Outcome.ENTITIES)
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)
    root = etree.fromstring(content, parser)
    if root.getroottree().docinfo.doctype:
        raise UnreadableError(Outcome.ENTITIES)
    return root


class _Relation(NamedTuple):
    kind: str
    id: str
    name: str
    """Of the related part within the archive."""


def _relations(archive: ZipFile, source: str) -> list[_Relation]:
    """What the part ``source`` ("" for the package itself) says it belongs together with."""
    folder, file = posixpath.split(source)
    listing = posixpath.join(folder, "_rels", f"{file}.rels")
    if listing not in archive.namelist():
        return []
    return [
        _Relation(
            relation.get("Type", "").rpartition("/")[2],
            relation.get("Id", ""),
            posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))[1:],
        )
        for relation in _part(archive, listing).iterchildren("{*}Relationship")
        if relation.get("TargetMode") != "External"
    ]


def _styles(root: Element) -> dict[str, Element]:
    """Styles by id, the default style of paragraphs also under ``_DEFAULT_STYLE``."""
    styles: dict[str, Element] = {}
    for style in root.iterchildren("{*}style"):
        styles[_attribute(style, "styleId")] = style
        if (_attribute(style, "type"), _attribute(style, "default")) == ("paragraph", "1"):
            styles[_DEFAULT_STYLE] = style
    return styles


@dataclass(frozen=True)
class _Look:
    """What text takes over from the elements round it."""

    style: str = _DEFAULT_STYLE
    """The paragraph's."""
    on_colour: bool = False
    """Whether white text would show."""
    hidden: str | None = None
    """Why the run's own text does not show."""


@dataclass(frozen=True)
class _Walk:
    styles: dict[str, Element]
    hidden: list[tuple[str, str]] = field(default_factory=list)
    """Text that does not show, and why."""

    def text(self, element: Element, look: _Look = _Look()) -> Iterator[str]:
        """The visible text below ``element``; libxml2 bounds how deep that goes."""
        for child in element.iterchildren("{*}*"):
            name = etree.QName(child).localname
            if name in _SKIPPED:
                continue
            if name == "t" or name in _WRITTEN:
                text = _WRITTEN.get(name, child.text or "")
                yield text if look.hidden is None else self._hide(look.hidden, text)
                continue
            yield _BEFORE.get(name, "")
            yield from self.text(child, self._enter(child, name, look))
            yield _AFTER.get(name, "")
            if name == "p" and self.hidden:
                why, text = self.hidden.pop()
                self.hidden.append((why, text.rstrip() + " "))

    def _hide(self, why: str, text: str) -> str:
        """Keep text apart; runs of one reason that follow each other are one piece."""
        if self.hidden and self.hidden[-1][0] == why:
            text = self.hidden.pop()[1] + text
        self.hidden.append((why, text))
        return ""

    def _enter(self, element: Element, name: str, look: _Look) -> _Look:
        """The look inside ``element``."""
        properties = element.find(f"{{*}}{name}Pr")
        style = _value(properties, f"{name}Style") or ""
        on_colour = self._ground(element, properties, style, look.on_colour)
        if name == "p":
            hidden = look.hidden if look.hidden == VANISHED else None
            return _Look(style or _DEFAULT_STYLE, on_colour, hidden)
        if name != "r":
            return replace(look, on_colour=on_colour)
        sources = [properties]
        sources += [found.find("{*}rPr") for found in self._chain(style, look.style)]
        if look.hidden == VANISHED or _setting(sources, "vanish") not in (None, *_OFF):
            return replace(look, on_colour=on_colour, hidden=VANISHED)
        size = _setting(sources, "sz") or ""
        tiny = size.isdecimal() and int(size) < SMALLEST_HALF_POINTS
        white = _is_white(_setting(sources, "color") or "")
        hidden = TINY if tiny else WHITE if white and not on_colour else None
        return replace(look, on_colour=on_colour, hidden=hidden)

    def _chain(self, *styles: str) -> Iterator[Element]:
        """The named styles, each followed by those it is based on."""
        for name in styles:
            found = self.styles.get(name)
            for _ in range(MAX_STYLE_CHAIN):
                if found is None:
                    break
                yield found
                found = self.styles.get(_value(found, "basedOn") or "")

    def _ground(self, element: Element, properties: Element, style: str, outer: bool) -> bool:
        """Whether what stands behind the text of ``element`` is coloured.

        A style counts as a whole: which of its shades a table's cell gets is not worked out.
        """
        if properties is not None:
            for shade in properties.iterchildren("{*}shd", "{*}highlight"):
                return _is_coloured(shade)
        if style and any(map(_is_coloured, self._shades(style))):
            return True
        if fill := element.get("fillcolor"):
            return not _is_white(fill.lstrip("#"))
        for fill in element.iterfind("{*}spPr/*"):
            if etree.QName(fill).localname in _FILLS:
                colours = {value for colour in fill for value in colour.attrib.values()}
                return not any(_is_white(c) or c in _WHITE_SCHEME for c in colours)
        return outer

    def _shades(self, style: str) -> Iterable[Element]:
        return (shade for found in self._chain(style) for shade in found.iter("{*}shd"))


def _attribute(element: Element, name: str) -> str:
    """An attribute in whichever namespace; "" if there is none."""
    names = (key for key in element.attrib if etree.QName(key).localname == name)
    return next((str(element.get(key)) for key in names), "")


def _value(properties: Element | None, name: str) -> str | None:
    """The value of the property ``name``: "" if it is set without one, None if it is not set."""
    found = properties.find(f"{{*}}{name}") if properties is not None else None
    return None if found is None else _attribute(found, "val")


def _setting(sources: Iterable[Element | None], name: str) -> str | None:
    """The value of ``name`` in the first of ``sources`` that sets it."""
    values = (_value(source, name) for source in sources)
    return next((value for value in values if value is not None), None)


def _is_white(colour: str) -> bool:
    """Whether hexadecimal ``RRGGBB`` is (nearly) white."""
    return re.fullmatch("([fF][7-9a-fA-F]){3}", colour) is not None


def _is_coloured(shade: Element) -> bool:
    """Whether a ``shd`` or ``highlight`` shows as another colour than white."""
    fill, pattern = _attribute(shade, "fill"), _attribute(shade, "val")
    if fill in ("", "auto"):
        return pattern not in ("", "clear", "nil", "none", "white")
    return not _is_white(fill)
