"""What the server answers beside the pages, and what every request goes through first."""

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from pages.shared import own_words
from pages.shared.candidate import draft_route, own_copy
from pages.shared.outage import or_later
from pages.shared.own_words import OwnWords
from pages.shared.postings import resume_download
from pages.shared.review import export_view, recordings
from pages.shared.wiring import services
from pages.shell import sign_in
from pages.shell.closed_doors import ClosedDoors
from pages.shell.headers import SecurityHeaders
from pages.shell.origins import OwnPagesOnly
from pages.shell.site_address import path_to
from pages.shell.sockets import SocketBounds
from pages.shell.upload_bounds import UploadBounds


async def health(request: Request) -> Response:
    """For a load balancer: whether the process can reach its database; a frozen one is none."""
    if await services().database.pulse.beats():
        return JSONResponse({"status": "ok"})
    return JSONResponse({"status": "no database"}, status_code=503)


def routes() -> list[BaseRoute]:
    """Our own routes, under the path that the site lies under; a load balancer needs no path."""
    own = [
        Route(path_to(sign_in.PATH), sign_in.show),
        Route(path_to(sign_in.PATH), or_later(sign_in.enter), methods=["POST"]),
        Route(path_to("/healthz"), health),
        Route(path_to(own_words.PATH), own_words.script),
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
