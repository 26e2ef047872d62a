"""Which addresses are closed: a browser at one that does not exist is told so."""

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from pages.access.site import SITE
from pages.composition.wiring import Services
from pages.server.closed_routes import FOLDERS, NO_PAGE, ClosedRoutes
from pages.shell.no_page import is_no_page
from tests.access_table import route_paths

A_PAGE = {"Accept": "text/html,application/xhtml+xml"}


async def streamlit(request: Request) -> PlainTextResponse:
    return PlainTextResponse("its page")


@pytest.fixture
def site(services: Services) -> TestClient:
    app = Starlette(routes=[Route("/{any:path}", streamlit, methods=["GET", "POST"])])
    app.add_middleware(ClosedRoutes)
    return TestClient(app, follow_redirects=False)


@pytest.mark.parametrize(
    "path",
    ["/apply/xyz", "/interview/abc", "/jobs/1/edit", "/etc/passwd", "/a/b/c", "/apply/static/js/x"],
)
def test_a_browser_below_a_page_is_told_that_there_is_nothing(site: TestClient, path: str) -> None:
    answer = site.get(path, headers=A_PAGE)
    assert (answer.status_code, answer.headers["location"]) == (302, NO_PAGE)
    assert is_no_page(f"http://localhost{NO_PAGE}")
    assert site.get(path).status_code == 404, "a script or a picture is simply not there"


@pytest.mark.parametrize("path", ["/", *(f"/{name}" for name in SITE), "/jobs/", "/nope"])
def test_pages_are_open(site: TestClient, path: str) -> None:
    assert site.get(path, headers=A_PAGE).text == "its page"


@pytest.mark.parametrize(
    "path",
    ["/_stcore/health", "/_stcore/host-config", "/static/js/a.js", "/media/a", "/component/b/c"],
)
def test_what_streamlits_page_asks_for_is_open(site: TestClient, path: str) -> None:
    assert site.get(path).text == "its page"


@pytest.mark.parametrize("path", ["/_stcore", "/_stcore/metrics", "/_stcore/script-health-check"])
def test_the_rest_of_streamlits_own_routes_is_closed(site: TestClient, path: str) -> None:
    assert site.get(path, headers=A_PAGE).status_code == 404


def test_every_route_of_ours_is_open() -> None:
    deep = [path.strip("/").partition("/") for path in route_paths()]
    assert {folder for folder, _, rest in deep if rest} <= FOLDERS
