"""The route that plays a recording: to whom, and which part of it."""

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from core.access.interview_links import issue_interview_link
from core.access.permissions import NOT_YOURS, PROGRAM
from core.access.sessions import COOKIE
from core.models import Speaker, Turn, TurnKind, UserRole
from core.recordings.opus import OpusEncoder
from core.recordings.service import agree_to_recording, keep_recording, recording_of
from pages.composition.wiring import Services
from pages.parts.recordings import SIGN_IN, turn_audio_player
from pages.shell.http import MIDDLEWARE, routes
from tests.core.recordings.sound import a_voice
from tests.factories import cookie_of, link_to, make_user, ready_interview


class Recorded:
    """A turn with a recording, and a browser that asks for it."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self.browser = TestClient(
            Starlette(routes=routes(), middleware=MIDDLEWARE), base_url="http://localhost"
        )
        encoder = OpusEncoder()
        encoder.feed(a_voice(1))
        with services.begin() as db:
            interview = ready_interview(db)
            agree_to_recording(db, link_to(db, interview))
            turn = Turn(
                interview_id=interview.id, number=1, speaker=Speaker.CANDIDATE,
                kind=TurnKind.ANSWER, text="Words.",
            )  # fmt: skip
            db.add(turn)
            db.flush()
            keep_recording(db, interview.id, 1, encoder.finish())
            self.turn_id, self.content = turn.id, recording_of(db, turn.id, PROGRAM)
            self.link = issue_interview_link(db, interview, days=1)
            self.other_link = issue_interview_link(db, ready_interview(db), days=1)

    @property
    def path(self) -> str:
        return f"/recordings/{self.turn_id}"

    def sign_in(self, role: UserRole) -> None:
        with self.services.begin() as db:
            cookie = cookie_of(db, make_user(db, role))
        self.browser.cookies.set(COOKIE, cookie)


@pytest.fixture
def recorded(services: Services) -> Recorded:
    return Recorded(services)


def test_a_member_of_the_team_hears_it_and_nothing_stores_it_on_the_way(
    recorded: Recorded,
) -> None:
    recorded.sign_in(UserRole.RECRUITER)
    answer = recorded.browser.get(recorded.path)
    assert answer.status_code == 200
    assert answer.content[:4] == b"OggS"
    assert answer.headers["content-type"] == "audio/ogg"
    assert "no-store" in answer.headers["cache-control"]


@pytest.mark.parametrize(("role", "told"), [(None, SIGN_IN), (UserRole.VIEWER, NOT_YOURS)])
def test_nobody_else_hears_it_and_they_are_told_why(
    recorded: Recorded, role: UserRole | None, told: str
) -> None:
    if role:
        recorded.sign_in(role)
    answer = recorded.browser.get(recorded.path)
    assert answer.status_code == 403
    assert b"OggS" not in answer.content
    assert answer.text == told


def test_a_candidate_hears_themselves_by_their_link_and_nobody_else(recorded: Recorded) -> None:
    own = recorded.browser.get(recorded.path, params={"link": recorded.link})
    assert (own.status_code, own.content[:4]) == (200, b"OggS")
    for link in (recorded.other_link, "made-up", ""):
        assert recorded.browser.get(recorded.path, params={"link": link}).status_code == 404


@pytest.mark.parametrize("path", ["/recordings/1", "/recordings/../etc", "/recordings/x' or 1=1"])
def test_what_is_no_turn_is_not_found(recorded: Recorded, path: str) -> None:
    recorded.sign_in(UserRole.ADMIN)
    assert recorded.browser.get(path).status_code == 404


def test_a_turn_without_recording_is_not_found(recorded: Recorded) -> None:
    recorded.sign_in(UserRole.ADMIN)
    unknown = "/recordings/00000000-0000-0000-0000-000000000000"
    assert recorded.browser.get(unknown).status_code == 404


def test_a_player_may_jump_to_any_part(recorded: Recorded) -> None:
    recorded.sign_in(UserRole.RECRUITER)
    whole = recorded.browser.get(recorded.path).content
    size = len(whole)
    for wanted, start, end in [
        ("bytes=0-", 0, size - 1),
        ("bytes=100-199", 100, 199),
        ("bytes=100-99999999", 100, size - 1),
        ("bytes=-50", size - 50, size - 1),
    ]:
        part = recorded.browser.get(recorded.path, headers={"Range": wanted})
        assert part.status_code == 206
        assert part.headers["content-range"] == f"bytes {start}-{end}/{size}"
        assert len(part.content) == end - start + 1
    beyond = recorded.browser.get(recorded.path, headers={"Range": f"bytes={size}-"})
    assert (beyond.status_code, beyond.headers["content-range"]) == (416, f"bytes */{size}")


@pytest.mark.parametrize("wanted", ["bytes=0-1,5-6", "bytes=-", "lines=1-2", "bytes=x-"])
def test_a_range_that_is_not_understood_gives_the_whole(recorded: Recorded, wanted: str) -> None:
    recorded.sign_in(UserRole.RECRUITER)
    answer = recorded.browser.get(recorded.path, headers={"Range": wanted})
    assert (answer.status_code, answer.content[:4]) == (200, b"OggS")


def test_the_player_names_whom_it_plays_and_loads_nothing_by_itself(recorded: Recorded) -> None:
    html = turn_audio_player(recorded.turn_id, 72.4, 'Ada "<Countess>"', link="a&b")
    assert 'preload="none"' in html
    assert "1:12" in html
    assert f'src="/recordings/{recorded.turn_id}?link=a%26b"' in html
    assert "<Countess>" not in html
