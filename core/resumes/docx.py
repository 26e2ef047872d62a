"""Text of a DOCX as a reader sees it; runs in the child process of core.resumes.parser_process.

Headers, the body and footers are read in this order, each with its paragraphs, tables, text
boxes and content controls in order, without what was deleted; core.resumes.docx_visibility
separates text that is not visible. Elements are matched without their namespace, because Word's
"strict" files use another one.
"""

import posixpath
from io import BytesIO
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from lxml import etree

from core.resumes.docx_position import Element, Page, attribute
from core.resumes.docx_visibility import PAPER, VisibleText, styles_of
from core.resumes.lines import without_soft_hyphens
from core.resumes.parser_process import Outcome, Read, UnreadableError

MAX_ENTRIES = 2_000
MAX_UNPACKED = 64 * 1024**2
MAX_RATIO = 150
"""Unpacked to packed size; XML that a word processor wrote has 10 to 30."""
MAX_PART = 16 * 1024**2

_DOCTYPES = tuple("<!DOCTYPE".encode(code) for code in ("ascii", "utf-16-le", "utf-16-be"))
_CONTENT_TYPES = "[Content_Types].xml"


def read(data: bytes) -> Read:
    """The visible text of the document, each paragraph on lines of its own, and the hidden text.

    Raises:
        UnreadableError: not a Word document, one with macros or a password, or a bomb.
        Exception: zipfile's or lxml's, at a damaged file.
    """
    with ZipFile(BytesIO(data)) as archive:
        _refuse_bomb(archive, len(data))
        _require_document(archive)
        main = next((r.name for r in _relations(archive, "") if r.kind == "officeDocument"), "")
        body, relations = _part(archive, main), _relations(archive, main)
        styles = _related(archive, relations, "styles")
        visible = VisibleText(
            {} if styles is None else styles_of(styles),
            Page.of(body),
            _background(archive, relations, body),
        )
        references = body.iter("{*}headerReference", "{*}footerReference")
        shown = {value for reference in references for value in reference.attrib.values()}
        headers, footers = (
            [_part(archive, r.name) for r in relations if r.kind == kind and r.id in shown]
            for kind in ("header", "footer")
        )
    text = "".join(visible.text(part) for part in (*headers, body, *footers))
    return Read(without_soft_hyphens(text), visible.hidden)


def _related(archive: ZipFile, relations: list["_Relation"], kind: str) -> Element | None:
    """The first part of this kind, if there is one."""
    names = (one.name for one in relations if one.kind == kind)
    return next((_part(archive, name) for name in names), None)


def _background(archive: ZipFile, relations: list["_Relation"], document: Element) -> str | None:
    """The colour of its pages, ``RRGGBB``; None for one that is not known."""
    background = document.find("{*}background")
    settings = None if background is None else _related(archive, relations, "settings")
    if settings is None or settings.find("{*}displayBackgroundShape") is None:
        return PAPER
    colour = attribute(background, "color")
    return None if len(background) or colour == "auto" else colour


def _refuse_bomb(archive: ZipFile, packed: int) -> None:
    """Refuse by the sizes that the archive declares; reading a part never exceeds them."""
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
