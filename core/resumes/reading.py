"""Reads an uploaded resume: its visible text, and its hidden text.

PDF and DOCX are parsed in a child process with bounded memory, processor time and output, so that
a hostile file costs one failed resume and nothing else.
"""

import json
import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Literal

from core.errors import InvalidInput
from core.resumes.lines import dehyphenated
from core.resumes.parser_process import MAX_HIDDEN, MAX_TEXT, Outcome
from core.resumes.parser_runner import read_in_child
from core.resumes.upload_check import (
    check_resume_file,
    decoded,
    kind_of,
    safe_file_name,
)
from core.text.plain_text import tidy

FORM_SECONDS = 6.0
"""How long the form waits; a file that is not read by then is read by a job."""

_TAGS = re.compile("[\U000e0020-\U000e007e]{8,}")
_UNTAGGED = {0xE0000 + code: code for code in range(0x20, 0x7F)}
_log = logging.getLogger(__name__)
_REFUSED = {
    Outcome.DAMAGED: "The file is damaged and could not be opened. Please save it once more and "
    "choose the new file.",
    Outcome.PROTECTED: "The file asks for a password, so nobody here could open it. Please save it "
    "without one.",
    Outcome.NOT_WORD: "The file is no Word document inside. Please save it as DOCX or PDF.",
    Outcome.MACROS: "The file holds macros. Please save it as DOCX without macros, or as PDF.",
    Outcome.BOMB: "The file unpacks to far more than a resume holds, so it was not opened. Please "
    "save it once more, as PDF for example.",
    Outcome.ENTITIES: "The file holds declarations (XML entities) that no word processor writes, "
    "so it was not opened. Please save it once more as DOCX or PDF.",
}
"""Files that are refused, because the team could not open them either."""
_TOO_SLOW = "Its text takes too much work to read, so only the file itself is kept."
_NO_TEXT = "No text could be read in the file. It may be a picture of a page, or damaged."
_STANDS = "Your application stands all the same."
_LATER = "Your resume has arrived. Its text is still being read; that goes on by itself."


@dataclass(frozen=True)
class HiddenText:
    """Text in the file that is not visible on its pages; templates and accessibility tools leave
    some, too."""

    why: str
    """In a few words, such as "white on white"."""
    text: str


@dataclass(frozen=True)
class ResumeText:
    """The result of reading a resume."""

    status: Literal["pending", "parsed", "failed"]
    """Pending: nothing is known of the file yet, because the machine is busy."""
    text: str
    """Tidy plain text of at most ``MAX_TEXT`` characters; empty unless it was read."""
    reason: str | None
    """Why the reading failed, in a sentence for the candidate; None if it did not."""
    hidden: tuple[HiddenText, ...] = ()
    is_refused: bool = False
    """Whether the file is refused."""

    @property
    def note(self) -> str | None:
        """What the candidate is told after applying."""
        if self.status == "pending":
            return _LATER
        return f"{self.reason} {_STANDS}" if self.reason else None

    @property
    def hidden_json(self) -> list[dict[str, str]]:
        """For ``resumes.hidden``."""
        return [asdict(one) for one in self.hidden]


def extract_text(file_name: str, data: bytes, *, seconds: float = 60.0) -> ResumeText:
    """The text that a reader of the file sees, as far as core.resumes.pdf and
    core.resumes.docx can tell; at most ``MAX_TEXT`` characters.

    Never raises. Blocks the thread for at most ``seconds``, after which the text is pending; a
    usual resume takes a fraction of one.
    """
    try:
        check_resume_file(file_name, data)
    except InvalidInput as refused:
        return ResumeText("failed", "", str(refused), is_refused=True)
    kind = kind_of(safe_file_name(file_name))
    if kind == "txt":
        lines = decoded(data).replace("\r\n", "\n").replace("\r", "\n")
        return _result(Outcome.READ, dehyphenated(lines[:MAX_TEXT]))
    outcome, answer = read_in_child(kind, data, seconds=seconds)
    if outcome is Outcome.READ:
        return _result(*_understood(answer))
    return _result(outcome)


def _understood(answer: bytes) -> tuple[Outcome, str, Sequence[HiddenText]]:
    """The child's answer, parsed; it is no more trusted than the file."""
    try:
        text, hidden = json.loads(answer.decode("utf-8", "ignore"))
        found = [HiddenText(tidy(str(why)), tidy(str(piece))) for why, piece in hidden]
        return Outcome.READ, str(text), [one for one in found if one.text]
    except (ValueError, TypeError, RecursionError):
        return Outcome.DAMAGED, "", ()


def _result(outcome: Outcome, text: str = "", hidden: Sequence[HiddenText] = ()) -> ResumeText:
    hidden = [*hidden, *_in_tags(text)]
    text = tidy(text[:MAX_TEXT])
    if outcome is Outcome.READ and text:
        return ResumeText("parsed", text, None, tuple(hidden))
    _log.warning("resume not read: outcome=%s", outcome.name)
    if outcome is Outcome.BUSY:
        return ResumeText("pending", "", None)
    if outcome is Outcome.READ:
        return ResumeText("failed", "", _NO_TEXT, tuple(hidden))
    reason = _REFUSED.get(outcome, _TOO_SLOW)
    return ResumeText("failed", "", reason, is_refused=outcome in _REFUSED)


def _in_tags(text: str) -> Iterator[HiddenText]:
    """What is written in Unicode's tag characters, which no font shows; a flag has fewer."""
    found = "".join(_TAGS.findall(text))[:MAX_HIDDEN]
    if found:
        yield HiddenText("written in invisible characters", tidy(found.translate(_UNTAGGED)))
