"""The running processes of a Postgres data directory, and ending those without a postmaster."""

from pathlib import Path

import psutil


def at_work(data: Path) -> list[psutil.Process]:
    """The Postgres processes of the data directory ``data``.

    Each has that directory as its working directory. The id in postmaster.pid does not do: it may
    be a zombie's or another program's by now.
    """
    return [process for process in psutil.process_iter() if _is_at_work(process, data)]


def is_at_work(pid: int, data: Path) -> bool:
    """Whether ``pid`` is a Postgres process of ``data``, frozen or not."""
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
    """End the children of a postmaster that is gone; returns their ids, [] while it lives.

    A child ends by itself then, unless it is frozen or stuck. Children have titles such as
    "postgres: checkpointer", a postmaster shows its command line. No data is lost: the next start
    recovers from the write-ahead log, as after a crash.
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
