"""Closes addresses that nobody needs: some of Streamlit's own, and those below its pages."""

from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from pages.server.site_address import inner_path, path_to

_CORE = "_stcore"
_OPEN = ("health", "host-config", "stream", "upload_file/", "bidi-components/")
"""What our pages need of Streamlit's own routes; metrics, say, are costly and tell too much."""
FOLDERS = frozenset({_CORE, "static", "media", "component", "auth", "files", "recordings"})
"""What addresses of several parts begin with."""
NO_PAGE = "/not-here"
"""An address of one part, at which the router says that there is no such page."""


class ClosedRoutes:
    """Answers 404, or in a browser leads to a page that says it.

    Streamlit's page, asked for below another address, would not find its scripts and stay white.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; see the ASGI specification."""
        answer = _refusal(scope) if "path" in scope else None
        await (answer or self._app)(scope, receive, send)


def _refusal(scope: Scope) -> Response | None:
    folder, _, rest = inner_path(scope["path"]).strip("/").partition("/")
    if folder == _CORE and not rest.startswith(_OPEN):
        return PlainTextResponse("Not found", 404)
    if not rest or folder in FOLDERS:
        return None
    accepts = next((value for name, value in scope["headers"] if name == b"accept"), b"")
    if scope.get("method") == "GET" and b"text/html" in accepts:
        return RedirectResponse(path_to(NO_PAGE), 302)
    return PlainTextResponse("Not found", 404)
