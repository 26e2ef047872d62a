"""Each browser's websocket: how many, at which pace, and what passes on to Streamlit.

What comes too fast waits: nobody's click is lost, and a flood stands still in its own socket. One
that goes on all the same is hung up on; a browser's tab comes back by itself.
"""

from collections import defaultdict

from starlette.types import ASGIApp, Receive, Scope, Send

from pages.server.browser_socket import Line
from pages.server.bucket import Bucket
from pages.server.client_address import client_address
from pages.server.refusal_log import complain
from pages.server.run_slots import RunSlots

MOST_SOCKETS, MOST_SOCKETS_OF_ONE = 2_000, 300
"""Open tabs of the process, and of one address, behind which a whole campus may be."""
_REMEMBERED = 10_000
"""Addresses whose pace is kept when they have gone."""
_LATER = 1013  # RFC 6455, 7.4.1


def _of_an_address() -> Bucket:
    return Bucket(600, 60)


class SocketBounds:
    """Lets a socket's good messages through, each in its turn."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._open: dict[str, int] = defaultdict(int)
        self._paces: dict[str, Bucket] = {}
        self._slots = RunSlots()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one websocket; all else passes. See the ASGI specification."""
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        address = client_address(scope)
        of_one, of_all = self._open.get(address, 0), sum(self._open.values())
        if of_one >= MOST_SOCKETS_OF_ONE or of_all >= MOST_SOCKETS:
            complain("one more open tab")
            await send({"type": "websocket.close", "code": _LATER})
            return
        self._open[address] += 1
        line = Line(receive, send, address, self._pace_of(address), self._slots)
        try:
            await self._app(scope, line.hear, line.say)
        finally:
            line.close()
            self._open[address] -= 1
            if not self._open[address]:
                del self._open[address]

    def _pace_of(self, address: str) -> Bucket:
        """The address's own, which it finds as it left it when it comes again."""
        if len(self._paces) > _REMEMBERED:
            self._paces = {one: pace for one, pace in self._paces.items() if one in self._open}
        return self._paces.setdefault(address, _of_an_address())
