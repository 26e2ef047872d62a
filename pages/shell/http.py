"""The routes of the server beside the pages, and the middleware of every request."""

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from pages.access import sign_in
from pages.composition.wiring import services
from pages.parts import export_view, recordings
from pages.parts.candidate import draft_route, transcript_download
from pages.parts.postings import resume_download
from pages.server import page_rewriting
from pages.server.closed_routes import ClosedRoutes
from pages.server.headers import SecurityHeaders
from pages.server.origins import SameOriginOnly
from pages.server.page_rewriting import PageRewriting
from pages.server.site_address import path_to
from pages.server.socket_limits import SocketLimits
from pages.server.upload_limits import UploadLimits
from pages.widgets.outage import retry_later


async def health(request: Request) -> Response:
    """The health check for load balancers: whether the database answers.

    Where a service speaks, it says whether that is well; interviews go on without it.
    """
    if await services().database.liveness.is_alive():
        voice = services().served_voice
        speaks = {} if voice is None else {"served_voice": voice.problem or "ok"}
        return JSONResponse({"status": "ok", **speaks})
    return JSONResponse({"status": "no database"}, status_code=503)


def routes() -> list[BaseRoute]:
    """Our own routes, under the site's path; the health check is there without that path, too."""
    own = [
        Route(path_to(sign_in.PATH), sign_in.show),
        Route(path_to(sign_in.PATH), retry_later(sign_in.enter), methods=["POST"]),
        Route(path_to("/healthz"), health),
        Route(path_to(page_rewriting.PATH), page_rewriting.script),
        Route(path_to(draft_route.PATH), retry_later(draft_route.draft), methods=["GET", "POST"]),
        Route(path_to(recordings.PATH), retry_later(recordings.play)),
        *export_view.routes(),
        resume_download.route(),
        transcript_download.route(),
    ]
    return [*own, Route("/healthz", health)] if path_to("/") != "/" else own


MIDDLEWARE = [
    Middleware(SecurityHeaders),
    Middleware(SameOriginOnly),
    Middleware(ClosedRoutes),
    Middleware(SocketLimits),
    Middleware(UploadLimits),
    Middleware(PageRewriting),
]
