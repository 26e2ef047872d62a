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
from tests.e2e.candidate import PATIENCE, Candidate
from tests.e2e.conftest import AppServer, Invitation, free_port, invitation, said
from tests.factories import DATA_ENGINEER, make_user
from tests.held import held_interview

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(os.name == "nt", reason="signals of this kind are POSIX's"),
]
NOT_ANSWERING = re.compile("not answering")
TRACES = re.compile("Traceback|has encountered an error|streamlit run|sqlalchemy|psycopg", re.I)
SHOTS = os.environ.get("ROLECALL_SHOTS")


class House:
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
            return said(sessions, invited)

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
def house(project_root: Path) -> Iterator[House]:
    folder = Path(tempfile.mkdtemp(prefix="rolecall-away-"))
    folder.chmod(0o755)
    made = House(project_root, folder)
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
    house: House, come: Callable[..., Candidate]
) -> None:
    invited, ada = house.invite("Account Manager"), come()
    ada.starts_in_writing(invited.link)
    first = ada.waits_for_turn()
    house.kill()
    ada.types("I renewed the account after three calls.")
    ada.page.wait_for_timeout(1_500)
    shot(ada, "killed")
    sees_no_trace(ada)
    ada.waits_for_question_after(first)
    shot(ada, "killed-after")
    assert house.said(invited) == ["I renewed the account after three calls."]


def test_an_answer_written_while_the_server_is_frozen_waits_in_sight_and_is_kept_once(
    house: House, come: Callable[..., Candidate]
) -> None:
    invited, ada = house.invite("Account Manager"), come()
    ada.starts_in_writing(invited.link)
    first = ada.waits_for_turn()
    with house.frozen():
        ada.types("I asked what had changed.")
        ada.sees(NOT_ANSWERING)
        ada.page.wait_for_timeout(float(os.environ.get("ROLECALL_FROZEN_MS", "4000")))
        shot(ada, "frozen")
        sees_no_trace(ada)
        assert not house.app.healthy()
    ada.waits_for_question_after(first)
    expect(ada.page.get_by_text(NOT_ANSWERING)).to_have_count(0, timeout=PATIENCE)
    shot(ada, "frozen-after")
    assert house.said(invited) == ["I asked what had changed."]


def test_a_team_page_says_so_and_comes_back_by_itself(
    house: House, come: Callable[..., Candidate]
) -> None:
    grace = come()
    grace.signs_in(house.app.sign_in_link)
    grace.sees("Please set your e-mail address and a password")
    grace.settles()
    grace.page.get_by_label("Name").first.fill("Grace H.")
    with house.frozen():
        grace.button("Save").click()
        grace.sees(NOT_ANSWERING)
        shot(grace, "team-frozen")
        sees_no_trace(grace)
        expect(grace.page.get_by_label("Name").first).to_have_value("Grace H.")
    expect(grace.page.get_by_text(re.compile("It goes on by itself"))).to_have_count(
        0, timeout=PATIENCE
    )
    grace.sees("That did not go through just now")
    expect(grace.page.get_by_label("Name").first).to_have_value("Grace H.")
    shot(grace, "team-after")
    sees_no_trace(grace)


def test_a_visitor_who_comes_while_it_is_away_gets_the_page_when_it_is_back(
    house: House, come: Callable[..., Candidate]
) -> None:
    somebody = come()
    with house.frozen():
        somebody.page.goto(f"{house.app.url}/apply")
        somebody.sees(NOT_ANSWERING)
        shot(somebody, "apply-frozen")
        sees_no_trace(somebody)
    somebody.sees("Open positions")
    somebody.sees("Account Manager")
    expect(somebody.page.get_by_text(NOT_ANSWERING)).to_have_count(0, timeout=PATIENCE)


def test_who_applies_meanwhile_has_applied_when_it_is_back(
    house: House, come: Callable[..., Candidate]
) -> None:
    emeka = come()
    emeka.page.goto(f"{house.app.url}/apply")
    emeka.clicks(emeka.page.get_by_text("Account Manager").first)
    emeka.page.get_by_label("Your name").fill("Emeka O.")
    emeka.page.get_by_label("E-mail address", exact=True).fill("emeka@example.org")
    words = make_pdf(["Emeka O.", "Ten years of key accounts"])
    resume = FilePayload(name="resume.pdf", mimeType="application/pdf", buffer=words)
    emeka.page.locator("input[type=file]").set_input_files([resume])
    expect(emeka.page.get_by_text("resume.pdf").first).to_be_visible(timeout=PATIENCE)
    emeka.settles()
    with house.frozen():
        emeka.button("Apply").click()
        emeka.sees(NOT_ANSWERING)
        shot(emeka, "applicant-frozen")
        sees_no_trace(emeka)
        expect(emeka.page.get_by_label("Your name")).to_have_value("Emeka O.")
    emeka.sees(re.compile(r"/interview\?link="))
    shot(emeka, "applicant-back")


def test_a_rating_given_while_it_is_away_is_told_as_not_saved(
    house: House, come: Callable[..., Candidate]
) -> None:
    with house.sessions() as sessions, sessions.begin() as db:
        interview = held_interview(db, DATA_ENGINEER).id
        link = issue_ticket(db, make_user(db))
    hana = come()
    hana.signs_in(f"{house.app.url}/auth/enter?ticket={link}&next=review%3Finterview={interview}")
    hana.page.get_by_label("Summary").wait_for()
    hana.settles()
    with house.frozen():
        hana.page.get_by_label("Summary").fill("Measured before changing anything.")
        hana.page.get_by_label("Summary").press("Tab")
        hana.sees(NOT_ANSWERING)
        shot(hana, "scorecard-frozen")
        sees_no_trace(hana)
    expect(hana.page.get_by_text(re.compile("It goes on by itself"))).to_have_count(
        0, timeout=PATIENCE
    )
    hana.settles()
    shot(hana, "scorecard-back")
    hana.sees("That did not go through just now")
    expect(hana.page.get_by_label("Summary")).to_have_value("Measured before changing anything.")
