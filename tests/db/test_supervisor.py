"""A lost database is restarted by its supervisor, and every wait for it has a timeout."""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url, text

import db
from core.errors import DatabaseAway
from core.jobs import enqueue
from core.settings import Settings
from db import bounded_connection, embedded, engine, liveness, pg_cluster
from db.embedded import EmbeddedPostgres
from db.engine import Database, open_database
from db.job_worker import NoSession, Worker
from db.pg_cluster import Cluster
from db.pg_processes import at_work, end_orphans
from tests.db import faults

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals of this kind are POSIX's")
REPOSITORY = Path(db.__file__).resolve().parent.parent
WAIT = 60
"""Seconds after which a test gives up; nothing is expected to take so long."""


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    """Not under pytest's own directory: that is closed to the user the server runs as."""
    folder = Path(tempfile.mkdtemp(prefix="rolecall-healing-"))
    folder.chmod(0o755)
    yield folder
    EmbeddedPostgres(folder / "data").stop(force=True)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def settings(place: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("ROLECALL_DATA_DIR", str(place / "data"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return Settings()


@pytest.fixture
def database(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """An app's database on an embedded server; short timeouts, so that freezing costs little."""
    monkeypatch.setattr(bounded_connection.BoundedConnection, "answer_seconds", 1.0)
    monkeypatch.setattr(engine, "POOL_SECONDS", 1.0)
    opened = open_database(settings)
    yield opened
    opened.close()


def cluster(database: Database) -> Cluster:
    assert database.server
    return database.server._cluster


def postmaster(database: Database) -> int:
    pid: int = faults.postmaster(cluster(database)).pid
    return pid


def one(database: Database) -> int:
    with database.begin() as session:
        return int(session.scalar(text("SELECT 1")) or 0)


def until(done: Callable[[], bool]) -> None:
    """Look again until ``done``; a database that is away meanwhile is none of its business."""
    turn = threading.Event()
    for _ in range(WAIT * 10):
        with suppress(DatabaseAway):
            if done():
                return
        turn.wait(0.1)
    pytest.fail("it never happened")


def test_a_killed_server_comes_back_at_the_same_port_without_anybody_asking(
    database: Database,
) -> None:
    port, killed = database.url.port, postmaster(database)
    os.kill(killed, signal.SIGKILL)
    until(lambda: one(database) == 1 and postmaster(database) != killed)
    assert database.url.port == port


def test_a_server_that_must_come_back_at_another_port_is_followed(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = database.url.port
    free_port = pg_cluster.free_port
    monkeypatch.setattr("db.pg_cluster.free_port", lambda _: free_port(0))
    os.kill(postmaster(database), signal.SIGKILL)
    until(lambda: one(database) == 1 and database.url.port != port)


def test_two_processes_that_lose_it_agree_on_one_server(
    database: Database, settings: Settings
) -> None:
    other = open_database(settings)
    try:
        killed = postmaster(database)
        os.kill(killed, signal.SIGKILL)
        until(lambda: one(database) == one(other) == 1)
        assert database.url.port == other.url.port
        assert postmaster(database) != killed
    finally:
        other.close()
    assert one(database) == 1, "the one that left did not stop it under the other"


def test_a_command_beside_a_running_app_leaves_the_server_running(
    database: Database, settings: Settings
) -> None:
    killed = postmaster(database)
    for lost in (False, True):
        if lost:
            os.kill(killed, signal.SIGKILL)
        said = subprocess.run(
            [sys.executable, "-m", "db.sign_in_link"], cwd=REPOSITORY, capture_output=True,
            text=True, check=True,
        )  # fmt: skip
        assert "/auth/enter?ticket=" in said.stdout
        until(lambda: one(database) == 1)


def test_a_command_alone_starts_the_server_and_stops_it_again(settings: Settings) -> None:
    said = subprocess.run(
        [sys.executable, "-m", "db.sign_in_link", "--port", "8642"], cwd=REPOSITORY,
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "http://localhost:8642/auth/enter?ticket=" in said.stdout
    assert not at_work(Cluster(settings.data_dir.resolve(), durable=True).data)


def test_a_frozen_server_hangs_nobody_and_is_not_taken_for_dead(database: Database) -> None:
    before = postmaster(database)
    assert one(database) == 1
    with faults.frozen(cluster(database)):
        for _ in range(3):  # a pooled connection, and new ones
            with pytest.raises(DatabaseAway):
                one(database)
        assert database.server
        assert not database.server.is_lost(within=0.1)
        assert end_orphans(cluster(database).data) == []
    until(lambda: one(database) == 1)
    assert postmaster(database) == before


def test_frozen_children_of_a_killed_server_do_not_keep_it_from_coming_back(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded, "ORPHAN_SECONDS", 0.2)
    killed = postmaster(database)
    faults.kill_leaving_orphans(cluster(database))
    until(lambda: one(database) == 1 and postmaster(database) != killed)


def test_a_transaction_that_was_cut_off_leaves_nothing_behind(database: Database) -> None:
    with database.begin() as session:
        session.execute(text("CREATE TABLE IF NOT EXISTS tried (number int)"))

    def cut_off() -> None:
        with database.begin() as session:
            session.execute(text("INSERT INTO tried VALUES (1)"))
            with psycopg.connect(liveness.plain_url(database.url), autocommit=True) as admin:
                admin.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE state = 'idle in transaction'"
                )
            session.execute(text("INSERT INTO tried VALUES (2)"))

    with pytest.raises(DatabaseAway):
        cut_off()
    with database.begin() as session:
        assert session.scalar(text("SELECT count(*) FROM tried")) == 0


def test_a_pool_whose_connections_are_all_held_says_so_instead_of_waiting(
    database: Database,
) -> None:
    held = [database.engine.connect() for _ in range(15)]
    try:
        with pytest.raises(DatabaseAway):
            one(database)
    finally:
        for connection in held:
            connection.close()
    assert one(database) == 1


def test_the_health_check_is_answered_while_the_server_is_frozen_however_many_ask(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    felt: list[int] = []
    connects = database.liveness._connects

    async def counted() -> bool:
        felt.append(1)
        return await connects()

    monkeypatch.setattr(database.liveness, "_connects", counted)

    async def ask(many: int) -> list[bool]:
        return await asyncio.gather(*(database.liveness.is_alive() for _ in range(many)))

    assert asyncio.run(ask(1)) == [True]
    with faults.frozen(cluster(database)):
        assert asyncio.run(ask(200)) == 200 * [False]
    assert len(felt) == 2, "two hundred that ask together share one connection"
    assert asyncio.run(ask(1)) == [True]


def test_the_health_check_says_no_where_nothing_listens() -> None:
    nowhere = liveness.Liveness(lambda: make_url("postgresql+psycopg://rolecall@127.0.0.1:1/x"))
    assert asyncio.run(nowhere.is_alive()) is False


def test_the_worker_goes_on_after_its_server_was_killed(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.job_worker.RESTART_SECONDS", 0.2)
    done: list[str] = []

    async def task(word: str) -> None:
        done.append(word)

    worker = Worker(lambda: database.url, {"task": task}, heartbeat_seconds=0.5)
    worker.start()

    def ask(word: str) -> bool:
        with database.begin() as session:
            enqueue(session, "task", word, word=word)
        return True

    try:
        until(lambda: ask("before"))
        until(lambda: "before" in done)
        os.kill(postmaster(database), signal.SIGKILL)
        until(lambda: ask("after"))
        until(lambda: "after" in done)
    finally:
        worker.stop()


def test_a_pooler_that_drops_the_settings_of_a_session_is_named() -> None:
    assert "PgBouncer" in str(NoSession())
    assert "python -m db.worker" in str(NoSession())
