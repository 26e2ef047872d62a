"""Names the errors of the database: it is away, or a unique constraint was broken."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg.errors import UniqueViolation
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from core.errors import Conflict, DatabaseAway

_CLASSES = frozenset({"08", "53", "57", "58"})
"""SQLSTATE classes: the connection, out of resources (disk, memory, connections), an operator
stepped in (shutdown, start-up, a statement that took too long), the system. Source: Appendix A
of Postgres's manual."""
_STATES = frozenset({"25006", "25P03", "25P04", "40001", "40P01", "55P03"})
"""A read-only server (a standby, or one whose disk is being saved), transactions that waited too
long, and those that had to give way to another."""


def is_away(error: BaseException) -> bool:
    """Whether the error is an outage: the same work may succeed later, without any change to it."""
    if isinstance(error, DatabaseAway | PoolTimeout):
        return True
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    if isinstance(error, psycopg.Error):
        state = error.sqlstate
        if state is None:  # the server said nothing: refused, reset, timed out
            return isinstance(error, psycopg.OperationalError)
        return state[:2] in _CLASSES or state in _STATES
    # SQLAlchemy and the queue wrap what psycopg raised.
    return error.__cause__ is not None and is_away(error.__cause__)


@contextmanager
def outage_named() -> Iterator[None]:
    """Wrap work on the database: an outage raises DatabaseAway, whatever the driver raised."""
    try:
        yield
    except Exception as error:
        if is_away(error):
            raise DatabaseAway from error
        raise


SAME_MOMENT = (
    "Somebody did the same at this very moment, so this was not done twice. Please look at how it "
    "stands now."
)


@contextmanager
def collision_named() -> Iterator[None]:
    """Wrap work on the database: what a unique constraint refuses raises Conflict.

    A service that has a better message, or a field to put it beside, raises its own error.
    """
    try:
        yield
    except IntegrityError as error:
        if isinstance(error.orig, UniqueViolation):
            raise Conflict(SAME_MOMENT) from error
        raise
