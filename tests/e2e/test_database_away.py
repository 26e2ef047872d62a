"""The database is killed or frozen under people at work: our own words, and nothing is lost."""

import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, expect

from core.access.sessions import issue_ticket
from db.embedded import EmbeddedPostgres
from db.engine import Sessions, make_engine, make_sessions
from db.pg_cluster import Cluster
from tests.core.resume_files import make_pdf
from tests.db import faults
from tests.e2e.candidate import TIMEOUT_MS, Candidate
from tests.e2e.conftest import AppServer, Invitation, candidate_turns, free_port, invitation
from tests.factories import DATA_ENGINEER, make_user
from tests.held_interview import held_interview

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(os.name == "nt", reason="signals of this kind are POSIX's"),
]
NOT_ANSWERING = re.compile("not answering")
TRACES = re.compile("Traceback|has encountered an error|streamlit run|sqlalchemy|psycopg", re.I)
SHOTS = os.environ.get("ROLECALL_SHOTS")


class EmbeddedApp:
    """An app on an embedded server of its own."""

    def __init__(self, project_root: Path, folder: Path) -> None:
        self._data = folder / "data"
        self.app = AppServer(
            project_root, "", free_port(), folder / "app.log",
            settings={"ROLECALL_DATA_DIR": str(self._data)},
        )  # fmt: skip

    def close(self) -> None:
        self.app.stop()
        EmbeddedPostgres(self._data).stop(force=True)

    def kill(self) -> None:
        faults.postmaster(self._cluster).kill()

    def frozen(self) -> AbstractContextManager[None]:
        return faults.frozen(self._cluster)

    @property
    def _cluster(self) -> Cluster:
        return Cluster(self._data.resolve(), durable=True)

    def invite(self, title: str) -> Invitation:
        with self.sessions() as sessions:
            return invitation(self.app, sessions, title)

    def said(self, invited: Invitation) -> list[str]:
        with self.sessions() as sessions:
            return candidate_turns(sessions, invited)

    @contextmanager
    def sessions(self) -> Iterator[Sessions]:
        server = EmbeddedPostgres(self._data)
        engine = make_engine(server.start())
        try:
            yield make_sessions(engine)
        finally:
            engine.dispose()
            server.stop()


@pytest.fixture(scope="module")
def embedded_app(project_root: Path) -> Iterator[EmbeddedApp]:
    folder = Path(tempfile.mkdtemp(prefix="rolecall-away-"))
    folder.chmod(0o755)
    made = EmbeddedApp(project_root, folder)
    made.app.start()
    yield made
    made.close()
    shutil.rmtree(folder, ignore_errors=True)


def shot(who: Candidate, name: str) -> None:
    """A picture, for whoever looks at it by hand."""
    if SHOTS:
        who.page.screenshot(path=f"{SHOTS}/{name}.png")


def sees_no_trace(who: Candidate) -> None:
    assert not TRACES.search(who.page.inner_text("body"))


def test_an_answer_written_as_the_server_is_killed_is_kept_once(
    embedded_app: EmbeddedApp, new_candidate: Callable[..., Candidate]
) -> None:
    invited, ada = embedded_app.invite("Account Manager"), new_candidate()
    ada.starts_in_writing(invited.link)
    first = ada.waits_for_turn()
    embedded_app.kill()
    ada.types("I renewed the account after three calls.")
    ada.page.wait_for_timeout(1_500)
    shot(ada, "killed")
    sees_no_trace(ada)
    ada.waits_for_question_after(first)
    shot(ada, "killed-after")
    assert embedded_app.said(invited) == ["I renewed the account after three calls."]


def test_an_answer_written_while_the_server_is_frozen_waits_in_sight_and_is_kept_once(
    embedded_app: EmbeddedApp, new_candidate: Callable[..., Candidate]
) -> None:
    invited, ada = embedded_app.invite("Account Manager"), new_candidate()
    ada.starts_in_writing(invited.link)
    first = ada.waits_for_turn()
    with embedded_app.frozen():
        ada.types("I asked what had changed.")
        ada.sees(NOT_ANSWERING)
        ada.page.wait_for_timeout(float(os.environ.get("ROLECALL_FROZEN_MS", "4000")))
        shot(ada, "frozen")
        sees_no_trace(ada)
        assert not embedded_app.app.healthy()
    ada.waits_for_question_after(first)
    expect(ada.page.get_by_text(NOT_ANSWERING)).to_have_count(0, timeout=TIMEOUT_MS)
    shot(ada, "frozen-after")
    assert embedded_app.said(invited) == ["I asked what had changed."]


