"""The route by which half an answer reaches the server."""

import uuid

import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from core.access.interview_links import issue_interview_link
from core.interviews.answer_drafts import LONGEST_DRAFT
from pages.composition.wiring import Services
from pages.parts.candidate import draft_route
from tests.factories import ready_interview

ID = str(uuid.UUID(int=7))
DRAFT = {"id": ID, "asking": "1.0.question", "text": "Half an ans", "version": 3}


@pytest.fixture
def client() -> TestClient:
    route = Route(draft_route.PATH, draft_route.draft, methods=["GET", "POST"])
    return TestClient(Starlette(routes=[route]))


@pytest.fixture
def link(services: Services) -> dict[str, str]:
    """What the browser shows of its interview link."""
    with services.begin() as db:
        token = issue_interview_link(db, ready_interview(db), days=1)
    return {"Authorization": f"Bearer {token}"}


def test_a_draft_that_one_device_sends_is_given_to_another(
    client: TestClient, link: dict[str, str]
) -> None:
    assert client.get("/draft", headers=link).json() is None
    assert client.post("/draft", headers=link, json=DRAFT).status_code == 204
    given = client.get("/draft", headers=link)
    assert given.json() == DRAFT
    assert given.headers["Cache-Control"] == "no-store"


@pytest.mark.usefixtures("services")
def test_without_a_link_there_is_neither_reading_nor_writing(client: TestClient) -> None:
    for headers in ({}, {"Authorization": "Bearer nonsense"}):
        assert client.get("/draft", headers=headers).status_code == 404
        assert client.post("/draft", headers=headers, json=DRAFT).status_code == 404


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{", b"\xff", b'{"id": 1}', b"[" * 100_000, b"x" * 13 * LONGEST_DRAFT,
     b'{"id": "nonsense", "asking": "", "text": "", "version": 1}',
     b'{"id": "%s", "asking": "", "text": "", "version": %s}' % (ID.encode(), b"9" * 400)],
    ids=lambda body: f"{body[:20]!r} {len(body)}",
)  # fmt: skip
def test_what_is_no_draft_is_refused(client: TestClient, link: dict[str, str], body: bytes) -> None:
    assert client.post("/draft", headers=link, content=body).status_code in (204, 422)
    assert client.get("/draft", headers=link).json() is None
