"""Resumes as people upload them: what is taken, under which name, and the text inside.

PDF and DOCX are parsed in a child process with bounded memory, processor time, output and wall
time, so that a hostile file costs one failed resume and nothing else.
"""

import codecs
import logging
import os
import re
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import Literal

from core.errors import InvalidInput
from core.plain_text import cut_at_word, tidy
from core.resumes.worker import MAX_TEXT, Outcome

MAX_RESUME_BYTES = 5 * 1024 * 1024
MAX_FILE_NAME = 120
WALL_SECONDS = 20.0
"""Longest that one file may take, and longest that it waits for its turn."""
MAX_CHILDREN = 2

_log = logging.getLogger(__name__)
_turns = threading.BoundedSemaphore(MAX_CHILDREN)

_HOME = Path(__file__).parent.parent.parent
# Isolated mode (-I) leaves out the working directory and the user's site, so that nothing but
# this product and its environment can be imported.
_CHILD = """
import sys
sys.path.insert(0, sys.argv[1])
from core.resumes.worker import main
sys.exit(main(sys.argv[2]))
"""
_CHILD_ENVIRONMENT = ("SYSTEMROOT", "LD_LIBRARY_PATH")
"""All that the child is given; the parent's holds secrets."""
_KILLED = -9
"""Exit status at the end of the processor time allowed, or of the machine's memory."""

_STANDS = "Your application stands all the same."
_REASONS = {
    Outcome.DAMAGED: f"The file seems to be damaged, and its text could not be read. {_STANDS}",
    Outcome.PROTECTED: f"The file asks for a password, so it could not be read. {_STANDS}",
    Outcome.NOT_WORD: f"The file is not a Word document, so it could not be read. {_STANDS}",
    Outcome.MACROS: f"The file holds macros, so it was not opened. {_STANDS}",
    Outcome.BOMB: f"The file unpacks to far too much, so it was not opened. {_STANDS}",
    Outcome.TOO_SLOW: f"The file took too long to read. {_STANDS}",
    Outcome.BUSY: f"The file could not be read just now. {_STANDS}",
}
_NO_TEXT = f"No text could be read in the file; it may be a picture of a page. {_STANDS}"

_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a Word document or ZIP archive"),
    (b"\xd0\xcf\x11\xe0", "an older or password-protected Office file"),
    (b"{\\rtf", "a rich text file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x7fELF", "a program"),
    (b"\x1f\x8b", "an archive"),
)
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = re.compile(r"[\x01-\x08\x0e-\x1f\x7f-\x9f]")
_PATH_PART = re.compile(r".*[/\\]", re.DOTALL)
_RESERVED = re.compile(r'[<>:"|?*]')


@dataclass(frozen=True)
class ResumeText:
    """What came of reading a resume."""

    status: Literal["parsed", "failed"]
    text: str
    """Tidy plain text of at most ``MAX_TEXT`` characters; empty where the reading failed."""
    reason: str | None
    """A sentence for the candidate where the reading failed."""


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
    """Refuse what is no resume at the door, by size, name and first bytes.

    Raises:
        InvalidInput: field "resume", with a message for the candidate.
    """
    problem = _problem(safe_file_name(file_name), data)
    if problem:
        raise InvalidInput("resume", problem)


def extract_text(file_name: str, data: bytes) -> ResumeText:
    """The text that a reader of the file sees, as far as core.resumes.pdf and
    core.resumes.docx can tell; at most ``MAX_TEXT`` characters.

    Never raises. Blocks the thread for at most twice ``WALL_SECONDS``; a usual resume takes
    a fraction of a second.
    """
    try:
        check_resume_file(file_name, data)
        kind = _extension(safe_file_name(file_name))
        outcome, text = (Outcome.READ, _decoded(data)) if kind == "txt" else _read(kind, data)
    except InvalidInput as refused:
        return ResumeText("failed", "", str(refused))
    except OSError:
        _log.exception("resume child could not be run")
        outcome, text = Outcome.BUSY, ""
    text = tidy(text[:MAX_TEXT])
    reason = _REASONS.get(outcome) or (None if text else _NO_TEXT)
    if reason:
        _log.warning("resume not read: outcome=%s bytes=%d", outcome.name, len(data))
        return ResumeText("failed", "", reason)
    return ResumeText("parsed", text, None)


