"""The database of one process: where it is, brought up to date, and let go of."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session, sessionmaker

from core.outage import outage_named
from core.settings import Settings
from db.embedded import EmbeddedPostgres
from db.migrate import upgrade

Sessions = sessionmaker[Session]


@dataclass(frozen=True)
class Database:
    """An open database; ``server`` is the embedded one, None where another is configured."""

    engine: Engine
    sessions: Sessions
    server: EmbeddedPostgres | None

    @contextmanager
    def begin(self) -> Iterator[Session]:
        """A transaction: committed at its end, rolled back when something is raised.

        Raises:
            DatabaseAway: if the database does not answer, or takes nothing at the moment.
        """
        with outage_named(), self.sessions.begin() as db:
            yield db

    def close(self) -> None:
        """Let go; the embedded server stops when nobody else uses it."""
        self.engine.dispose()
        if self.server is not None:
            self.server.stop()


def open_database(settings: Settings) -> Database:
    """Start the embedded server if no other is configured, connect, and migrate."""
    if settings.database_url:
        server, url = None, driver_url(settings.database_url.get_secret_value())
    else:
        server = EmbeddedPostgres(settings.data_dir)
        url = server.start()
    engine = make_engine(url)
    upgrade(engine)
    return Database(engine, make_sessions(engine), server)


def driver_url(url: str) -> str:
    """``url`` with psycopg 3 as its driver, whichever Postgres scheme it was written with."""
    scheme, rest = url.split("://", 1)
    return f"postgresql+psycopg://{rest}" if scheme in ("postgres", "postgresql") else url


def make_engine(url: str) -> Engine:
    """A pool for one app process; a connection that went stale is replaced, not used."""
    return create_engine(url, pool_size=5, max_overflow=10, pool_pre_ping=True, pool_recycle=1_800)


def make_sessions(engine: Engine) -> Sessions:
    """A session factory whose objects stay readable after their transaction."""
    return sessionmaker(engine, expire_on_commit=False)
