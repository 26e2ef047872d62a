"""Opens the database of one process: finds or starts it, migrates it, and closes it."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.orm import Session, sessionmaker

from core.access.active_sessions import IDLE, IDLE_AFTER
from core.database_errors import collision_named, outage_named
from core.settings import Settings
from db.bounded_connection import BOUNDS, BoundedConnection
from db.embedded import EmbeddedPostgres, EmbeddedPostgresError
from db.liveness import Liveness
from db.migrate import upgrade
from db.supervisor import Supervisor

log = logging.getLogger(__name__)
Sessions = sessionmaker[Session]
POOL_SECONDS = 5.0
"""Timeout of getting a connection from the pool, as while a server is frozen."""
UPGRADE_SECONDS = 3_600.0
"""Timeout of one statement of a migration."""


class Database:
    """An open database, and what keeps it open.

    Attributes:
        url: its current URL; an embedded server that was lost may come back on another port.
        server: the embedded one, None where another is configured.
        liveness: whether it answers.
    """

    def __init__(
        self, url: URL, server: EmbeddedPostgres | None = None, idle: timedelta = IDLE_AFTER
    ) -> None:
        """A migrated database at ``url``; ``idle`` as in ``make_sessions``."""
        self.url, self.server = url, server
        self.engine = make_engine(url, current_url=lambda: self.url)
        self.sessions = make_sessions(self.engine, idle)
        self.liveness = Liveness(lambda: self.url)
        self._supervisor = Supervisor(server, self._move) if server else None
        if self._supervisor:
            self._supervisor.start()

    def _move(self, url: str) -> None:
        self.url = make_url(url)

    @contextmanager
    def begin(self) -> Iterator[Session]:
        """A transaction: committed at its end, rolled back when something is raised.

        Raises:
            DatabaseAway: if the database does not answer, or accepts no writes at the moment.
            Conflict: if somebody else created the same thing at the same moment.
        """
        with outage_named(), collision_named(), self.sessions.begin() as db:
            yield db

    def close(self) -> None:
        """Disconnect; the embedded server stops when nobody else uses it."""
        if self._supervisor:
            self._supervisor.stop()
        self.engine.dispose()
        if self.server is not None:
            try:
                self.server.stop()
            except EmbeddedPostgresError as error:  # nothing is lost: the next start finds it
                log.warning("the embedded Postgres was left as it is: %s", error)


def open_database(settings: Settings) -> Database:
    """Start the embedded server if no other is configured, connect, and migrate."""
    if settings.database_url:
        server, url = None, driver_url(settings.database_url.get_secret_value())
    else:
        server = EmbeddedPostgres(settings.data_dir)
        url = server.start()
    upgrading = make_engine(url, answer_seconds=UPGRADE_SECONDS)
    try:
        upgrade(upgrading)
    finally:
        upgrading.dispose()
    return Database(make_url(url), server, timedelta(hours=settings.idle_hours))


def driver_url(url: str) -> str:
    """``url`` with psycopg 3 as its driver, whatever Postgres scheme it has."""
    scheme, rest = url.split("://", 1)
    return f"postgresql+psycopg://{rest}" if scheme in ("postgres", "postgresql") else url


def make_engine(
    url: URL | str,
    *,
    current_url: Callable[[], URL] | None = None,
    answer_seconds: float | None = None,
) -> Engine:
    """The connection pool of one process; a stale connection is replaced, not used.

    Args:
        url: of the database.
        current_url: asked at every connection for the host and port, if they may change.
        answer_seconds: timeout of one statement, if not ``ANSWER_SECONDS``.
    """
    engine = create_engine(
        url, pool_size=5, max_overflow=10, pool_pre_ping=True, pool_recycle=1_800,
        pool_timeout=POOL_SECONDS,
    )  # fmt: skip

    @event.listens_for(engine, "do_connect")
    def connect(_dialect: Any, _record: Any, arguments: Any, words: Any) -> BoundedConnection:
        at = current_url() if current_url else None
        now = {"host": at.host, "port": at.port} if at else {}
        made = BoundedConnection.connect(*arguments, **BOUNDS | words | now)
        made.answer_seconds = answer_seconds or made.answer_seconds
        return made

    return engine


def make_sessions(engine: Engine, idle: timedelta = IDLE_AFTER) -> Sessions:
    """A session factory whose objects stay readable after their transaction.

    Args:
        idle: a member of the team is signed out after so long without use.
    """
    return sessionmaker(engine, expire_on_commit=False, info={IDLE: idle})
