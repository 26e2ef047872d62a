"""Each page loads our script, and Streamlit is told to show no dialogs."""

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from pages.shared import own_words
from pages.shared.own_words import OwnWords

PAGE = "<!DOCTYPE html><html><head><title>x</title></head><body>" + "x" * 5_000 + "</body></html>"
LOADS = '<head><script src="./outage.js"></script>'


async def page(request: Request) -> Response:
    async def pieces():  # type: ignore[no-untyped-def]
        for start in range(0, len(PAGE), 100):
            yield PAGE[start : start + 100]

    return StreamingResponse(pieces(), media_type="text/html", headers={"ETag": "one"})


async def config(request: Request) -> Response:
    return JSONResponse({"allowedOrigins": [], "blockErrorDialogs": False})


CLIENT = TestClient(
    Starlette(
        routes=[
            Route("/interview", page),
            Route("/careers/_stcore/host-config", config),
            Route(own_words.PATH, own_words.script),
        ],
        middleware=[Middleware(OwnWords), Middleware(GZipMiddleware)],
    )
)
VISIT = {"Accept": "text/html,application/xhtml+xml"}


def test_a_page_loads_the_script_before_anything_else_even_from_a_browsers_own_copy() -> None:
    shown = CLIENT.get("/interview", headers={**VISIT, "If-None-Match": "one"})
    assert shown.status_code == 200
    assert shown.text == PAGE.replace("<head>", LOADS)
    assert CLIENT.get("/outage.js").headers["Content-Type"].startswith("text/javascript")


def test_streamlit_is_told_to_show_no_dialogs_under_a_prefix_too() -> None:
    assert CLIENT.get("/careers/_stcore/host-config").json()["blockErrorDialogs"] is True


def test_what_is_no_page_is_left_alone() -> None:
    assert CLIENT.get("/interview", headers={"Accept": "*/*"}).text == PAGE
    assert CLIENT.get("/nothing", headers=VISIT).status_code == 404
