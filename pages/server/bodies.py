"""What a browser sends along with a request, of a size and in time."""

import asyncio

from starlette.requests import ClientDisconnect, Request

WITHIN = 20.0
"""Seconds for a whole body; each is a few kilobytes."""


class BadBody(Exception):
    """It is too long or too slow, or they left meanwhile."""


async def read_body(request: Request, most: int) -> bytes:
    """The body of ``request``, at most ``most`` bytes of it.

    Raises:
        BadBody: if it is longer, or not there in time.
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
