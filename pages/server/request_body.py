"""Reads the body of a request, with a limit of size and time."""

import asyncio

from starlette.requests import ClientDisconnect, Request

WITHIN = 20.0
"""Seconds that a whole body may take; each is a few kilobytes."""


class BadBody(Exception):
    """The body is too long or too slow, or the client disconnected."""


async def read_body(request: Request, most: int) -> bytes:
    """The body of ``request``, at most ``most`` bytes of it.

    Raises:
        BadBody: if it is longer or takes too long, or the client disconnects.
    """
    body = b""
    try:
        async with asyncio.timeout(WITHIN):
            async for piece in request.stream():
                body += piece
                if len(body) > most:
                    raise BadBody
    except (ClientDisconnect, TimeoutError) as problem:
        raise BadBody from problem
    return body
