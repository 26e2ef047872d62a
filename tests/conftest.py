"""Databases for tests: one embedded Postgres for the whole run.

``db`` rolls its test's changes back; ``sessions`` and ``database_url`` give a test a database of
its own, for code that commits.
"""

import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, make_url, text
from sqlalchemy.orm import Session

from core.realtime.session import persistence
from db.embedded import EmbeddedPostgres
from db.engine import Sessions, make_engine, make_sessions
from db.migrate import upgrade
from tests.xdist_scheduling import (  # noqa: F401 (hooks, which pytest finds here)
    pytest_collection_modifyitems,
    pytest_xdist_auto_num_workers,
    pytest_xdist_make_scheduler,
)

_ROOT = "ROLECALL_TEST_POSTGRES"


def pytest_configure(config: pytest.Config) -> None:
    """Choose the directory of this run's server; xdist's workers inherit it."""
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL"):
        os.environ.pop(name, None)  # no test may reach a service that somebody pays for
    if not hasattr(config, "workerinput"):
        # Not under pytest's own directory, which is closed to the user that Postgres runs as.
        folder = Path(tempfile.mkdtemp(prefix="rolecall-tests-"))
        folder.chmod(0o755)
        os.environ[_ROOT] = str(folder / "postgres")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server and delete its data after every worker has ended."""
    if not hasattr(config, "workerinput"):
        root = Path(os.environ[_ROOT])
        if root.exists():
            EmbeddedPostgres(root).stop(force=True)
        shutil.rmtree(root.parent, ignore_errors=True)


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that stands still for two seconds is not a database that is away.

    Tests of an outage set what they need after this.
    """
    monkeypatch.setattr(persistence, "SLOW_SECONDS", 20.0)


@pytest.fixture(scope="session")
def server_url() -> Iterator[str]:
    """The URL of this run's server, which its workers share."""
    server = EmbeddedPostgres(Path(os.environ[_ROOT]), durable=False)
    yield server.start()
    server.stop()


def new_database(server_url: str, template: str = "template1") -> str:
    """A database on the server, a copy of ``template``; returns its URL."""
    name = f"test_{uuid.uuid4().hex}"
    admin = make_engine(server_url).execution_options(isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'))
    admin.dispose()
    return make_url(server_url).set(database=name).render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def migrated_url(server_url: str) -> str:
    """The URL of a migrated database that others are copied from; nobody stays connected to it."""
    url = new_database(server_url)
    made = make_engine(url)
    upgrade(made)
    made.dispose()
    return url


def copy_of(server_url: str, migrated_url: str) -> str:
    """A fresh copy of the migrated database."""
    return new_database(server_url, make_url(migrated_url).database or "")


@pytest.fixture(scope="session")
def engine(server_url: str, migrated_url: str) -> Iterator[Engine]:
    """A migrated database of this worker's own."""
    made = make_engine(copy_of(server_url, migrated_url))
    yield made
    made.dispose()


@pytest.fixture
def db(engine: Engine) -> Iterator[Session]:
    """A session whose changes never leave the test."""
    with engine.connect() as connection:
        outer = connection.begin()
        with Session(connection, join_transaction_mode="create_savepoint") as session:
            yield session
        outer.rollback()


@pytest.fixture
def fresh_database(server_url: str) -> str:
    """The URL of an empty database."""
    return new_database(server_url)


@pytest.fixture
def database_url(server_url: str, migrated_url: str) -> str:
    """The URL of a migrated database of the test's own."""
    return copy_of(server_url, migrated_url)


@contextmanager
def sessions_on(url: str) -> Iterator[Sessions]:
    """A session factory on the database at ``url``."""
    made = make_engine(url)
    try:
        yield make_sessions(made)
    finally:
        made.dispose()


@pytest.fixture
def sessions(database_url: str) -> Iterator[Sessions]:
    """A session factory on a database of the test's own, for code that commits."""
    with sessions_on(database_url) as made:
        yield made


@pytest.fixture(scope="session")
def project_root() -> Path:
    """The top of the repository."""
    return Path(__file__).parent.parent
