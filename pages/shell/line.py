"""One browser's websocket: what it says is looked at, and waits for its turn."""

import asyncio
import time
from collections import deque

from starlette.types import Message, Receive, Send

from pages.shell.bucket import Bucket
from pages.shell.complaints import complain
from pages.shell.messages import asks_for_a_run, read, refused, tells_of_the_end
from pages.shell.run_slots import RunSlots, Slot

SPEAKS_WITHIN = 30.0
"""Seconds until a socket has said something; a browser does at once."""
MOST_WAITING, MOST_BYTES_WAITING = 100, 4_000_000
"""What one socket may have said that is not heard yet; a tab says about one message a second."""
_GONE, _DATA, _POLICY, _LATER = 1006, 1003, 1008, 1013  # RFC 6455, 7.4.1


def _of_a_tab() -> Bucket:
    return Bucket(30, 8)


class Line:
    """One socket.

    It is read ahead of what is heard: who leaves is known to be gone at once, and what they said
    before is let go, however much it was.
    """

    def __init__(
        self, receive: Receive, send: Send, address: str, of_the_address: Bucket, slots: RunSlots
    ) -> None:
        """``of_the_address``: the pace of everybody behind it; ``slots``: those of the process."""
        self._receive, self._send = receive, send
        self._address, self._slots = address, slots
        self._paces = (_of_a_tab(), of_the_address)
        self._said: deque[Message] = deque()
        self._bytes = 0
        self._arrived = asyncio.Event()
        self._reader: asyncio.Task[None] | None = None
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
        if self._reader is None:
            opening = await self._receive()
            self._reader = asyncio.create_task(self._read())
            return opening
        while True:
            message = await self._next()
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
            await self._its_turn(asks_for_a_run(meant))
            return _left(_GONE) if self._gone else message

    def close(self) -> None:
        """Nobody hears any more."""
        if self._reader:
            self._reader.cancel()

    async def _read(self) -> None:
        """Take what is said into ``_said``, to the end or until it is too much."""
        while not self._gone:
            message = await self._receive()
            self._bytes += len(message.get("bytes") or b"")
            if message["type"] != "websocket.receive":
                self._ends_with(message)
            elif len(self._said) >= MOST_WAITING or self._bytes > MOST_BYTES_WAITING:
                self._ends_with(await self._hangs_up("more messages than can be heard", _LATER))
            else:
                self._said.append(message)
            self._arrived.set()

    def _ends_with(self, last: Message) -> None:
        self._gone = True
        self._said = deque([last])

    async def _its_turn(self, is_a_run: bool) -> None:
        now = time.monotonic()
        if wait := max(pace.wait_for_one(now) for pace in self._paces):
            await asyncio.sleep(wait)
        if is_a_run and not self._gone and not (self._run and self._run.taken):
            self._run = await self._slots.take(self._address)
            if self._gone:
                self._run.free()

    async def _next(self) -> Message:
        while not self._said:
            self._arrived.clear()
            try:
                async with asyncio.timeout(None if self._spoke else SPEAKS_WITHIN):
                    await self._arrived.wait()
            except TimeoutError:
                return await self._hangs_up("a tab that says nothing", _POLICY)
        message = self._said.popleft()
        self._bytes -= len(message.get("bytes") or b"")
        self._spoke = True
        return message

    async def _hangs_up(self, why: str, code: int) -> Message:
        complain(why)
        await self.say({"type": "websocket.close", "code": code})
        self._gone = True
        return _left(code)


def _left(code: int) -> Message:
    return {"type": "websocket.disconnect", "code": code}
