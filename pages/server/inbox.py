"""The messages of one websocket that are received and not yet handled."""

import asyncio
from collections import deque

from starlette.types import Message, Receive

MOST, MOST_BYTES = 100, 4_000_000
"""Messages and bytes that may wait; a tab sends about one short message a second."""


class InboxFull(Exception):
    """More messages came than may wait."""


class Inbox:
    """Reads ahead, so that a disconnect is noticed at once; messages before it are then dropped."""

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
        """The oldest message, or the disconnect.

        Raises:
            InboxFull: if more messages wait than may.
        """
        while not self._said:
            if self._full:
                raise InboxFull
            self._arrived.clear()
            await self._arrived.wait()
        message = self._said.popleft()
        self._bytes -= len(message.get("bytes") or b"")
        return message

    def close(self) -> None:
        """Stop reading."""
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
