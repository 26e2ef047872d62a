"""The child process that reads one resume: it limits itself, reads stdin, answers on stdout.

It is started by core.resumes, imports only what the file's kind needs, and tells what came of
it by its exit status. The parsers it runs are not to be trusted with hostile files in a
process that holds anything of value.
"""

import sys
from contextlib import suppress
from enum import IntEnum
from importlib import import_module

MAX_TEXT = 200_000
"""Characters of text that are kept; about a hundred dense pages."""
CPU_SECONDS = 15
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


class UnreadableError(Exception):
    """A reader gives up, for a reason that a person can be told."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome.name)
        self.outcome = outcome


def main(kind: str) -> int:
    """Write the text of the ``kind`` ("pdf" or "docx") file on stdin to stdout, as UTF-8.

    Returns an ``Outcome``; nothing is written unless it is ``READ``.
    """
    _limit_resources()
    reader = import_module(_READERS[kind])
    try:
        text: str = reader.read(sys.stdin.buffer.read())
    except UnreadableError as refused:
        return refused.outcome
    except Exception:  # parsers raise anything at hostile files, MemoryError among it
        return Outcome.DAMAGED
    sys.stdout.buffer.write(text[:MAX_TEXT].encode("utf-8", "ignore"))
    sys.stdout.buffer.flush()
    return Outcome.READ


def _limit_resources() -> None:
    """Bound memory, processor time and output where the platform can (not on Windows)."""
    try:
        import resource
    except ImportError:
        return
    limits = (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 4 * MAX_TEXT),
        (resource.RLIMIT_CORE, 0),
    )
    for name, most in limits:
        with suppress(ValueError, OSError):  # macOS refuses some; a lower limit may stand
            resource.setrlimit(name, (most, most))