def test_a_team_page_says_so_and_comes_back_by_itself(
    embedded_app: EmbeddedApp, new_candidate: Callable[..., Candidate]
) -> None:
    grace = new_candidate()
    grace.signs_in(embedded_app.app.sign_in_link)
    grace.sees("Please set your e-mail address and a password")
    grace.settles()
    grace.page.get_by_label("Name").first.fill("Grace H.")
    with embedded_app.frozen():
        grace.button("Save").click()
        grace.sees(NOT_ANSWERING)
        shot(grace, "team-frozen")
        sees_no_trace(grace)
        expect(grace.page.get_by_label("Name").first).to_have_value("Grace H.")
    expect(grace.page.get_by_text(re.compile("It goes on by itself"))).to_have_count(
        0, timeout=TIMEOUT_MS
    )
    grace.sees("That did not go through just now")
    expect(grace.page.get_by_label("Name").first).to_have_value("Grace H.")
    shot(grace, "team-after")
    sees_no_trace(grace)


def test_a_visitor_who_comes_while_it_is_away_gets_the_page_when_it_is_back(
    embedded_app: EmbeddedApp, new_candidate: Callable[..., Candidate]
) -> None:
    somebody = new_candidate()
    with embedded_app.frozen():
        somebody.page.goto(f"{embedded_app.app.url}/apply")
        somebody.sees(NOT_ANSWERING)
        shot(somebody, "apply-frozen")
        sees_no_trace(somebody)
    somebody.sees("Open positions")
    somebody.sees("Account Manager")
    expect(somebody.page.get_by_text(NOT_ANSWERING)).to_have_count(0, timeout=TIMEOUT_MS)


def test_who_applies_meanwhile_has_applied_when_it_is_back(
    embedded_app: EmbeddedApp, new_candidate: Callable[..., Candidate]
) -> None:
    emeka = new_candidate()
    emeka.page.goto(f"{embedded_app.app.url}/apply")
    emeka.clicks(emeka.page.get_by_text("Account Manager").first)
    emeka.page.get_by_label("Your name").fill("Emeka O.")
    emeka.page.get_by_label("E-mail address", exact=True).fill("emeka@example.org")
    words = make_pdf(["Emeka O.", "Ten years of key accounts"])
    resume = FilePayload(name="resume.pdf", mimeType="application/pdf", buffer=words)
    emeka.page.locator("input[type=file]").set_input_files([resume])
    expect(emeka.page.get_by_text("resume.pdf").first).to_be_visible(timeout=TIMEOUT_MS)
    emeka.settles()
    with embedded_app.frozen():
        emeka.button("Apply").click()
        emeka.sees(NOT_ANSWERING)
        shot(emeka, "applicant-frozen")
        sees_no_trace(emeka)
        expect(emeka.page.get_by_label("Your name")).to_have_value("Emeka O.")
    emeka.sees(re.compile(r"/interview\?link="))
    shot(emeka, "applicant-back")


def test_a_rating_given_while_it_is_away_is_told_as_not_saved(
    embedded_app: EmbeddedApp, new_candidate: Callable[..., Candidate]
) -> None:
    with embedded_app.sessions() as sessions, sessions.begin() as db:
        interview = held_interview(db, DATA_ENGINEER).id
        link = issue_ticket(db, make_user(db))
    hana = new_candidate()
    hana.signs_in(
        f"{embedded_app.app.url}/auth/enter?ticket={link}&next=review%3Finterview={interview}"
    )
    hana.page.get_by_label("Summary").wait_for()
    hana.settles()
    with embedded_app.frozen():
        hana.page.get_by_label("Summary").fill("Measured before changing anything.")
        hana.page.get_by_label("Summary").press("Tab")
        hana.sees(NOT_ANSWERING)
        shot(hana, "scorecard-frozen")
        sees_no_trace(hana)
    expect(hana.page.get_by_text(re.compile("It goes on by itself"))).to_have_count(
        0, timeout=TIMEOUT_MS
    )
    hana.settles()
    shot(hana, "scorecard-back")
    hana.sees("That did not go through just now")
    expect(hana.page.get_by_label("Summary")).to_have_value("Measured before changing anything.")
