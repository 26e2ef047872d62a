"""The HTTP route for drafts of typed answers; no run of the page is interrupted by it."""

import json
import uuid
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from core.errors import InvalidInput, NotFound, RolecallError
from core.interviews.answer_drafts import LONGEST_DRAFT, Draft, own_draft, save_draft
from pages.composition.wiring import services
from pages.server.request_body import BadBody, read_body

PATH = "/draft"
_MOST_BYTES = 12 * LONGEST_DRAFT
"""A character outside the Basic Multilingual Plane is twelve bytes in JSON."""
_MOST_CHANGES = 2**31 - 1
_STATUS = {NotFound: 404, InvalidInput: 422}


async def draft(request: Request) -> Response:
    """GET returns the draft, POST saves one; the interview link is the bearer token."""
    link = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
    try:
        if request.method == "GET":
            shown = await run_in_threadpool(_read, link)
        else:
            shown = await run_in_threadpool(_write, link, _draft(await _body(request)))
    except RolecallError as problem:
        status = next((code for kind, code in _STATUS.items() if isinstance(problem, kind)), 503)
        shown = JSONResponse({"problem": str(problem)}, status_code=status)
    shown.headers["Cache-Control"] = "no-store"
    return shown


async def _body(request: Request) -> bytes:
    try:
        return await read_body(request, _MOST_BYTES)
    except BadBody as problem:
        raise InvalidInput("text", "That is too long, or came too slowly.") from problem


def _draft(body: bytes) -> Draft:
    try:
        match json.loads(body):
            case {
                "id": str(id_),
                "asking": str(asking),
                "text": str(text),
                "version": int(version),
            }:
                return Draft(uuid.UUID(id_), asking, text, max(0, min(version, _MOST_CHANGES)))
    except (ValueError, RecursionError):  # not JSON, no id, nested without end
        pass
    raise InvalidInput("text", "That is no draft.")


def _read(link: str) -> Response:
    with services().begin() as db:
        found = own_draft(db, link)
    shown: dict[str, Any] | None = {**vars(found), "id": str(found.id)} if found else None
    return JSONResponse(shown)


def _write(link: str, written: Draft) -> Response:
    with services().begin() as db:
        save_draft(db, link, written)
    return Response(status_code=204)