def _problem(file_name: str, data: bytes) -> str | None:
    """What is wrong with the file, in a sentence or two for the candidate."""
    kind = _extension(file_name)
    if kind not in _HOLDS:
        return 'A resume can be a PDF, DOCX or TXT file. Please save it as one ("Save as").'
    if not data:
        return "The file is empty. Please choose it again."
    if len(data) > MAX_RESUME_BYTES:
        size = len(data) / 1024**2
        return f"The file has {size:.1f} MB; a resume may have at most 5 MB."
    if kind == "docx" and b"word/vbaProject.bin" in data:
        return "The file holds macros. Please save it as DOCX without macros, or as PDF."
    if not _HOLDS[kind](data):
        found = next((what for start, what in _SIGNATURES if data.startswith(start)), None)
        what = f"it is {found}" if found else f"it holds no {kind.upper()} content"
        return f"The name ends in .{kind}, but {what}. Please save it as PDF, DOCX or TXT."
    return None


def _extension(file_name: str) -> str:
    return file_name.rpartition(".")[2].lower() if "." in file_name else ""


def _holds_pdf(data: bytes) -> bool:
    """Readers take a header anywhere in the first 1024 bytes (PDF 1.7, appendix H.3.4.1)."""
    return b"%PDF-" in data[:1024]


def _holds_docx(data: bytes) -> bool:
    """A ZIP archive (its entries' names are never packed) with Word's folder in it."""
    return data.startswith(b"PK\x03\x04") and b"word/" in data


def _holds_text(data: bytes) -> bool:
    """No known signature, and under one control character in twenty."""
    if any(data.startswith(start) for start, _ in _SIGNATURES):
        return False
    sample = _decoded(data)[:8192]
    return len(_CONTROLS.findall(sample)) * 20 <= len(sample)


_HOLDS = {"pdf": _holds_pdf, "docx": _holds_docx, "txt": _holds_text}


def _decoded(data: bytes) -> str:
    """Text by its byte order mark, else UTF-8, else Windows-1252, the usual "Latin-1"."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "ignore")


def _read(kind: str, data: bytes) -> tuple[Outcome, str]:
    """Have a child read ``data``, once it is its turn."""
    if not _turns.acquire(timeout=WALL_SECONDS):
        return Outcome.BUSY, ""
    try:
        return _in_child(kind, data)
    finally:
        _turns.release()


def _in_child(kind: str, data: bytes) -> tuple[Outcome, str]:
    """Run the child on ``data``; files instead of pipes need no threads and cannot block."""
    with TemporaryFile() as source, TemporaryFile() as result:
        source.write(data)
        source.seek(0)
        child = subprocess.Popen(  # noqa: S603 - the arguments are ours, not the upload's
            [sys.executable, "-I", "-c", _CHILD, str(_HOME), kind],
            stdin=source,
            stdout=result,
            stderr=subprocess.DEVNULL,
            env={name: os.environ[name] for name in _CHILD_ENVIRONMENT if name in os.environ},
            start_new_session=True,
        )
        try:
            status = child.wait(WALL_SECONDS)
        except subprocess.TimeoutExpired:
            return Outcome.TOO_SLOW, ""
        finally:
            _end(child)
        result.seek(0)
        text = result.read(4 * MAX_TEXT).decode("utf-8", "ignore")
    return _outcome(status), text


def _outcome(status: int) -> Outcome:
    """What the child's exit status says; a negative one is the signal that ended it."""
    if status == _KILLED:
        return Outcome.TOO_SLOW
    if status < 0:
        return Outcome.DAMAGED
    try:
        return Outcome(status)
    except ValueError:
        _log.error("resume child failed by itself: status=%d", status)
        return Outcome.BUSY


def _end(child: "subprocess.Popen[bytes]") -> None:
    """Kill the child and whatever it started, unless it has ended by itself."""
    if child.poll() is not None:
        return
    if os.name == "posix":
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
    child.kill()
    child.wait()
