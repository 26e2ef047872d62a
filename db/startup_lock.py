"""Lets one thread of one process at a time start or stop the embedded Postgres."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import fasteners

from db.pg_cluster import START_SECONDS
from db.pg_programs import EmbeddedPostgresError

LOCK_SECONDS = 4 * START_SECONDS
"""How long to wait for the others."""
# A file lock holds between processes only; it would let in every thread of one process.
between_threads = threading.Lock()


@contextmanager
def between_processes(path: Path) -> Iterator[None]:
    """Hold the lock on the file ``path``, which is made where it is missing.

    Raises EmbeddedPostgresError where files cannot be locked, or another process does not let go.
    """
    lock = fasteners.InterProcessLock(path)
    try:
        acquired = lock.acquire(timeout=LOCK_SECONDS)
    except threading.ThreadError as error:
        raise EmbeddedPostgresError(
            f"{path} cannot be locked ({error}). Set ROLECALL_DATA_DIR to a local disk."
        ) from error
    if not acquired:
        raise EmbeddedPostgresError(
            f"Another process has held {path} for {LOCK_SECONDS} seconds while starting or "
            "stopping Postgres. End it and start again."
        )
    try:
        yield
    finally:
        lock.release()
