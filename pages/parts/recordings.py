"""Recordings of turns: the route that serves them, and the audio player of a page."""

import re
import uuid
from html import escape
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from core.access.sessions import member_of_cookie
from core.errors import NotAllowed, NotFound
from core.recordings.opus import MEDIA_TYPE
from core.recordings.service import NOT_RECORDED, own_recording, recording_of
from pages.access.cookie import cookie_of
from pages.composition.wiring import services
from pages.server.site_address import path_to

PATH = "/recordings/{turn:uuid}"
SIGN_IN = "Please sign in to listen to this."
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")
_HEADERS = {"Cache-Control": "private, no-store", "Accept-Ranges": "bytes"}


def turn_audio_player(
    turn_id: uuid.UUID, seconds: float, name: str, link: str | None = None
) -> str:
    """An audio player as HTML, which loads nothing until it is used.

    ``name`` is read by screen readers; ``link`` is the token of a candidate's interview link.
    """
    source = path_to(f"/recordings/{turn_id}") + (f"?{urlencode({'link': link})}" if link else "")
    minutes, rest = divmod(max(1, round(seconds)), 60)
    return (
        '<span style="display: flex; align-items: center; gap: .5rem; margin-top: .25rem">'
        f'<audio controls preload="none" src="{escape(source)}" '
        f'aria-label="{escape(f"Recording of {name}")}" '
        'style="flex: 0 1 20rem; min-width: 0; height: 2.25rem"></audio>'
        f'<span style="font-variant-numeric: tabular-nums">{minutes}:{rest:02}</span></span>'
    )


async def play(request: Request) -> Response:
    """The recording of a turn, for those who hire, or for the candidate by their link."""
    try:
        content = await run_in_threadpool(
            _recording,
            request.path_params["turn"],
            cookie_of(request.cookies),
            request.query_params.get("link"),
        )
    except NotAllowed as refused:
        return PlainTextResponse(str(refused), status_code=403)
    except NotFound:
        return PlainTextResponse(NOT_RECORDED, status_code=404)
    return _part(content, request.headers.get("range"))


def _recording(turn_id: uuid.UUID, cookie: str | None, link: str | None) -> bytes:
    with services().begin() as db:
        if link is not None:
            return own_recording(db, turn_id, link)
        member = member_of_cookie(db, cookie)
        if member is None:
            raise NotAllowed(SIGN_IN)
        return recording_of(db, turn_id, member)


def _part(content: bytes, wanted: str | None) -> Response:
    """All of ``content``, or the one range that is wanted (RFC 9110, 14.2)."""
    size, found = len(content), _RANGE.fullmatch(wanted or "")
    if found is None or found.groups() == ("", ""):
        return Response(content, media_type=MEDIA_TYPE, headers=_HEADERS)
    first, last = found.groups()
    start = int(first) if first else max(0, size - int(last))
    end = min(int(last), size - 1) if first and last else size - 1
    if start > end:
        unmet = _HEADERS | {"Content-Range": f"bytes */{size}"}
        return Response(status_code=416, headers=unmet)
    met = _HEADERS | {"Content-Range": f"bytes {start}-{end}/{size}"}
    return Response(content[start : end + 1], 206, media_type=MEDIA_TYPE, headers=met)
