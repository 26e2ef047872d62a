"""Runs the child process that reads one file; at most ``MAX_CHILDREN`` run at once.

The child limits its own processor time (core.resumes.parser_process). The caller says how long to
wait, because a busy machine makes any file slow.
"""

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile

from core.resumes.parser_process import MAX_ANSWER, Outcome

CPU_SECONDS = 15
"""Processor time for one file; a usual one needs 0.3."""
MAX_CHILDREN = 2
"""In one process; further calls wait."""

_log = logging.getLogger(__name__)
_turns = threading.BoundedSemaphore(MAX_CHILDREN)

_HOME = Path(__file__).parent.parent.parent
# Isolated mode (-I) leaves out the working directory and the user's site, so that nothing but
# this product and its environment can be imported.
_CHILD = """
import sys
sys.path.insert(0, sys.argv[1])
from core.resumes.parser_process import main
sys.exit(main(sys.argv[2], int(sys.argv[3])))
"""
_CHILD_ENVIRONMENT = ("SYSTEMROOT", "LD_LIBRARY_PATH")
"""The only variables that the child gets: the parent's environment holds secrets."""
_OUT_OF_TIME = -getattr(signal, "SIGXCPU", 24)
_KILLED = -9
"""By the system, when memory is full, or by an administrator: it says nothing about the file."""


def read_in_child(kind: str, data: bytes, *, seconds: float) -> tuple[Outcome, bytes]:
    """Read ``data`` in a child process: how it ended, and its answer.

    Args:
        kind: "pdf" or "docx".
        data: the file.
        seconds: the longest wait, for a free place and the child together; then it is ``BUSY``.
    """
    end = time.monotonic() + seconds
    if not _turns.acquire(timeout=seconds):
        return Outcome.BUSY, b""
    try:
        return _run(kind, data, end)
    except OSError:
        _log.exception("resume child could not be run")
        return Outcome.BUSY, b""
    finally:
        _turns.release()


def _run(kind: str, data: bytes, end: float) -> tuple[Outcome, bytes]:
    """Run the child on ``data``; files instead of pipes need no threads and cannot block."""
    with TemporaryFile() as source, TemporaryFile() as result:
        source.write(data)
        source.seek(0)
        child = subprocess.Popen(  # noqa: S603 - the arguments are ours, not the upload's
            [sys.executable, "-I", "-c", _CHILD, str(_HOME), kind, str(CPU_SECONDS)],
            stdin=source,
            stdout=result,
            stderr=subprocess.DEVNULL,
            env={name: os.environ[name] for name in _CHILD_ENVIRONMENT if name in os.environ},
            start_new_session=True,
        )
        try:
            status = child.wait(max(0.0, end - time.monotonic()))
        except subprocess.TimeoutExpired:
            return Outcome.BUSY, b""
        finally:
            _end(child)
        result.seek(0)
        return _outcome(status), result.read(MAX_ANSWER)


def _outcome(status: int) -> Outcome:
    """What the child's exit status says; a negative one is the signal that ended it."""
    if status == _OUT_OF_TIME:
        return Outcome.TOO_SLOW
    if status == _KILLED:
        return Outcome.BUSY
    if status < 0:
        return Outcome.DAMAGED
    try:
        return Outcome(status)
    except ValueError:
        _log.error("resume child failed by itself: status=%d", status)
        return Outcome.BUSY


def _end(child: "subprocess.Popen[bytes]") -> None:
    """Kill the child and whatever it started."""
    if os.name == "posix":
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
    if child.poll() is None:
        child.kill()
        child.wait()
