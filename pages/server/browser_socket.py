"""One browser's websocket: what it says is looked at, and waits for its turn."""

import asyncio
import time

from starlette.types import Message, Receive, Send

from pages.server.bucket import Bucket
from pages.server.inbox import Inbox, TooMuch
from pages.server.messages import asks_for_a_run, read, refused, tells_of_the_end
from pages.server.refusal_log import complain
from pages.server.run_slots import RunSlots, Slot

SPEAKS_WITHIN = 30.0
"""Seconds until a socket has said something; a browser does at once."""
_GONE, _DATA, _POLICY, _LATER = 1006, 1003, 1008, 1013  # RFC 6455, 7.4.1


def _of_a_tab() -> Bucket:
    return Bucket(30, 8)


class Line:
    """One socket."""

    def __init__(
        self, receive: Receive, send: Send, address: str, of_the_address: Bucket, slots: RunSlots
    ) -> None:
        """``of_the_address``: the pace of everybody behind it; ``slots``: those of the process."""
        self._receive, self._send = receive, send
        self._address, self._slots = address, slots
        self._paces = (_of_a_tab(), of_the_address)
        self._inbox: Inbox | None = None
        self._run: Slot | None = None
        self._spoke = self._gone = False

    async def say(self, message: Message) -> None:
        """Send, as long as somebody is there."""
        if self._run and tells_of_the_end(message.get("bytes") or b""):
            self._run.free()
        try:
            if not self._gone:
                await self._send(message)
        except OSError:  # they left; Streamlit would call it an error of the application
            self._gone = True

    async def hear(self) -> Message:
        """The next message that may pass, once it is its turn."""
        if self._inbox is None:
            opening = await self._receive()
            self._inbox = Inbox(self._receive)
            return opening
        while True:
            try:
                async with asyncio.timeout(None if self._spoke else SPEAKS_WITHIN):
                    message = await self._inbox.next()
            except TimeoutError:
                return await self._hangs_up("a tab that says nothing", _POLICY)
            except TooMuch:
                return await self._hangs_up("more messages than can be heard", _LATER)
            self._spoke = True
            if message["type"] != "websocket.receive":
                return message
            data = message.get("bytes")
            if data is None:
                return await self._hangs_up("text", _DATA)
            try:
                meant = read(data)
            except ValueError as problem:
                return await self._hangs_up(str(problem), _POLICY)
            if why := refused(meant):
                complain(why)
                continue
            await self._its_turn(self._inbox, asks_for_a_run(meant))
            if not self._inbox.is_over:
                return message

    def close(self) -> None:
        """Nobody hears any more."""
        if self._inbox:
            self._inbox.close()

    async def _its_turn(self, inbox: Inbox, is_a_run: bool) -> None:
        now = time.monotonic()
        if wait := max(pace.wait_for_one(now) for pace in self._paces):
            await asyncio.sleep(wait)
        if is_a_run and not inbox.is_over and not (self._run and self._run.taken):
            self._run = await self._slots.take(self._address)
            if inbox.is_over:
                self._run.free()

    async def _hangs_up(self, why: str, code: int) -> Message:
        complain(why)
        await self.say({"type": "websocket.close", "code": code})
        self._gone = True
        return {"type": "websocket.disconnect", "code": _GONE}
