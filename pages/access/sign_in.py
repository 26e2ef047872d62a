"""/auth/enter: exchanges a one-time sign-in ticket for the cookie, at a person's click."""

from html import escape
from urllib.parse import parse_qs, parse_qsl, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from core.access.limits import Limit, TooMany
from core.access.sessions import redeem_ticket
from core.access.sign_ins import note_refused_ticket
from core.errors import NotFound
from pages.access.cookie import sign_in_by
from pages.access.site import DEFAULT, SITE
from pages.composition.wiring import services
from pages.server.client_address import client_address
from pages.server.request_body import BadBody, read_body
from pages.server.site_address import path_to

PATH = "/auth/enter"
_MOST_BYTES = 8_192
_PRIVATE = {"Cache-Control": "no-store"}
_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>{title} · Rolecall</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
:root {{color-scheme: light dark; background: Canvas; color: CanvasText;
  font: 1rem/1.5 system-ui, sans-serif}}
main {{max-width: 26rem; margin: 18vh auto; padding: 0 1.25rem}}
button {{font: inherit; font-weight: 600; padding: .75rem 1.5rem; border: 0; border-radius: .5rem;
  background: #1f5fbf; color: #fff; cursor: pointer}}
a {{color: light-dark(#1f5fbf, #9cc3ff); display: inline-block; padding: .75rem 0}}
</style><main><h1>{title}</h1>{body}</main></html>"""


async def show(request: Request) -> Response:
    """A page with one button, as mail scanners and previews open links but press no buttons."""
    ticket = request.query_params.get("ticket", "")
    wanted = request.query_params.get("next", "")
    form = (
        f'<form method="post" action="{escape(path_to(PATH))}">'
        f'<input type="hidden" name="ticket" value="{escape(ticket)}">'
        f'<input type="hidden" name="next" value="{escape(wanted)}">'
        "<p>This link works once.</p><button>Sign in</button></form>"
    )
    return _page("Sign in to Rolecall", form)


async def enter(request: Request) -> Response:
    """Redeem the ticket of the form, and set the cookie."""
    try:
        fields = parse_qs((await read_body(request, _MOST_BYTES)).decode("utf-8", "replace"))
    except BadBody:
        fields = {}
    try:
        ticket = fields.get("ticket", [""])[0]
        cookie = await run_in_threadpool(_redeem, ticket, client_address(request.scope))
    except TooMany as problem:
        return _page("Please wait a little", f"<p>{escape(str(problem))}</p>", 429)
    except NotFound as problem:
        why = f"<p>{escape(str(problem))} Please ask for a new one.</p>"
        way = f'<p><a href="{escape(path_to("/"))}">Sign in</a></p>'
        return _page("This link does not work", why + way, 403)
    place = own_page_path(fields.get("next", [""])[0])
    response = RedirectResponse(place, status_code=303, headers=_PRIVATE)
    sign_in_by(response, cookie)
    return response


def _page(title: str, body: str, status: int = 200) -> Response:
    page = _PAGE.format(title=escape(title), body=body)
    return HTMLResponse(page, status, headers=_PRIVATE)


def _redeem(ticket: str, client: str) -> str:
    try:
        with services().begin() as db:
            return redeem_ticket(db, ticket)
    except NotFound:
        services().limits.take(Limit.TICKET, client=client)
        with services().begin() as db:
            note_refused_ticket(db, ticket)
        raise


def own_page_path(wanted: str) -> str:
    """The path of the page ``wanted`` of this site; the start page for anything else."""
    name, _, query = wanted.partition("?")
    if name not in SITE or name == DEFAULT:
        return path_to("/")
    parameters = urlencode(parse_qsl(query))
    return path_to(f"/{name}?{parameters}" if parameters else f"/{name}")
