"""The app as a process of its own, and Chromium with a microphone that tests speak into."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.links import interview_url
from core.models import JobPosting
from db.engine import Sessions, make_engine, make_sessions
from tests.conftest import copy_of
from tests.e2e.candidate import Candidate
from tests.factories import apply

START_SECONDS = 120
CHROMIUM_FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync "
    "--use-fake-ui-for-media-stream --use-fake-device-for-media-stream"
).split()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class AppServer:
    """A running app; ``kill`` and ``start`` let a test end it and bring it back."""

    root: Path
    database_url: str
    port: int
    log: Path
    script: str = "app.py"
    health: str = "healthz"
    settings: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def sign_in_link(self) -> str:
        found = re.search(r"http\S+/auth/enter\S+", self.log.read_text())
        assert found, "the first start prints a sign-in link"
        return found[0]

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "streamlit",
                    "run",
                    self.script,
                    f"--server.port={self.port}",
                ],
                cwd=self.root,
                env={
                    **os.environ,
                    "DATABASE_URL": self.database_url,
                    "ROLECALL_GRACE_SECONDS": "3",
                    "ROLECALL_MAX_LIVE_INTERVIEWS": "64",
                    **self.settings,
                },
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        end = time.monotonic() + START_SECONDS
        while not self.healthy():
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() < end, self.log.read_text()
            self.process_wait(0.2)

    @property
    def troubles(self) -> list[str]:
        """Lines of the log that speak of errors."""
        lines = self.log.read_text().splitlines()
        return [line for line in lines if re.search("error|traceback|exception", line, re.I)]

    def process_wait(self, seconds: float) -> None:
        """Wait for the process to end, at most ``seconds``."""
        assert self.process
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            return

    def healthy(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/{self.health}", timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def kill(self) -> None:
        """End the process as a power cut would."""
        assert self.process
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        assert self.process
        os.killpg(self.process.pid, signal.SIGTERM)
        self.process_wait(15)
        if self.process.poll() is None:
            self.kill()


@dataclass(frozen=True)
class Invitation:
    """An interview that somebody was invited to."""

    link: str
    interview_id: uuid.UUID


Invite = Callable[[str], Invitation]


@pytest.fixture(scope="session")
def shared_app(
    project_root: Path, server_url: str, migrated_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[AppServer]:
    """One app for all tests that leave it as it is."""
    log = tmp_path_factory.mktemp("shared") / "app.log"
    server = AppServer(project_root, copy_of(server_url, migrated_url), free_port(), log)
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def shared_sessions(shared_app: AppServer) -> Iterator[Sessions]:
    """A session factory on the shared app's database."""
    engine = make_engine(shared_app.database_url)
    yield make_sessions(engine)
    engine.dispose()


def demo_posting(db: Session, title: str) -> JobPosting:
    """The demo posting with this title."""
    demo = select(JobPosting).where(JobPosting.title == title, JobPosting.is_demo)
    return db.scalars(demo).one()


@pytest.fixture
def invite(shared_app: AppServer, shared_sessions: Sessions) -> Invite:
    """Invites somebody to an interview about the demo posting with this title."""

    def make(title: str) -> Invitation:
        with shared_sessions.begin() as db:
            made = apply(db, demo_posting(db, title))
            link = interview_url(shared_app.url, made.link_token)
            return Invitation(link, made.interview.id)

    return make


@pytest.fixture
def come(chromium: Browser) -> Iterator[Callable[..., Candidate]]:
    """Opens a browser window for a candidate; all are closed with the test."""
    here: list[Candidate] = []

    def make(*args: Any, **kwargs: Any) -> Candidate:
        here.append(Candidate(chromium, *args, **kwargs))
        return here[-1]

    yield make
    for candidate in here:
        candidate.context.close()


@pytest.fixture
def app(project_root: Path, database_url: str, tmp_path: Path) -> Iterator[AppServer]:
    """The app on a database of the test's own."""
    server = AppServer(project_root, database_url, free_port(), tmp_path / "app.log")
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def gallery(project_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    """Every state of the live room; see room_gallery.py."""
    log = tmp_path_factory.mktemp("gallery") / "app.log"
    script = "tests/e2e/room_gallery.py"
    server = AppServer(project_root, "", free_port(), log, script, "_stcore/health")
    server.start()
    yield server
    server.stop()


@pytest.fixture
def app_sessions(app: AppServer) -> Iterator[Sessions]:
    """A session factory on the app's database."""
    engine = make_engine(app.database_url)
    yield make_sessions(engine)
    engine.dispose()


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """Ends with the module, as it occupies the event loop."""
    with sync_playwright() as running:
        yield running


def launch(playwright: Playwright, *more_flags: str) -> Browser:
    """The system's Chromium, headless."""
    path = shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        pytest.fail("Chromium is missing: .ci/run installs it, or `apt-get install chromium`.")
    return playwright.chromium.launch(executable_path=path, args=[*CHROMIUM_FLAGS, *more_flags])


@pytest.fixture(scope="module")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """A browser that plays sound at once."""
    browser = launch(playwright, "--autoplay-policy=no-user-gesture-required")
    yield browser
    browser.close()
