"""The database of one process: where it is, brought up to date, and let go of."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.orm import Session, sessionmaker

from core.access.idle import IDLE, IDLE_AFTER
from core.database_errors import collision_named, outage_named
from core.settings import Settings
from db.bounded import BOUNDS, BoundedConnection
from db.embedded import EmbeddedPostgres, EmbeddedPostgresError
from db.liveness import Liveness
from db.migrate import upgrade
from db.supervisor import Supervisor

log = logging.getLogger(__name__)
Sessions = sessionmaker[Session]
POOL_SECONDS = 5.0
"""Waited for a connection of the pool, where a frozen server holds them all."""
UPGRADE_SECONDS = 3_600.0
"""Given to one statement of a migration."""


class Database:
    """An open database, and what keeps it open.

    Attributes:
        url: where it is at the moment; an embedded server that was lost may come back elsewhere.
        server: the embedded one, None where another is configured.
        liveness: whether it answers.
    """

    def __init__(
        self, url: URL, server: EmbeddedPostgres | None = None, idle: timedelta = IDLE_AFTER
    ) -> None:
        """A database that is there and up to date, at ``url``; ``idle`` as in ``make_sessions``."""
        self.url, self.server = url, server
        self.engine = make_engine(url, where=lambda: self.url)
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
            DatabaseAway: if the database does not answer, or takes nothing at the moment.
            Conflict: if something was made that somebody else made at the same moment.
        """
        with outage_named(), collision_named(), self.sessions.begin() as db:
            yield db

    def close(self) -> None:
        """Let go; the embedded server stops when nobody else uses it."""
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
    """``url`` with psycopg 3 as its driver, whichever Postgres scheme it was written with."""
    scheme, rest = url.split("://", 1)
    return f"postgresql+psycopg://{rest}" if scheme in ("postgres", "postgresql") else url


def make_engine(
    url: URL | str, *, where: Callable[[], URL] | None = None, answer_seconds: float | None = None
) -> Engine:
    """A pool for one app process; a connection that went stale is replaced, not used.

    Args:
        url: where the database is.
        where: asked for the address at every connection, where it may change.
        answer_seconds: given to one statement, where ``ANSWER_SECONDS`` do not do.
    """
    engine = create_engine(
        url, pool_size=5, max_overflow=10, pool_pre_ping=True, pool_recycle=1_800,
        pool_timeout=POOL_SECONDS,
    )  # fmt: skip

    @event.listens_for(engine, "do_connect")
    def connect(_dialect: Any, _record: Any, arguments: Any, words: Any) -> BoundedConnection:
        now = {"host": at.host, "port": at.port} if where and (at := where()) else {}
        made = BoundedConnection.connect(*arguments, **BOUNDS | words | now)
        made.answer_seconds = answer_seconds or made.answer_seconds
        return made

    return engine


def make_sessions(engine: Engine, idle: timedelta = IDLE_AFTER) -> Sessions:
    """A session factory whose objects stay readable after their transaction.

    Args:
        idle: after which time without use a member of the team is signed out.
    """
    return sessionmaker(engine, expire_on_commit=False, info={IDLE: idle})
