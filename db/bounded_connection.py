"""psycopg connections with a timeout on every statement, also while the server is frozen.

A frozen server keeps its sockets open and accepts what is sent, so neither its own timeouts nor
the network's end the wait. The timeout is therefore on the client's side.
"""

from typing import Any, TypeVar

import psycopg
from psycopg.abc import PQGen
from psycopg.pq import TransactionStatus

CONNECT_SECONDS = 3
ANSWER_SECONDS = 15.0
"""Timeout of one statement. Those of pages take milliseconds; others set their own timeout."""
BOUNDS: dict[str, Any] = {
    "connect_timeout": CONNECT_SECONDS,
    # A machine that vanished from the network: probed after 15 s, given up 15 s later.
    "keepalives": 1,
    "keepalives_idle": 15,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,  # milliseconds
    # Statements prepared by name do not survive a pooler between us and the server.
    "prepare_threshold": None,
}
_INTERVAL = 0.1
"""Seconds between two checks for Ctrl-C; psycopg's own default."""
T = TypeVar("T")


class BoundedConnection(psycopg.Connection[Any]):
    """A connection that is closed when a statement takes longer than ``answer_seconds``."""

    answer_seconds = ANSWER_SECONDS

    def wait(self, gen: PQGen[T], interval: float = _INTERVAL, timeout: float | None = None) -> T:
        """Wait for the server; raises OperationalError when it takes too long."""
        try:
            return super().wait(gen, interval, self.answer_seconds if timeout is None else timeout)
        except psycopg.OperationalError:
            _close_unanswered(self.pgconn, timeout)
            raise


class AsyncBoundedConnection(psycopg.AsyncConnection[Any]):
    """The same for asyncio."""

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
    """Close the connection: nobody knows whether its last statement was carried out."""
    if timeout is None and connection.transaction_status == TransactionStatus.ACTIVE:
        connection.finish()
