"""The child process that reads one resume: limits itself, reads stdin, answers on stdout.

core.resumes.parser_runner starts it. It imports only the parser of the file's kind, and its exit
status is the outcome. Parsers of hostile files must not run in a process that holds anything of
value.
"""

import json
import sys
from contextlib import suppress
from enum import IntEnum
from importlib import import_module
from typing import NamedTuple

MAX_TEXT = 200_000
"""Characters of text that are kept; about a hundred dense pages."""
MAX_HIDDEN = 2_000
"""Characters of hidden text that are kept, to be shown to people."""
MAX_ANSWER = 8 * MAX_TEXT
"""Bytes that the child may write."""
MEMORY_BYTES = 1024**3
_READERS = {"pdf": "core.resumes.pdf", "docx": "core.resumes.docx"}


class Outcome(IntEnum):
    """How the reading of a resume ended; also the exit status of the child."""

    READ = 0
    DAMAGED = 10
    PROTECTED = 11
    NOT_WORD = 12
    MACROS = 13
    BOMB = 14
    TOO_SLOW = 15
    BUSY = 16
    ENTITIES = 17


class UnreadableError(Exception):
    """The file cannot be read, for a reason that a person can be told."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome.name)
        self.outcome = outcome


class Read(NamedTuple):
    """What a reader found in a file."""

    text: str
    hidden: list[tuple[str, str]]
    """Text that does not show: why, and the text itself."""


def main(kind: str, cpu_seconds: int) -> int:
    """Write the text of the ``kind`` ("pdf" or "docx") file on stdin to stdout, as JSON.

    The system ends this process when it has used ``cpu_seconds`` of processor time. Returns an
    ``Outcome``; nothing is written unless it is ``READ``.
    """
    _limit_resources(cpu_seconds)
    reader = import_module(_READERS[kind])
    try:
        read: Read = reader.read(sys.stdin.buffer.read())
    except UnreadableError as refused:
        return refused.outcome
    except MemoryError:
        return Outcome.BOMB
    except Exception:  # parsers raise anything at hostile files
        return Outcome.DAMAGED
    answer = json.dumps([read.text[:MAX_TEXT], _bounded(read.hidden)], ensure_ascii=False)
    sys.stdout.buffer.write(answer.encode("utf-8", "ignore"))
    sys.stdout.buffer.flush()
    return Outcome.READ


def _bounded(hidden: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The first ``MAX_HIDDEN`` characters, one piece for each reason."""
    pieces: dict[str, str] = {}
    room = MAX_HIDDEN
    for why, text in hidden:
        kept = text[:room]
        if kept:
            pieces[why] = f"{pieces[why]} {kept}" if why in pieces else kept
        room -= len(kept)
    return list(pieces.items())


def _limit_resources(cpu_seconds: int) -> None:
    """Bound memory, processor time and output where the platform can (not on Windows)."""
    try:
        import resource
    except ImportError:
        return
    limits = (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_FSIZE, MAX_ANSWER),
        (resource.RLIMIT_CORE, 0),
    )
    for name, most in limits:
        # The soft limit of processor time ends the child by a signal of its own.
        above = most + 1 if name == resource.RLIMIT_CPU else most
        with suppress(ValueError, OSError):  # macOS refuses some; a lower limit may stand
            resource.setrlimit(name, (most, above))
