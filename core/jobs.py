"""Queues background jobs within a transaction; a worker runs them later.

The queue is procrastinate's, in a Postgres schema of its own. A job exists if and only if the
transaction that queued it commits; of each ``key`` at most one job waits and one runs.
"""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import text
from sqlalchemy.orm import Session

if TYPE_CHECKING:
    from procrastinate import App

QUEUE_SCHEMA = "jobs"
EVALUATE = "evaluate"
READ_RESUME = "read_resume"


class RetryLater(Exception):
    """Raised by a job that is to run again after ``seconds``."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"again in {seconds:.0f} s")
        self.seconds = seconds


def enqueue(
    db: Session, task: str, key: str, *, at: datetime | None = None, **arguments: str
) -> bool:
    """Queue ``task`` for a worker, once this transaction commits.

    Args:
        key: names the thing that the job works on; two jobs never work on it at the same time.
        at: the earliest time; None is now.
        arguments: what the task is called with.

    Returns:
        False if a job with this ``key`` already waits; that one stays as it is.
    """
    from procrastinate.exceptions import AlreadyEnqueued

    _find_queue(db)
    try:
        with db.begin_nested():
            # Asked for here, because the savepoint is set when the connection is first used.
            connection = db.connection().connection.driver_connection
            _queue().configure_task(
                task, lock=key, queueing_lock=key, schedule_at=at, connection=connection
            ).defer(**arguments)
    except AlreadyEnqueued:
        return False
    return True


def is_enqueued(db: Session, key: str) -> bool:
    """Whether a job with this ``key`` waits or runs."""
    _find_queue(db)
    unfinished = text(
        "SELECT EXISTS (SELECT FROM procrastinate_jobs"
        " WHERE lock = :key AND status IN ('todo', 'doing'))"
    )
    return bool(db.scalar(unfinished, {"key": key}))


def bring_forward(db: Session, key: str) -> None:
    """Let the waiting job with this ``key`` begin now."""
    _find_queue(db)
    db.execute(
        text(
            "UPDATE procrastinate_jobs SET scheduled_at = NULL"
            " WHERE queueing_lock = :key AND status = 'todo'"
        ),
        {"key": key},
    )


def _find_queue(db: Session) -> None:
    """Put the queue's schema on this transaction's search path, after our own."""
    db.execute(
        text("SELECT set_config('search_path', current_setting('search_path') || :queue, true)"),
        {"queue": f", {QUEUE_SCHEMA}"},
    )


@cache
def _queue() -> App:
    """The queue of this process. It never connects: each call brings its own connection."""
    # Imported late: something that it needs runs a program when it is imported.
    from procrastinate import App, SyncPsycopgConnector

    return App(connector=SyncPsycopgConnector())
