"""What one browser has said over its websocket and nobody has heard yet."""

import asyncio
from collections import deque

from starlette.types import Message, Receive

MOST, MOST_BYTES = 100, 4_000_000
"""Messages and their bytes that may wait; a tab says about one short message a second."""


class TooMuch(Exception):
    """More was said than may wait."""


class Inbox:
    """Reads ahead of what is heard: who leaves is known to be gone at once.

    What they said before is let go then, however much it was.
    """

    def __init__(self, receive: Receive) -> None:
        """``receive``: the socket's, as of the ASGI specification, after its opening."""
        self._receive = receive
        self._said: deque[Message] = deque()
        self._bytes = 0
        self._arrived = asyncio.Event()
        self._full = False
        self._reader = asyncio.create_task(self._read())

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come."""
        return self._reader.done()

    async def next(self) -> Message:
        """What was said first, or that they have left.

        Raises:
            TooMuch: once more waits than may.
        """
        while not self._said:
            if self._full:
                raise TooMuch
            self._arrived.clear()
            await self._arrived.wait()
        message = self._said.popleft()
        self._bytes -= len(message.get("bytes") or b"")
        return message

    def close(self) -> None:
        """Nobody hears any more."""
        self._reader.cancel()

    async def _read(self) -> None:
        leaves = False
        while not (leaves or self._full):
            message = await self._receive()
            self._bytes += len(message.get("bytes") or b"")
            leaves = message["type"] != "websocket.receive"
            too_much = len(self._said) >= MOST or self._bytes > MOST_BYTES
            self._full = too_much and not leaves
            if leaves or self._full:
                self._said.clear()
            if not self._full:
                self._said.append(message)
            self._arrived.set()
