"""Routes and headers beside the pages: the sign-in cookie, recordings, health, security headers."""

from urllib.parse import parse_qsl, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.access.limits import Limit, TooMany, client_network
from core.access.sessions import COOKIE, SESSION_DAYS, redeem_ticket
from core.errors import NotFound
from pages.shared import own_words
from pages.shared.candidate import draft_route
from pages.shared.outage import or_later
from pages.shared.own_words import OwnWords
from pages.shared.review import recordings
from pages.shared.site import DEFAULT, SITE
from pages.shared.wiring import services

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "microphone=(self), camera=(), geolocation=()",
    "Content-Security-Policy": "frame-ancestors 'self'; base-uri 'self'; object-src 'none'",
}


class SecurityHeaders:
    """Adds the headers that Streamlit does not send by itself."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; see the ASGI specification."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_with_headers)


def _redeem(ticket: str, client: str) -> str:
    try:
        with services().begin() as db:
            return redeem_ticket(db, ticket)
    except NotFound:
        services().limits.take(Limit.TICKET, client=client)
        raise


async def enter(request: Request) -> Response:
    """Use a one-time ticket up and set the sign-in cookie."""
    try:
        client = client_network(request.client.host if request.client else None)
        cookie = await run_in_threadpool(_redeem, request.query_params.get("ticket", ""), client)
    except TooMany as error:
        return PlainTextResponse(str(error), status_code=429)
    except NotFound as error:
        return PlainTextResponse(f"{error} Please ask for a new one.", status_code=403)
    response = RedirectResponse(_inside(request.query_params.get("next", "")), status_code=303)
    response.set_cookie(
        COOKIE,
        cookie,
        max_age=SESSION_DAYS * 86_400,
        httponly=True,
        samesite="lax",
        secure=services().settings.secure_cookies,
    )
    return response


def _inside(wanted: str) -> str:
    """The address of a page of this site, ``/`` for anything else."""
    name, _, query = wanted.partition("?")
    if name not in SITE or name == DEFAULT:
        return "/"
    parameters = urlencode(parse_qsl(query))
    return f"/{name}?{parameters}" if parameters else f"/{name}"


async def health(request: Request) -> Response:
    """For a load balancer: whether the process can reach its database; a frozen one is none."""
    if await services().database.pulse.beats():
        return JSONResponse({"status": "ok"})
    return JSONResponse({"status": "no database"}, status_code=503)


ROUTES = [
    Route("/auth/enter", or_later(enter)),
    Route("/healthz", health),
    Route(own_words.PATH, own_words.script),
    Route(draft_route.PATH, or_later(draft_route.draft), methods=["GET", "POST"]),
    Route(recordings.PATH, or_later(recordings.play)),
]
MIDDLEWARE = [Middleware(SecurityHeaders), Middleware(OwnWords)]
