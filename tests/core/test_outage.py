"""Every way in which a database is away is DatabaseAway; mistakes of the program are not."""

import psycopg
import pytest
from psycopg import errors
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from core.database_errors import is_away, outage_named
from core.errors import DatabaseAway, NotFound

AWAY = (
    psycopg.OperationalError("connection refused"),
    errors.ConnectionTimeout("no answer"),
    errors.AdminShutdown(),
    errors.CrashShutdown(),
    errors.CannotConnectNow(),
    errors.TooManyConnections(),
    errors.DiskFull(),
    errors.OutOfMemory(),
    errors.QueryCanceled(),
    errors.IdleInTransactionSessionTimeout(),
    errors.ReadOnlySqlTransaction(),
    errors.IoError(),
    errors.DeadlockDetected(),
    PoolTimeout("QueuePool limit"),
    DatabaseAway(),
)
NOT_AWAY = (
    errors.UniqueViolation(),
    errors.UndefinedTable(),
    errors.SyntaxError(),
    errors.DataError(),
    errors.InsufficientPrivilege(),
    psycopg.InterfaceError("the cursor is closed"),
    NotFound("no such interview"),
    ValueError("ours"),
)


def wrapped(error: Exception) -> Exception:
    """``error`` as SQLAlchemy hands it on."""
    if not isinstance(error, psycopg.Error):
        return error
    told = DBAPIError("SELECT", {}, error)
    told.__cause__ = error
    return told


@pytest.mark.parametrize("error", AWAY, ids=lambda error: type(error).__name__)
def test_a_database_that_is_away_has_one_name(error: Exception) -> None:
    for raised in (error, wrapped(error)):
        assert is_away(raised)
        with pytest.raises(DatabaseAway), outage_named():
            raise raised


@pytest.mark.parametrize("error", NOT_AWAY, ids=lambda error: type(error).__name__)
def test_a_mistake_of_ours_keeps_its_own(error: Exception) -> None:
    for raised in (error, wrapped(error)):
        with pytest.raises(type(raised)), outage_named():
            raise raised


def test_what_postgres_really_raises_is_told_apart(db: Session) -> None:
    raising = "DO $$ BEGIN RAISE SQLSTATE '{}'; END $$"
    for state, away in (("53100", True), ("57P01", True), ("42P01", False), ("23505", False)):
        with pytest.raises(DBAPIError) as found, db.begin_nested():
            db.execute(text(raising.format(state)))
        assert is_away(found.value) is away, state
