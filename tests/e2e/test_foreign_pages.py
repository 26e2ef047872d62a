"""A page of another site can neither talk to this one nor make it look for anything outside."""

import asyncio
import socket
import textwrap
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from websockets.exceptions import InvalidStatus

from tests.e2e.conftest import AppServer, NewApp, running
from tests.e2e.visitor import visiting

WATCH = """
    import os, sys
    def watch(event, args):
        if event in ("socket.getaddrinfo", "socket.gethostbyname"):
            host = args[0]
        elif event in ("socket.connect", "socket.sendto") and isinstance(args[1], tuple):
            host = args[1][0]
        else:
            return
        if host not in ("localhost", "127.0.0.1", "::1", "::", "0.0.0.0", None, ""):
            with open(os.environ["OUTSIDE"], "a") as file:
                file.write(f"{event} {host}\\n")
    sys.addaudithook(watch)
"""


@pytest.fixture(scope="module")
def watched_app(new_app: NewApp, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    """An app that writes down whom it asks outside this machine."""
    folder = tmp_path_factory.mktemp("watched")
    (folder / "sitecustomize.py").write_text(textwrap.dedent(WATCH))
    with running(new_app(PYTHONPATH=str(folder), OUTSIDE=str(folder / "outside"))) as app:
        yield app


def outside(app: AppServer) -> str:
    """Whom the server asked outside this machine."""
    written = Path(app.settings["OUTSIDE"])
    return written.read_text() if written.exists() else ""


FOREIGN = [
    "https://evil.example",
    "http://localhost:1",
    "http://localhost.evil.example",
    "http://127.0.0.1:{port}",
    "http://user@localhost:{port}",
    "null",
    "file://",
    "chrome-extension://abc",
]


async def refused(app: AppServer, origin: str) -> int:
    """The status that a handshake from a page of ``origin`` is answered with."""
    try:
        async with visiting(app.url, origin=origin.format(port=app.port)):
            return 101
    except InvalidStatus as answer:
        return answer.response.status_code


@pytest.mark.parametrize("origin", FOREIGN)
def test_a_page_of_another_site_opens_no_websocket(watched_app: AppServer, origin: str) -> None:
    assert asyncio.run(refused(watched_app, origin)) == 403


def test_fifty_foreign_handshakes_ask_nobody_outside_and_health_answers_between_them(
    watched_app: AppServer,
) -> None:
    async def story() -> list[object]:
        async def health() -> str:
            return "healthy" if await asyncio.to_thread(watched_app.healthy) else "ill"

        return await asyncio.gather(
            *(refused(watched_app, f"https://evil-{n}.example") for n in range(50)),
            *(health() for _ in range(5)),
        )

    assert asyncio.run(story()) == [403] * 50 + ["healthy"] * 5
    assert outside(watched_app) == ""


def test_the_watch_sees_a_server_that_asks_outside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch: dict[str, object] = {}
    monkeypatch.setenv("OUTSIDE", str(tmp_path / "outside"))
    source = textwrap.dedent(WATCH).replace("sys.addaudithook(watch)", "")
    exec(source, watch)  # noqa: S102 (the very text that the server runs)
    watch["watch"]("socket.getaddrinfo", ("checkip.amazonaws.com", 80))  # type: ignore[operator]
    assert "checkip" in (tmp_path / "outside").read_text()


def answer(app: AppServer, path: str, method: str, **headers: str) -> int:
    """The status of a request that a page elsewhere makes; ``headers`` with _ for -."""
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    data = b"x" if method != "GET" else None
    request = urllib.request.Request(f"{app.url}{path}", data, sent, method=method)
    try:
        with urllib.request.urlopen(request, timeout=10) as reply:
            return int(reply.status)
    except urllib.error.HTTPError as refusal:
        return refusal.code


async def opened_as(app: AppServer, host: str) -> int:
    """The status of a handshake by which a page of ``host`` asks its own host."""
    try:
        async with visiting(app.url, origin=f"http://{host}", host=host):
            return 101
    except InvalidStatus as refusal:
        return refusal.response.status_code


@pytest.mark.parametrize(
    ("host", "known"),
    [
        ("localhost:{port}", True),
        ("LOCALHOST:{port}", True),
        ("127.0.0.1:{port}", True),
        ("[::1]:{port}", True),
        ("localhost:9000", True),
        ("evil.example:{port}", False),
        ("evil.example", False),
        ("localhost.evil.example:{port}", False),
        ("127.0.0.1.evil.example", False),
        ("192.0.2.1:{port}", False),
    ],
)
def test_a_server_for_this_machine_alone_answers_to_no_name_that_leads_here(
    watched_app: AppServer, host: str, known: bool
) -> None:
    named = host.format(port=watched_app.port)
    assert answer_as(watched_app, "/apply", named) == (200 if known else 421)
    assert asyncio.run(opened_as(watched_app, named)) == (101 if known else 421)
    assert answer_as(watched_app, "/healthz", named) == 200, "a probe asks by any name"


@pytest.mark.parametrize("path", ["/_stcore/upload_file/a/b", "/auth/enter", "/apply"])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_a_page_of_another_site_changes_nothing(
    watched_app: AppServer, path: str, method: str
) -> None:
    assert answer(watched_app, path, method, Origin="https://evil.example") == 403
    assert answer(watched_app, path, method, Sec_Fetch_Site="cross-site") == 403


@pytest.mark.parametrize(
    "path", ["/_stcore/metrics", "/_stcore/mcp", "/_stcore/agent", "/_stcore/script-health-check"]
)
def test_streamlits_other_doors_are_closed(watched_app: AppServer, path: str) -> None:
    assert answer(watched_app, path, "GET") == 404


@pytest.fixture(scope="module")
def named_app(new_app: NewApp) -> Iterator[AppServer]:
    """An app that knows its address."""
    with running(new_app(ROLECALL_BASE_URL="https://jobs.example.org")) as app:
        yield app


def answer_as(app: AppServer, path: str, host: str) -> int:
    """The status of a request for ``host`` that arrives at ``app``."""
    with socket.create_connection(("127.0.0.1", app.port), timeout=10) as wire:
        wire.sendall(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        return int(wire.recv(100).split()[1])


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("jobs.example.org", 200),
        ("jobs.example.org:443", 200),
        ("JOBS.example.org", 200),
        ("jobs.example.org:444", 421),
        ("evil.example", 421),
        ("localhost", 421),
        ("jobs.example.org.evil.example", 421),
        ("jobs.example.org@evil.example", 421),
        ("", 421),
    ],
)
def test_a_site_with_an_address_answers_to_no_other_name(
    named_app: AppServer, host: str, status: int
) -> None:
    assert answer_as(named_app, "/apply", host) == status
    assert answer_as(named_app, "/healthz", host) == 200, "a load balancer asks by number"


@pytest.mark.parametrize(
    ("origin", "status"),
    [("https://jobs.example.org", 101), ("http://jobs.example.org", 403),
     ("https://jobs.example.org:444", 403), ("https://evil.example", 403)],
)  # fmt: skip
def test_its_own_pages_alone_open_a_websocket(
    named_app: AppServer, origin: str, status: int
) -> None:
    async def story() -> int:
        try:
            async with visiting(named_app.url, origin=origin, host="jobs.example.org") as tab:
                await tab.runs()
                return 101
        except InvalidStatus as refusal:
            return refusal.response.status_code

    assert asyncio.run(story()) == status
