"""Changes Streamlit's page, so that outages and errors are told in our own words.

Its HTML gets a script (outage.js), which is loaded before any outage, and a text for browsers
that block scripts. A component's frame gets the script as well. Its host-config turns off the
dialogs for errors.
"""

import re
from collections.abc import Callable
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PATH = "/outage.js"
_SCRIPT = Path(__file__).with_name("outage.js").read_bytes()
_HEAD = b"<head>"
_LOADS = b'<head><script src=".%b"></script>' % PATH.encode()
_LOADS_IN_FRAME = b'<head><script src="../..%b"></script>' % PATH.encode()
NO_SCRIPT = (
    "This page needs JavaScript, and your browser does not run it here. Please allow scripts for "
    "this site, in the browser's settings or in the extension that blocks them, and load the page "
    "again. Nothing on it comes from any other site. If you cannot, please write to the hiring "
    "team: they find another way for you."
)
_STREAMLITS = re.compile(rb"<noscript>.*?</noscript>", re.DOTALL)
_OURS = f"<noscript><p>{NO_SCRIPT}</p></noscript>".encode()
_HOST_CONFIG = "/_stcore/host-config"
_DIALOGS, _NO_DIALOGS = b'"blockErrorDialogs":false', b'"blockErrorDialogs":true'
_UNCHANGED = frozenset({b"accept-encoding", b"if-none-match", b"if-modified-since"})
"""Request headers that would get a compressed answer, or none."""
Change = Callable[[bytes], bytes]


async def script(request: Request) -> Response:
    """The script that each page loads."""
    headers = {"Cache-Control": "no-cache"}
    return Response(_SCRIPT, media_type="text/javascript", headers=headers)


class PageRewriting:
    """Changes pages and host-config as they are sent; everything else passes unchanged."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; see the ASGI specification."""
        change = _change_for(scope)
        if change is None:
            await self._app(scope, receive, send)
            return
        plain = [pair for pair in scope["headers"] if pair[0].lower() not in _UNCHANGED]
        await self._app({**scope, "headers": plain}, receive, _Changed(send, change))


def _change_for(scope: Scope) -> Change | None:
    """What to do with the body of the answer; None leaves it as it is."""
    if scope["type"] != "http" or scope["method"] != "GET":
        return None
    if scope["path"].endswith(_HOST_CONFIG):
        return lambda body: body.replace(_DIALOGS, _NO_DIALOGS)
    accepts = next((value for name, value in scope["headers"] if name == b"accept"), b"")
    if b"text/html" not in accepts:
        return None
    if "/component/" in scope["path"]:
        return lambda page: page.replace(_HEAD, _LOADS_IN_FRAME, 1)
    return _in_our_words


def _in_our_words(page: bytes) -> bytes:
    return _STREAMLITS.sub(lambda found: _OURS, page.replace(_HEAD, _LOADS, 1), count=1)


class _Changed:
    """Sends a response whose body is changed as a whole, if it is a page or JSON."""

    def __init__(self, send: Send, change: Change) -> None:
        self._send, self._change = send, change
        self._start: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        """Take one message of the response."""
        if message["type"] == "http.response.start":
            kind = MutableHeaders(scope=message).get("content-type", "")
            if kind.startswith(("text/html", "application/json")):
                self._start = message
                return
        if self._start is None:
            await self._send(message)
            return
        self._body += message.get("body", b"")
        if message.get("more_body"):
            return
        body = self._change(self._body)
        MutableHeaders(scope=self._start)["content-length"] = str(len(body))
        await self._send(self._start)
        await self._send({"type": "http.response.body", "body": body})
