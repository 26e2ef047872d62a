"""Limits of websockets: how many, how fast they may send, and which messages pass.

Messages that come too fast wait: no click is lost, and a flood holds up its own socket only. A
socket that goes on all the same is closed; a browser's tab reconnects by itself.
"""

from collections import defaultdict

from starlette.types import ASGIApp, Receive, Scope, Send

from pages.server.browser_socket import BrowserSocket
from pages.server.client_address import client_address
from pages.server.refusal_log import log_refusal
from pages.server.run_slots import RunSlots
from pages.server.token_bucket import TokenBucket

MOST_SOCKETS, MOST_SOCKETS_OF_ONE = 2_000, 300
"""Open tabs of the process, and of one address, which a whole campus may share."""
_REMEMBERED = 10_000
"""Addresses whose rate is remembered after they disconnect."""
_LATER = 1013  # RFC 6455, 7.4.1


def _of_an_address() -> TokenBucket:
    return TokenBucket(600, 60)


class SocketLimits:
    """Limits the websockets of all browsers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._open: dict[str, int] = defaultdict(int)
        self._paces: dict[str, TokenBucket] = {}
        self._slots = RunSlots()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one websocket; all else passes. See the ASGI specification."""
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        address = client_address(scope)
        of_one, of_all = self._open.get(address, 0), sum(self._open.values())
        if of_one >= MOST_SOCKETS_OF_ONE or of_all >= MOST_SOCKETS:
            log_refusal("one more open tab")
            await send({"type": "websocket.close", "code": _LATER})
            return
        self._open[address] += 1
        socket = BrowserSocket(receive, send, address, self._pace_of(address), self._slots)
        try:
            await self._app(scope, socket.receive, socket.send)
        finally:
            socket.close()
            self._open[address] -= 1
            if not self._open[address]:
                del self._open[address]

    def _pace_of(self, address: str) -> TokenBucket:
        """The rate limit of this address; it is remembered when the address comes again."""
        if len(self._paces) > _REMEMBERED:
            self._paces = {one: pace for one, pace in self._paces.items() if one in self._open}
        return self._paces.setdefault(address, _of_an_address())
