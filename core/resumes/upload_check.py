"""Checks an uploaded file: a PDF, DOCX or TXT by its name, its size and its first bytes."""

import codecs
import re

from core.errors import InvalidInput
from core.text.cutting import cut_at_word
from core.text.plain_text import tidy

MAX_RESUME_BYTES = 5 * 1024 * 1024
MAX_FILE_NAME = 120
_SAVE_AS = "Please save it as PDF, DOCX or TXT."

_BEGINNINGS = (
    (b"PK\x03\x04", "a ZIP archive"),
    (b"%PDF-", "a PDF"),
    (b"\xd0\xcf\x11\xe0", "an older Office file"),
    (b"{\\rtf", "a rich text file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\x1f\x8b", "an archive"),
    (b"7z\xbc\xaf", "an archive"),
    (b"Rar!", "an archive"),
    (b"<!DOCTYPE html", "a web page"),
    (b"<html", "a web page"),
    (b"MIME-Version:", "a web page"),
)
_INSIDE: tuple[tuple[bytes, bytes, str], ...] = (
    (b"\xd0\xcf\x11\xe0", "EncryptedPackage".encode("utf-16-le"), "an Office file with a password"),
    (b"\xd0\xcf\x11\xe0", "WordDocument".encode("utf-16-le"), "an older Word file (DOC)"),
    (b"PK\x03\x04", b"word/", "a Word document"),
    (b"PK\x03\x04", b"opendocument.text", "an OpenDocument file (ODT)"),
    (b"PK\x03\x04", b"Index/Document.iwa", "a Pages document"),
    (b"PK\x03\x04", b"xl/workbook", "an Excel file"),
    (b"PK\x03\x04", b"ppt/presentation", "a PowerPoint file"),
    (b"PK\x03\x04", b".docx", "a ZIP archive with a Word document in it"),
    (b"PK\x03\x04", b".pdf", "a ZIP archive with a PDF in it"),
)
"""(beginning, content, what the file is), the most certain first. Names of entries in a ZIP
archive, and of streams in an older Office file, are not compressed."""
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = re.compile(r"[\x01-\x08\x0e-\x1f\x7f-\x9f]")
_PATH_PART = re.compile(r".*[/\\]", re.DOTALL)
_RESERVED = re.compile(r'[<>:"|?*]')


def safe_file_name(name: str) -> str:
    """``name`` fit to be stored, shown and offered for download.

    It has no path, no control, bidi or other invisible characters, none that a file system
    reserves, and at most ``MAX_FILE_NAME`` characters, the extension kept.
    """
    line = tidy(_PATH_PART.sub("", name)).replace("\n", " ")
    stem, dot, extension = _RESERVED.sub("_", line).rpartition(".")
    if not dot or not extension.isalnum() or len(extension) > 10:
        stem, dot, extension = stem + dot + extension, "", ""
    room = MAX_FILE_NAME - len(dot + extension)
    return (cut_at_word(stem.strip(" ."), room) or "resume") + dot + extension


def check_resume_file(file_name: str, data: bytes) -> None:
    """Refuse a file that cannot be a resume, by size, name and first bytes.

    Raises:
        InvalidInput: field "resume", with a message for the candidate.
    """
    problem = _problem(safe_file_name(file_name), data)
    if problem:
        raise InvalidInput("resume", problem)


def kind_of(file_name: str) -> str:
    """Its extension in small letters; "" without one."""
    return file_name.rpartition(".")[2].lower() if "." in file_name else ""


def decoded(data: bytes) -> str:
    """Text by its byte order mark, else UTF-8, else Windows-1252, the usual "Latin-1"."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "ignore")


def _problem(file_name: str, data: bytes) -> str | None:
    """What is wrong with the file, in a sentence or two for the candidate."""
    kind = kind_of(file_name)
    if kind not in _HOLDS:
        return 'A resume can be a PDF, DOCX or TXT file. Please save it as one ("Save as").'
    if not data:
        return "The file is empty. Please choose it again."
    if len(data) > MAX_RESUME_BYTES:
        size = len(data) / 1024**2
        return f"The file has {size:.1f} MB; a resume may have at most 5 MB."
    if kind == "docx" and b"word/vbaProject.bin" in data:
        return "The file holds macros. Please save it as DOCX without macros, or as PDF."
    if _HOLDS[kind](data):
        return None
    found = _found(data)
    what = f"it is {found}" if found else f"it holds no {kind.upper()} content"
    return f"The name ends in .{kind}, but {what}. {_SAVE_AS}"


def _found(data: bytes) -> str | None:
    """What the file is instead."""
    inside = (what for start, part, what in _INSIDE if data.startswith(start) and part in data)
    start = data[:1024].lstrip()
    outside = (what for begin, what in _BEGINNINGS if start.startswith(begin))
    return next(inside, None) or next(outside, None)


def _holds_pdf(data: bytes) -> bool:
    """Readers take a header anywhere in the first 1024 bytes (PDF 1.7, appendix H.3.4.1)."""
    return b"%PDF-" in data[:1024]


def _holds_docx(data: bytes) -> bool:
    """A ZIP archive with Word's folder in it."""
    return data.startswith(b"PK\x03\x04") and b"word/" in data


def _holds_text(data: bytes) -> bool:
    """No other kind, and under one control character in twenty."""
    if _found(data):
        return False
    sample = decoded(data)[:8192]
    return len(_CONTROLS.findall(sample)) * 20 <= len(sample)


_HOLDS = {"pdf": _holds_pdf, "docx": _holds_docx, "txt": _holds_text}
