"""The worker as a process: killed while it works, replaced by the next one, stopped."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select, text

from core.access.permissions import PROGRAM
from core.evaluation.service import EvaluationView, evaluation_of, request_evaluation
from core.models import EvaluationStatus, Interview, ProposedRating
from core.settings import Settings
from db.engine import Database, Sessions
from db.job_worker import Worker
from db.worker import build_worker
from tests.core.finished_interviews import GOOD, PIPELINES, Said, finished_interview
from tests.fake_openai import FakeOpenAI, replies

WAIT = 120
TWO = (Said(PIPELINES, GOOD), Said("Data modelling", "One row per order, because finance asked."))


@pytest.fixture
def fake() -> Iterator[FakeOpenAI]:
    with FakeOpenAI() as server:
        yield server


@pytest.fixture
def start(
    sessions: Sessions, fake: FakeOpenAI, project_root: Path, tmp_path: Path
) -> Iterator[Callable[[], "subprocess.Popen[str]"]]:
    """Starts a worker process that reaches the fake; returns when it is ready."""
    url = sessions.kw["bind"].url.render_as_string(hide_password=False)
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "OPENAI_API_KEY": "key",
        "OPENAI_BASE_URL": fake.url,
    }
    started: list[subprocess.Popen[str]] = []

    def begin() -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [sys.executable, "-m", "db.worker"], cwd=project_root, env=environment,
            stdout=subprocess.PIPE, stderr=(tmp_path / "errors").open("w"), text=True,
        )  # fmt: skip
        started.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == "The worker is ready.\n"
        return process

    yield begin
    for process in started:
        process.kill()
        process.wait()


def asked(sessions: Sessions) -> Interview:
    with sessions.begin() as db:
        interview = finished_interview(db, TWO)
        request_evaluation(db, interview.id, PROGRAM)
        return interview


def until(
    sessions: Sessions, interview: Interview, met: Callable[[EvaluationView], bool]
) -> EvaluationView:
    """The evaluation once it is as it should become."""
    end = time.monotonic() + WAIT
    while True:
        with sessions() as db:
            view = evaluation_of(db, interview.id, PROGRAM)
        assert view is not None
        if met(view):
            return view
        if time.monotonic() > end:
            break
        time.sleep(0.05)
    raise AssertionError(f"still {view.status}, {view.done} of {view.steps}: {view.reason}")


def kept(sessions: Sessions) -> set[object]:
    with sessions() as db:
        return set(db.scalars(select(ProposedRating.id)))


def waiting(sessions: Sessions) -> list[str]:
    with sessions() as db:
        return list(db.scalars(text("SELECT status::text FROM jobs.procrastinate_jobs")))


def test_killed_in_the_middle_an_evaluation_is_finished_by_the_next_worker(
    sessions: Sessions, fake: FakeOpenAI, start: Callable[[], "subprocess.Popen[str]"]
) -> None:
    fake.then(replies.good(4), replies.good(3), replies.good(4), replies.good(2), replies.slow(600))
    interview = asked(sessions)
    process = start()
    until(sessions, interview, lambda view: view.done == 4 and len(fake.requests) == 5)
    process.send_signal(signal.SIGKILL)
    process.wait()
    before = kept(sessions)
    assert len(before) == 4
    assert waiting(sessions) == ["doing"]

    settings = Settings(openai_api_key="key", openai_base_url=fake.url)
    database = Database(sessions.kw["bind"].url)
    rescuer = build_worker(settings, database, stalled_seconds=1.0)
    rescuer.start()
    try:
        view = until(sessions, interview, lambda view: not view.under_way)
    finally:
        rescuer.stop()
    assert view.status is EvaluationStatus.EVALUATED
    assert (view.done, view.steps) == (6, 6)
    assert before < kept(sessions)
    assert len(fake.requests) == 4 + 1 + 2, "only the call that was killed was made again"


def test_a_worker_that_is_told_to_stop_hands_its_job_back_and_exits(
    sessions: Sessions, fake: FakeOpenAI, start: Callable[[], "subprocess.Popen[str]"]
) -> None:
    fake.then(replies.good(4), replies.slow(600))
    interview = asked(sessions)
    process = start()
    until(sessions, interview, lambda view: view.done == 1 and len(fake.requests) == 2)
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=WAIT) == 0
    assert waiting(sessions) == ["todo"]
    start()
    view = until(sessions, interview, lambda view: not view.under_way)
    assert (view.status, view.done) == (EvaluationStatus.EVALUATED, 6)


def test_without_a_key_the_worker_gives_coverage(sessions: Sessions) -> None:
    settings = Settings(openai_api_key=None, openai_base_url=None)
    worker: Worker = build_worker(settings, Database(sessions.kw["bind"].url))
    worker.start()
    try:
        view = until(sessions, asked(sessions), lambda view: not view.under_way)
    finally:
        worker.stop()
    assert view.status is EvaluationStatus.EVALUATED
    assert view.model is None
    assert view.proposals == ()
    assert any(row.answered for row in view.coverage)
