"""What the server answers beside the pages, and what every request goes through first."""

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from pages.access import sign_in
from pages.composition.wiring import services
from pages.parts import export_view, recordings
from pages.parts.candidate import draft_route, own_copy
from pages.parts.postings import resume_download
from pages.server import page_rewriting
from pages.server.closed_routes import ClosedDoors
from pages.server.headers import SecurityHeaders
from pages.server.origins import OwnPagesOnly
from pages.server.page_rewriting import OwnWords
from pages.server.site_address import path_to
from pages.server.sockets import SocketBounds
from pages.server.upload_bounds import UploadBounds
from pages.widgets.outage import or_later


async def health(request: Request) -> Response:
    """For a load balancer: whether the process can reach its database; a frozen one is none."""
    if await services().database.liveness.beats():
        return JSONResponse({"status": "ok"})
    return JSONResponse({"status": "no database"}, status_code=503)


def routes() -> list[BaseRoute]:
    """Our own routes, under the path that the site lies under; a load balancer needs no path."""
    own = [
        Route(path_to(sign_in.PATH), sign_in.show),
        Route(path_to(sign_in.PATH), or_later(sign_in.enter), methods=["POST"]),
        Route(path_to("/healthz"), health),
        Route(path_to(page_rewriting.PATH), page_rewriting.script),
        Route(path_to(draft_route.PATH), or_later(draft_route.draft), methods=["GET", "POST"]),
        Route(path_to(recordings.PATH), or_later(recordings.play)),
        *export_view.routes(),
        resume_download.route(),
        own_copy.route(),
    ]
    return [*own, Route("/healthz", health)] if path_to("/") != "/" else own


MIDDLEWARE = [
    Middleware(SecurityHeaders),
    Middleware(OwnPagesOnly),
    Middleware(ClosedDoors),
    Middleware(SocketBounds),
    Middleware(UploadBounds),
    Middleware(OwnWords),
]
