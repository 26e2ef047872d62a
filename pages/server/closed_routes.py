"""Answers 404 for those of Streamlit's own routes that our pages do not need."""

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from pages.server.site_address import inner_path

_CORE = "/_stcore/"
_OPEN = ("health", "host-config", "stream", "upload_file/", "bidi-components/")


class ClosedRoutes:
    """Closes metrics, which are costly and tell strangers about the server, and all the rest."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; see the ASGI specification."""
        path = inner_path(scope.get("path", ""))
        inside = path.startswith(_CORE)
        if inside and not path.removeprefix(_CORE).startswith(_OPEN):
            await PlainTextResponse("Not found", 404)(scope, receive, send)
            return
        await self._app(scope, receive, send)
