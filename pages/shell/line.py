"""One browser's websocket: what it says is judged, and waits for its turn."""

import asyncio
import time

from starlette.types import Message, Receive, Send

from pages.shell.bucket import Bucket
from pages.shell.complaints import complain
from pages.shell.messages import judged

SPEAKS_WITHIN = 30.0
"""Seconds until a socket has said something; a browser does at once."""
_GONE, _DATA, _POLICY = 1006, 1003, 1008  # RFC 6455, 7.4.1


def _of_a_tab() -> Bucket:
    return Bucket(30, 8)


class Line:
    """One socket."""

    def __init__(self, receive: Receive, send: Send, of_the_address: Bucket) -> None:
        """``of_the_address``: the pace of everybody behind one address."""
        self._receive, self._send = receive, send
        self._paces = (_of_a_tab(), of_the_address)
        self._connected = self._spoke = self._gone = False

    async def say(self, message: Message) -> None:
        """Send, as long as somebody is there."""
        try:
            if not self._gone:
                await self._send(message)
        except OSError:  # they left; Streamlit would call it an error of the application
            self._gone = True

    async def hear(self) -> Message:
        """The next message that may pass, once it is its turn."""
        while True:
            message = await self._next()
            if message["type"] != "websocket.receive":
                self._connected = True
                return message
            await self._its_turn()
            if self._gone:
                return _left(_GONE)
            data = message.get("bytes")
            if data is None:
                return await self._hangs_up("text", _DATA)
            try:
                refused = judged(data)
            except ValueError as problem:
                return await self._hangs_up(str(problem), _POLICY)
            if refused is None:
                return message
            complain(refused)

    async def _its_turn(self) -> None:
        self._spoke = True
        now = time.monotonic()
        if wait := max(pace.wait_for_one(now) for pace in self._paces):
            await asyncio.sleep(wait)

    async def _next(self) -> Message:
        if self._spoke or not self._connected:
            return await self._receive()
        try:
            async with asyncio.timeout(SPEAKS_WITHIN):
                return await self._receive()
        except TimeoutError:
            return await self._hangs_up("a tab that says nothing", _POLICY)

    async def _hangs_up(self, why: str, code: int) -> Message:
        complain(why)
        await self.say({"type": "websocket.close", "code": code})
        self._gone = True
        return _left(code)


def _left(code: int) -> Message:
    return {"type": "websocket.disconnect", "code": code}
