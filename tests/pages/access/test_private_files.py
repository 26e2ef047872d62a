"""Who gets which private file, and that a file's address alone opens nothing."""

import re

import pytest
from httpx2 import Response
from starlette.applications import Starlette
from starlette.testclient import TestClient

from core.access.audit import trail
from core.access.permissions import PERMISSIONS, PROGRAM, Permission
from core.access.sessions import COOKIE, sign_out
from core.models import UserRole
from pages.access.private_files import disposition
from pages.composition.wiring import Services
from pages.shell.http import MIDDLEWARE, routes
from tests.access_table import ROUTES
from tests.factories import apply, cookie_of, link_to, make_user
from tests.held_interview import held_interview

ALL, HIRING, ADMINS = ("viewer", "recruiter", "admin"), ("recruiter", "admin"), ("admin",)
FILES = {
    "/files/transcript/{interview}": ALL,
    "/files/packet/{interview}": HIRING,
    "/files/resume/{resume}": HIRING,
    "/files/scorecards/{posting}?form=csv": HIRING,
    "/files/scorecards/{posting}?form=json": HIRING,
    "/files/person/{candidate}": ADMINS,
}


class Asked:
    """Everybody who asks for the files of one interview."""

    def __init__(self, services: Services) -> None:
        self.services = services
        with services.begin() as db:
            interview = held_interview(db)
            application = interview.application
            assert application
            assert application.resume
            self.named = {
                "interview": interview.id,
                "resume": application.resume.id,
                "posting": application.job_posting_id,
                "candidate": application.candidate_id,
            }
            self.interview_id = interview.id
            self.link = link_to(db, interview)
            assert interview.job_posting
            self.other_link = link_to(db, apply(db, interview.job_posting).interview)
            roles = {role: cookie_of(db, make_user(db, role)) for role in UserRole}
            self.cookies = {role.value: cookie for role, cookie in roles.items()}
            self.cookies["revoked"] = cookie_of(db, make_user(db, UserRole.ADMIN))
            sign_out(db, self.cookies["revoked"])

    def get(self, path: str, who: str) -> Response:
        browser = TestClient(
            Starlette(routes=routes(), middleware=MIDDLEWARE), base_url="http://localhost"
        )
        if who in self.cookies:
            browser.cookies.set(COOKIE, self.cookies[who])
        return browser.get(path.format(**self.named))


@pytest.fixture
def asked(services: Services) -> Asked:
    return Asked(services)


def test_what_is_tried_here_is_what_the_printed_table_says() -> None:
    tried = {re.sub(r"\{\w+\}.*", "{of:uuid}", path): roles for path, roles in FILES.items()}
    said = {
        path: tuple(role for role in ALL if needed in PERMISSIONS[UserRole(role)])
        for path, asked in ROUTES.items()
        if path.startswith("/files/")
        for needed in asked
        if isinstance(needed, Permission)
    }
    assert tried == said


@pytest.mark.parametrize("path", FILES)
def test_a_file_of_the_team_is_for_those_whose_role_may(asked: Asked, path: str) -> None:
    for who in ("nobody", "viewer", "recruiter", "admin", "revoked"):
        answer = asked.get(path, who)
        assert answer.status_code == (200 if who in FILES[path] else 403), who
        assert answer.headers["cache-control"] == "private, no-store"
        if answer.status_code == 200:
            assert answer.headers["content-disposition"].startswith("attachment; ")
            assert answer.content


@pytest.mark.parametrize("path", FILES)
def test_an_interview_link_opens_no_file_of_the_team(asked: Asked, path: str) -> None:
    more = "&" if "?" in path else "?"
    assert asked.get(f"{path}{more}link={asked.link}", "nobody").status_code == 403


def test_a_candidate_gets_their_own_copy_by_their_link_and_nobody_elses(asked: Asked) -> None:
    own = asked.get(f"/files/my-interview?link={asked.link}", "nobody")
    assert own.status_code == 200
    assert "A hot key held up Kafka" in own.text
    for link in (asked.other_link, "nonsense", ""):
        assert asked.get(f"/files/my-interview?link={link}", "nobody").status_code == 404


def test_a_file_that_is_not_there_is_not_found(asked: Asked) -> None:
    nothing = "/files/packet/00000000-0000-0000-0000-000000000000"
    assert asked.get(nothing, "admin").status_code == 404
    assert asked.get("/files/scorecards/{posting}?form=exe", "admin").status_code == 404


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("cv.pdf", "cv.pdf"),
        ('a"; filename="b.exe', "a%3B%20filename%3Db.exe"),
        ("../../etc/passwd", "....etcpasswd"),
        ("Résumé\r\nX-Evil: 1.pdf", "R%C3%A9sum%C3%A9X-Evil%201.pdf"),
        ("", "file"),
    ],
)
def test_a_files_name_stays_a_name(name: str, sent: str) -> None:
    assert disposition(name) == f"attachment; filename*=UTF-8''{sent}"


TRAIL = {
    "/files/transcript/{interview}": ("interview", "exported the interview's transcript"),
    "/files/packet/{interview}": ("interview", "exported the interview's packet"),
    "/files/resume/{resume}": ("candidate", "took a resume's file"),
    "/files/scorecards/{posting}?form=csv": ("posting", "exported scorecards as CSV"),
    "/files/scorecards/{posting}?form=json": ("posting", "exported scorecards as JSON"),
    "/files/person/{candidate}": ("candidate", "exported everything about a candidate"),
}


@pytest.mark.parametrize("path", FILES)
def test_the_trail_says_who_took_which_file_and_nothing_of_those_who_got_none(
    asked: Asked, path: str
) -> None:
    subject, action = TRAIL[path]

    def taken() -> list[str]:
        with asked.services.begin() as db:
            events = trail(db, [asked.named[subject]], PROGRAM)
            return [event.actor for event in events if event.action == action]

    for who in ("nobody", "revoked"):
        asked.get(path, who)
    assert taken() == []
    asked.get(path, "admin")
    assert [actor.startswith("Grace Hopper (") for actor in taken()] == [True]
