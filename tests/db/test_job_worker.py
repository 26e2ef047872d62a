"""Queued jobs: part of their transaction, done once, requeued when a worker dies."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from core.jobs import RetryLater, bring_forward, enqueue, is_enqueued
from core.models import utc_now
from db.engine import Sessions
from db.job_worker import Worker

WAIT = 60


def jobs(db: Session) -> list[tuple[str, str]]:
    found = db.execute(text("SELECT queueing_lock, status::text FROM jobs.procrastinate_jobs"))
    return sorted((row[0], row[1]) for row in found)


@pytest.fixture
def working(sessions: Sessions) -> Iterator[Callable[..., Worker]]:
    """Starts workers that are stopped at the end of the test."""
    started: list[Worker] = []

    def start(**tasks: Callable[..., Awaitable[None]]) -> Worker:
        worker = Worker(
            lambda: sessions.kw["bind"].url, tasks, stalled_seconds=2, heartbeat_seconds=0.5
        )
        worker.start()
        started.append(worker)
        return worker

    yield start
    for worker in started:
        worker.stop()


def test_a_job_is_asked_for_only_if_the_transaction_commits(sessions: Sessions) -> None:
    with sessions() as db:
        enqueue(db, "task", "given up")
        db.rollback()
    with sessions.begin() as db:
        enqueue(db, "task", "kept")
    with sessions() as db:
        assert jobs(db) == [("kept", "todo")]


def test_the_same_work_waits_once_and_the_transaction_goes_on(sessions: Sessions) -> None:
    with sessions.begin() as db:
        assert enqueue(db, "task", "one")
        assert not enqueue(db, "task", "one")
        assert enqueue(db, "task", "other")
    with sessions() as db:
        assert [key for key, _ in jobs(db)] == ["one", "other"]


def test_our_own_tables_are_found_as_before_after_asking(sessions: Sessions) -> None:
    with sessions.begin() as db:
        enqueue(db, "task", "one")
        assert db.scalar(text("SELECT count(*) FROM interviews")) == 0
    with sessions() as db:
        assert "jobs" not in (db.scalar(text("SHOW search_path")) or "")


def test_a_worker_does_what_was_asked_for_and_keeps_nothing_of_it(
    sessions: Sessions, working: Callable[..., Worker]
) -> None:
    done, seen = threading.Event(), []

    async def task(name: str) -> None:
        seen.append(name)
        done.set()

    worker = working(task=task)
    with sessions.begin() as db:
        enqueue(db, "task", "one", name="Ada")
    assert done.wait(WAIT)
    worker.stop()
    assert seen == ["Ada"]
    with sessions() as db:
        assert jobs(db) == []


def test_a_job_that_wants_it_runs_again(sessions: Sessions, working: Callable[..., Worker]) -> None:
    done, tries = threading.Event(), []

    async def task() -> None:
        tries.append(utc_now())
        if len(tries) < 3:
            raise RetryLater(0)
        done.set()

    with sessions.begin() as db:
        enqueue(db, "task", "one")
    working(task=task)
    assert done.wait(WAIT)
    assert len(tries) == 3


def test_a_job_that_broke_runs_again_later(
    sessions: Sessions, working: Callable[..., Worker]
) -> None:
    broke = threading.Event()

    async def task() -> None:
        broke.set()
        raise RuntimeError("the database was away")

    with sessions.begin() as db:
        enqueue(db, "task", "one")
    worker = working(task=task)
    assert broke.wait(WAIT)
    worker.stop()
    with sessions() as db:
        assert jobs(db) == [("one", "todo")]
        assert is_enqueued(db, "one")
        assert not is_enqueued(db, "other")


def test_a_stop_puts_a_running_job_back_for_the_next_worker(
    sessions: Sessions, working: Callable[..., Worker]
) -> None:
    began, done = threading.Event(), threading.Event()

    async def endless() -> None:
        began.set()
        await asyncio.Event().wait()

    async def short() -> None:
        done.set()

    with sessions.begin() as db:
        enqueue(db, "task", "one")
    worker = working(task=endless)
    assert began.wait(WAIT)
    worker.stop()
    with sessions() as db:
        assert jobs(db) == [("one", "todo")]
    working(task=short)
    assert done.wait(WAIT)


def test_a_job_for_later_can_be_brought_forward(
    sessions: Sessions, working: Callable[..., Worker]
) -> None:
    done = threading.Event()

    async def task() -> None:
        done.set()

    with sessions.begin() as db:
        enqueue(db, "task", "one", at=utc_now().replace(year=2999))
    with sessions.begin() as db:
        bring_forward(db, "one")
    working(task=task)
    assert done.wait(WAIT)


def test_a_worker_outlives_the_loss_of_its_connections(
    sessions: Sessions, working: Callable[..., Worker]
) -> None:
    done = threading.Event()

    async def task() -> None:
        done.set()

    working(task=task)
    with sessions.begin() as db:
        db.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )
        enqueue(db, "task", "one")
    assert done.wait(WAIT)
