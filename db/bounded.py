"""Connections that never wait for ever: not for a server that is gone, nor for a frozen one.

A frozen server keeps its sockets open and takes what is sent; no time limit of its own, and none
of the network's, ever fires. So the waiting itself is bounded here.
"""

from typing import Any, TypeVar

import psycopg
from psycopg.abc import PQGen
from psycopg.pq import TransactionStatus

CONNECT_SECONDS = 3
ANSWER_SECONDS = 15.0
"""Given to one statement. Every page's take milliseconds; longer ones ask for their own limit."""
BOUNDS: dict[str, Any] = {
    "connect_timeout": CONNECT_SECONDS,
    # A machine that vanished from the network: asked after 15 s, given up 15 s later.
    "keepalives": 1,
    "keepalives_idle": 15,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,  # milliseconds
    # Statements prepared by name do not survive a pooler between us and the server.
    "prepare_threshold": None,
}
_INTERVAL = 0.1
"""Seconds between two looks for Ctrl-C, as psycopg has it."""
T = TypeVar("T")


class BoundedConnection(psycopg.Connection[Any]):
    """A connection whose every statement is answered in time, or which is closed."""

    answer_seconds = ANSWER_SECONDS

    def wait(self, gen: PQGen[T], interval: float = _INTERVAL, timeout: float | None = None) -> T:
        """Wait for the server; raises OperationalError when it takes too long."""
        try:
            return super().wait(gen, interval, self.answer_seconds if timeout is None else timeout)
        except psycopg.OperationalError:
            _close_unanswered(self.pgconn, timeout)
            raise


class AsyncBoundedConnection(psycopg.AsyncConnection[Any]):
    """The same for a loop."""

    answer_seconds = ANSWER_SECONDS

    async def wait(
        self,
        gen: PQGen[T],
        interval: float = _INTERVAL,
        timeout: float | None = None,  # noqa: ASYNC109
    ) -> T:
        """Wait for the server; raises OperationalError when it takes too long."""
        seconds = self.answer_seconds if timeout is None else timeout
        try:
            return await super().wait(gen, interval, seconds)
        except psycopg.OperationalError:
            _close_unanswered(self.pgconn, timeout)
            raise


def _close_unanswered(connection: psycopg.pq.abc.PGconn, timeout: float | None) -> None:
    """What the statement did is unknown, so nothing more may be asked on this connection."""
    if timeout is None and connection.transaction_status == TransactionStatus.ACTIVE:
        connection.finish()
