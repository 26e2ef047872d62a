"""Every button that hands out a file, in a real browser: the file, its name, and the page stays."""

import re
import urllib.error
import urllib.request
import uuid
from pathlib import Path

import pytest
from playwright.sync_api import Locator, WebSocket, expect
from sqlalchemy import select

from core.models import Interview, UserRole
from db.engine import Sessions
from pages.parts.inspector.address import PROMPT
from tests.e2e.candidate import TIMEOUT_MS
from tests.e2e.conftest import AppServer, NewCandidate, sign_in_url
from tests.factories import browser_of, link_to, make_user, open_posting, signed_in
from tests.held_interview import held_interview, rated_by

pytestmark = pytest.mark.browser
SAID = "A hot key held up Kafka"
_MEDIA = re.compile(rb"/media/[\w.]+")


class Watched:
    """Somebody whose browser is asked what the server's pages gave it."""

    def __init__(self, new_candidate: NewCandidate, app: AppServer) -> None:
        self.person, self.app = new_candidate(), app
        self.page = self.person.page
        self.media: set[str] = set()
        self.page.on("websocket", self._listens)

    def _listens(self, socket: WebSocket) -> None:
        socket.on("framereceived", lambda sent: self._finds(sent))

    def _finds(self, sent: str | bytes) -> None:
        data = sent if isinstance(sent, bytes) else sent.encode()
        self.media |= {found.decode() for found in _MEDIA.findall(data)}

    def takes(self, button: Locator) -> tuple[str, bytes]:
        """Click ``button``; the name that the file is saved under, and what is in it."""
        at, pages = self.page.url, len(self.person.context.pages)
        self.person.settles()
        with self.page.expect_download(timeout=TIMEOUT_MS) as download:
            button.click()
        file = download.value
        assert self.page.url == at, "the page stays"
        for other in self.person.context.pages[pages:]:  # it closes by itself, having no page
            if not other.is_closed():
                other.wait_for_event("close", timeout=TIMEOUT_MS)
        return file.suggested_filename, Path(file.path()).read_bytes()

    def link(self, name: str) -> Locator:
        return self.page.get_by_role("link", name=name)

    def gave_nothing_private(self) -> None:
        """No file lies under /media, where nobody is asked who they are."""
        for path in self.media:
            try:
                with urllib.request.urlopen(f"{self.app.url}{path}", timeout=10) as answer:
                    raise AssertionError(f"{path} answers a stranger: {answer.read()[:100]!r}")
            except urllib.error.HTTPError:
                pass


@pytest.fixture
def held(shared_sessions: Sessions) -> Interview:
    with shared_sessions.begin() as db:
        posting = open_posting(db)
        interview = held_interview(db, posting=posting)
        reviewer = signed_in(db)
        for one in (interview, held_interview(db, posting=posting)):
            rated_by(db, one, reviewer, 4)
        return interview


def test_an_admin_takes_every_file_of_an_interview_and_its_posting(
    shared_app: AppServer, shared_sessions: Sessions, held: Interview, new_candidate: NewCandidate
) -> None:
    with shared_sessions.begin() as db:
        admins = make_user(db, UserRole.ADMIN)
        link = sign_in_url(shared_app, db, admins, f"review?interview={held.id}")
        of_posting = Interview.job_posting_id == held.job_posting_id
        compared = [str(one) for one in db.scalars(select(Interview.id).where(of_posting))]
        for one in compared:
            rated_by(db, db.get_one(Interview, uuid.UUID(one)), browser_of(db, admins), 4)
    admin = Watched(new_candidate, shared_app)
    page, person = admin.page, admin.person
    person.signs_in(link)
    admin.link("As text").wait_for()
    name, content = admin.takes(admin.link("As text"))
    assert name == f"interview-{held.id}.txt"
    assert SAID.encode() in content
    person.opens("Record")
    admin.link("Packet to print").wait_for()
    name, content = admin.takes(admin.link("Packet to print"))
    assert name == f"interview-{held.id}.html"
    assert SAID.encode() in content
    name, content = admin.takes(admin.link("Everything about this person"))
    assert (name, content[:2]) == (f"candidate-{held.candidate_id}.zip", b"PK")

    page.goto(f"{shared_app.url}/pipeline?posting={held.job_posting_id}")
    admin.link("Resume").first.wait_for()
    assert admin.takes(admin.link("Resume").first) == ("cv.txt", b"Ten years of pipelines.")
    person.picks("Export the scorecards")
    for form in ("csv", "json"):
        admin.link(form.upper()).wait_for()
        name, content = admin.takes(admin.link(form.upper()))
        assert (name, bool(content)) == (f"scorecards-{held.job_posting_id}.{form}", True)

    page.goto(f"{shared_app.url}/inspector?view={PROMPT}&posting={held.job_posting_id}")
    for form in ("Text", "JSON"):
        button = page.get_by_role("button", name=form, exact=True)
        button.wait_for()
        name, content = admin.takes(button)
        assert name.endswith(".txt" if form == "Text" else ".json")
        assert b"Northwind" in content
    page.goto(f"{shared_app.url}/compare?posting={held.job_posting_id}&with={','.join(compared)}")
    page.locator("canvas, svg.marks").first.wait_for()
    person.settles()
    admin.gave_nothing_private()


def test_a_candidate_takes_their_own_copy_and_stays_on_the_page(
    shared_app: AppServer, shared_sessions: Sessions, held: Interview, new_candidate: NewCandidate
) -> None:
    with shared_sessions.begin() as db:
        token = link_to(db, held.id)
    ada = Watched(new_candidate, shared_app)
    ada.page.goto(f"{shared_app.url}/interview?link={token}")
    copy = ada.link("Keep a copy of the transcript")
    copy.wait_for()
    name, content = ada.takes(copy)
    assert name == "my-interview.txt"
    assert SAID.encode() in content
    expect(copy).to_be_visible()
    ada.gave_nothing_private()
