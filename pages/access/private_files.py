"""Private downloads: each file is made on request, for somebody who may have it.

``st.download_button`` serves its data under /media to everybody who has the address, and another
session may run its callable. These routes check the cookie or the interview link each time.
"""

import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlencode

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from core.access.permissions import SIGNED_OUT, Member
from core.access.sessions import member_of_cookie
from core.errors import InvalidInput, NotAllowed, NotFound
from core.export import Export
from pages.access.cookie import cookie_of
from pages.composition.wiring import services
from pages.server.site_address import path_to
from pages.widgets.outage import retry_later

_HEADERS = {"Cache-Control": "private, no-store"}
_LONGEST_NAME = 150


ForMember = Callable[[Any, Member, uuid.UUID, str], Export]
"""Makes a file from: transaction, member, id of its subject, form ("csv", say)."""
ForCandidate = Callable[[Any, str], Export]
"""Makes a file from: transaction, token of an interview link."""


def member_route(kind: str, make: ForMember) -> Route:
    """The route of a kind of file for members of the team, by their permissions."""

    def made(cookie: str | None, of: uuid.UUID, form: str) -> Export:
        with services().begin() as db:
            member = member_of_cookie(db, cookie)
            if member is None:
                raise NotAllowed(SIGNED_OUT)
            return make(db, member, of, form)

    async def hand_out(request: Request) -> Response:
        form = request.query_params.get("form", "")
        return await _answer(made, cookie_of(request.cookies), request.path_params["of"], form)

    return Route(path_to(f"/files/{kind}/{{of:uuid}}"), retry_later(hand_out))


def candidate_route(kind: str, make: ForCandidate) -> Route:
    """The route of a kind of file for a candidate, by their interview link."""

    def made(link: str) -> Export:
        with services().begin() as db:
            return make(db, link)

    async def hand_out(request: Request) -> Response:
        return await _answer(made, request.query_params.get("link", ""))

    return Route(path_to(f"/files/{kind}"), retry_later(hand_out))


async def _answer(made: Callable[..., Export], *asked: object) -> Response:
    try:
        file = await run_in_threadpool(made, *asked)
    except NotAllowed as problem:
        return PlainTextResponse(str(problem), 403, headers=_HEADERS)
    except (NotFound, InvalidInput):
        return PlainTextResponse("This file is not here.", 404, headers=_HEADERS)
    headers = {**_HEADERS, "Content-Disposition": disposition(file.name)}
    return Response(file.content, media_type=file.media_type, headers=headers)


def disposition(name: str) -> str:
    """The Content-Disposition that saves a file under any ``name`` (RFC 6266)."""
    plain = "".join(sign for sign in name if sign.isprintable() and sign not in '/\\:"')
    return f"attachment; filename*=UTF-8''{quote(plain[-_LONGEST_NAME:] or 'file', safe='')}"


def file_button(
    label: str, kind: str, of: uuid.UUID | None = None, *, icon: str = ":material/download:",
    note: str | None = None, **query: str,
) -> None:  # fmt: skip
    """A button that saves the file of this ``kind``; ``query`` is its form, or the link."""
    place = f"/files/{kind}/{of}" if of else f"/files/{kind}"
    asked = f"?{urlencode(query)}" if query else ""
    st.link_button(label, path_to(place + asked), icon=icon, help=note)
