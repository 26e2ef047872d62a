"""The health check of the database, on a connection of its own and with a timeout."""

import asyncio
from collections.abc import Callable

import psycopg
from sqlalchemy import URL

from db.bounded_connection import BOUNDS, AsyncBoundedConnection

SECONDS = 2
"""Timeout of connecting, and again of the answer."""


class _Quick(AsyncBoundedConnection):
    answer_seconds = float(SECONDS)


class Liveness:
    """Checks whether the database answers; callers at the same time share one check."""

    def __init__(self, current_url: Callable[[], URL]) -> None:
        """``current_url`` gives the database's URL, which may change."""
        self._current_url = current_url
        self._check: asyncio.Task[bool] | None = None

    async def is_alive(self) -> bool:
        """Whether the database answers now; it takes ``2 * SECONDS`` at most. On one loop only."""
        if self._check is None or self._check.done():
            self._check = asyncio.create_task(self._connects())
        # Shielded: a caller that disconnects does not cancel it for the others.
        return await asyncio.shield(self._check)

    async def _connects(self) -> bool:
        try:
            connection = await _Quick.connect(
                plain_url(self._current_url()),
                autocommit=True,
                **BOUNDS | {"connect_timeout": SECONDS},
            )
            try:
                await connection.execute("SELECT 1")
            finally:
                await connection.close()
        except (OSError, psycopg.Error):
            return False
        return True


def plain_url(url: URL) -> str:
    """``url`` in the form that psycopg takes, password included."""
    return url.set(drivername="postgresql").render_as_string(hide_password=False)
