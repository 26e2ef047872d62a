"""Each page loads our script, and Streamlit is told to show no dialogs."""

from collections.abc import AsyncIterator
from pathlib import Path

import streamlit
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from pages.server import page_rewriting
from pages.server.page_rewriting import PageRewriting

THEIRS = "<noscript>\n<p>You need to enable JavaScript to run this app.</p>\n</noscript>"
PAGE = (
    f"<!DOCTYPE html><html><head><title>x</title></head><body>{THEIRS}{'x' * 5_000}</body></html>"
)
LOADS = '<head><script src="./outage.js"></script>'


async def page(request: Request) -> Response:
    async def pieces() -> AsyncIterator[str]:
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
            Route(page_rewriting.PATH, page_rewriting.script),
        ],
        middleware=[Middleware(PageRewriting), Middleware(GZipMiddleware)],
    )
)
VISIT = {"Accept": "text/html,application/xhtml+xml"}


def test_a_page_loads_the_script_before_anything_else_even_from_a_browsers_own_copy() -> None:
    shown = CLIENT.get("/interview", headers={**VISIT, "If-None-Match": "one"})
    assert shown.status_code == 200
    ours = f"<noscript><p>{page_rewriting.NO_SCRIPT}</p></noscript>"
    assert shown.text == PAGE.replace("<head>", LOADS).replace(THEIRS, ours)
    assert CLIENT.get("/outage.js").headers["Content-Type"].startswith("text/javascript")


def test_where_scripts_are_blocked_streamlits_page_says_what_to_do_in_our_words() -> None:
    shipped = (Path(streamlit.__file__).parent / "static" / "index.html").read_text("utf-8")

    async def streamlits(request: Request) -> Response:
        return HTMLResponse(shipped)

    app = Starlette(routes=[Route("/", streamlits)], middleware=[Middleware(PageRewriting)])
    shown = TestClient(app).get("/", headers=VISIT).text
    assert "You need to enable JavaScript" in shipped
    assert "You need to enable JavaScript" not in shown
    assert f"<noscript><p>{page_rewriting.NO_SCRIPT}</p></noscript>" in shown


def test_streamlit_is_told_to_show_no_dialogs_under_a_prefix_too() -> None:
    assert CLIENT.get("/careers/_stcore/host-config").json()["blockErrorDialogs"] is True


def test_what_is_no_page_is_left_alone() -> None:
    assert CLIENT.get("/interview", headers={"Accept": "*/*"}).text == PAGE
    assert CLIENT.get("/nothing", headers=VISIT).status_code == 404
