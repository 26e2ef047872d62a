"""The app as a process, candidates in Chromium, and a microphone that tests can speak into."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.interview_links import interview_url
from core.access.sessions import issue_ticket
from core.interviews.service import list_turns
from core.models import JobPosting, Speaker, User
from db.engine import Sessions
from tests.conftest import copy_of, sessions_on
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
    """The app as a process; ``kill`` and ``start`` end it and bring it back."""

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
                    "ROLECALL_MAX_LOCAL_INTERVIEWS": "64",  # who left keeps a place
                    "ROLECALL_ADMIT_BY_LOAD": "false",
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
        """Lines of the log about errors."""
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
        """Kill the process (SIGKILL)."""
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
NewApp = Callable[..., AppServer]
NewCandidate = Callable[..., Candidate]


@pytest.fixture(scope="session")
def new_app(
    project_root: Path, server_url: str, migrated_url: str, tmp_path_factory: pytest.TempPathFactory
) -> NewApp:
    """Makes an app with these settings on a new database; it does not run yet."""

    def make(**settings: str) -> AppServer:
        log = tmp_path_factory.mktemp("app") / "app.log"
        url = copy_of(server_url, migrated_url)
        return AppServer(project_root, url, free_port(), log, settings=settings)

    return make


@contextmanager
def running(app: AppServer) -> Iterator[AppServer]:
    """``app`` from its start to its end."""
    app.start()
    try:
        yield app
    finally:
        app.stop()


@pytest.fixture(scope="session")
def shared_app(new_app: NewApp) -> Iterator[AppServer]:
    """One running app for all tests that do not stop it."""
    with running(new_app()) as app:
        yield app


@pytest.fixture(scope="session")
def shared_sessions(shared_app: AppServer) -> Iterator[Sessions]:
    """A session factory on the shared app's database."""
    with sessions_on(shared_app.database_url) as sessions:
        yield sessions


@pytest.fixture(scope="session")
def killable_app(new_app: NewApp) -> Iterator[AppServer]:
    """One app for all tests that kill it and start it again."""
    with running(new_app()) as app:
        yield app


@pytest.fixture(scope="session")
def killable_app_sessions(killable_app: AppServer) -> Iterator[Sessions]:
    """A session factory on its database."""
    with sessions_on(killable_app.database_url) as sessions:
        yield sessions


@pytest.fixture(scope="session")
def proxied_app(new_app: NewApp) -> Iterator[AppServer]:
    """An app behind one proxy, which the tests are."""
    with running(new_app(ROLECALL_TRUSTED_HOPS="1")) as app:
        yield app


def demo_posting(db: Session, title: str) -> JobPosting:
    """The demo posting with this title."""
    demo = select(JobPosting).where(JobPosting.title == title, JobPosting.is_demo)
    return db.scalars(demo).one()


def sign_in_url(app: AppServer, db: Session, user: User, page: str = "team") -> str:
    """A link that signs ``user`` in and leads to ``page``, its query included."""
    ticket = issue_ticket(db, user)
    return f"{app.url}/auth/enter?ticket={ticket}&next={urllib.parse.quote(page)}"


def invitation(app: AppServer, sessions: Sessions, title: str) -> Invitation:
    """An invitation to an interview at ``app`` about the demo posting with this title."""
    with sessions.begin() as db:
        made = apply(db, demo_posting(db, title))
        return Invitation(interview_url(app.url, made.link_token), made.interview.id)


def candidate_turns(sessions: Sessions, invited: Invitation) -> list[str]:
    """What the candidate said, as it is in Postgres."""
    with sessions.begin() as db:
        turns = list_turns(db, invited.interview_id)
        return [turn.text for turn in turns if turn.speaker is Speaker.CANDIDATE]


@pytest.fixture
def invite(shared_app: AppServer, shared_sessions: Sessions) -> Invite:
    """Invites somebody to an interview at the shared app."""
    return partial(invitation, shared_app, shared_sessions)


@pytest.fixture
def new_candidate(chromium: Browser) -> Iterator[NewCandidate]:
    """Makes candidates, each in a browser window; fails if the browser's console had errors."""
    here: list[Candidate] = []

    def make(*args: Any, **kwargs: Any) -> Candidate:
        here.append(Candidate(chromium, *args, **kwargs))
        return here[-1]

    yield make
    for candidate in here:
        candidate.context.close()
    complaints = [one for candidate in here for one in candidate.complaints]
    assert not complaints, "\n".join(complaints)


@pytest.fixture
def app(new_app: NewApp) -> Iterator[AppServer]:
    """The app on a database of the test's own."""
    with running(new_app()) as app:
        yield app


@pytest.fixture(scope="session")
def gallery(project_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    """Every state of the live room; see room_gallery.py."""
    log = tmp_path_factory.mktemp("gallery") / "app.log"
    script = "tests/e2e/room_gallery.py"
    with running(AppServer(project_root, "", free_port(), log, script, "_stcore/health")) as app:
        yield app


@pytest.fixture
def app_sessions(app: AppServer) -> Iterator[Sessions]:
    """A session factory on the app's database."""
    with sessions_on(app.database_url) as sessions:
        yield sessions


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """Playwright; ends with the module, as it occupies the thread's event loop."""
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
    """A browser that plays sound without a click."""
    browser = launch(playwright, "--autoplay-policy=no-user-gesture-required")
    yield browser
    browser.close()
