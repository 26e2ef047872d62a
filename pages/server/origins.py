"""Same-origin checks: only this site's own pages may open a websocket or change anything.

Streamlit checks a foreign Origin by looking up its external address, uncached and on the event
loop. Here it is checked before that, by name alone, and the header is removed.
"""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from pages.server.refusal_log import log_refusal
from pages.server.site_address import configured, host_and_port, inner_path, is_own_host

_READING = {"GET", "HEAD", "OPTIONS"}
_PROBES = {"/healthz", "/_stcore/health"}
"""A load balancer asks for these by IP address, not by name."""
_ANOTHER = (
    "This is another site. If you have set this one up: ROLECALL_BASE_URL says by which address "
    "it is reached; without it a server that listens on localhost answers there alone."
)


def own_origin(headers: Headers) -> bool:
    """Whether a request comes from a page of this site, or from no browser at all."""
    origin = headers.get("origin")
    if origin is None:
        return headers.get("sec-fetch-site", "none") in ("same-origin", "none")
    try:
        said = urlsplit(origin)
    except ValueError:
        return False
    if said.scheme not in ("http", "https"):
        return False
    own = configured()
    if own is not None and own.scheme != said.scheme:
        return False
    here = own.netloc if own else headers.get("host", "")
    asking = host_and_port(said.netloc, said.scheme)
    return bool(asking) and asking == host_and_port(here, said.scheme)


class SameOriginOnly:
    """Refuses requests for other hosts, and websockets and changes from other origins."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request or websocket; see the ASGI specification."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        probe = scope["type"] == "http" and inner_path(scope["path"]) in _PROBES
        if not probe and not is_own_host(host := headers.get("host", "")):
            log_refusal("a request for another host; ROLECALL_BASE_URL says which is ours", host)
            await PlainTextResponse(_ANOTHER, 421)(scope, receive, send)
            return
        reads = scope["type"] == "http" and scope["method"] in _READING
        if not reads and not own_origin(headers):
            log_refusal("a page of another site", headers.get("origin", ""))
            await PlainTextResponse("Please use this site's own pages.", 403)(scope, receive, send)
            return
        kept = [(name, value) for name, value in scope["headers"] if name != b"origin"]
        await self._app({**scope, "headers": kept}, receive, send)
