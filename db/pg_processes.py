"""The processes of a Postgres data directory: who is at work there, and who was left behind."""

from pathlib import Path

import psutil


def at_work(data: Path) -> list[psutil.Process]:
    """Return the Postgres processes at work in the data directory ``data``.

    The id in postmaster.pid proves nothing: it may be a zombie's, or another program's by now.
    Every Postgres process has its data directory as its working directory.
    """
    return [process for process in psutil.process_iter() if _is_at_work(process, data)]


def is_at_work(pid: int, data: Path) -> bool:
    """Say whether ``pid`` is a Postgres process at work in ``data``, answering or not."""
    try:
        return _is_at_work(psutil.Process(pid), data)
    except (psutil.Error, OverflowError, ValueError):
        return False


def _is_at_work(process: psutil.Process, data: Path) -> bool:
    try:
        return process.name().startswith("postgres") and data.samefile(process.cwd())
    except (psutil.Error, OSError):  # gone, a zombie, or another user's
        return False


def end_orphans(data: Path) -> list[int]:
    """End what is left of a server whose postmaster is gone; returns the ids, [] if it lives.

    A child ends by itself when its postmaster is gone, unless it is frozen or stuck. Each bears
    a title, "postgres: checkpointer" say, while a postmaster shows its command line. Whatever is
    not on disk yet lies in the write-ahead log: the next start recovers as from a crash.
    """
    left = at_work(data)
    try:
        if not all(process.cmdline()[0].startswith("postgres: ") for process in left):
            return []
        for process in left:
            process.kill()
    except (psutil.Error, IndexError):  # they are just ending, or another user's
        return []
    return [process.pid for process in left]
