"""Whether the database answers, asked on a connection of its own and within a bound."""

import asyncio
from collections.abc import Callable

import psycopg
from sqlalchemy import URL

from db.bounded import BOUNDS, AsyncBoundedConnection

SECONDS = 2
"""Given to connecting, and again to the answer."""


class _Quick(AsyncBoundedConnection):
    answer_seconds = float(SECONDS)


class Liveness:
    """Asks whether the database answers; however many want to know, it is asked once."""

    def __init__(self, where: Callable[[], URL]) -> None:
        """``where`` gives the address as it is at the moment."""
        self._where = where
        self._feeling: asyncio.Task[bool] | None = None

    async def beats(self) -> bool:
        """Whether the database answers now; it takes ``2 * SECONDS`` at most. On one loop only."""
        if self._feeling is None or self._feeling.done():
            self._feeling = asyncio.create_task(self._feel())
        # Shielded: a caller that hangs up takes the answer from none of the others.
        return await asyncio.shield(self._feeling)

    async def _feel(self) -> bool:
        try:
            connection = await _Quick.connect(
                plain_url(self._where()),
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
    """``url`` as psycopg and its command line tools read it, password included."""
    return url.set(drivername="postgresql").render_as_string(hide_password=False)
