"""What one task makes piece by piece, read by several from its beginning."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable

Add = Callable[[bytes], None]


class SharedStream:
    """Runs while anybody reads; all calls on one event loop."""

    def __init__(self, make: Callable[[Add], Awaitable[None]]) -> None:
        """``make`` hands each piece to what it is called with, and ends with the last one."""
        self._pieces: list[bytes] = []
        self._readers, self._left = 0, False
        self._news = asyncio.Event()
        self._task = asyncio.ensure_future(make(self._add))
        self._task.add_done_callback(self._over)

    @property
    def running(self) -> bool:
        """Whether more may come."""
        return not (self._left or self._task.done())

    async def read(self) -> AsyncGenerator[bytes, None]:
        """All pieces, from the first.

        Raises:
            Exception: what ``make`` raised, after the pieces before it.
        """
        self._readers += 1
        try:
            read = 0
            while True:
                while read < len(self._pieces):
                    read += 1
                    yield self._pieces[read - 1]
                if self._task.done():
                    self._task.result()
                    return
                self._news.clear()
                await self._news.wait()
        finally:
            self._readers -= 1
            # One who takes it over, as a line does from the guess, may begin to read just now.
            asyncio.get_running_loop().call_soon(self._end_if_unread)

    def _add(self, piece: bytes) -> None:
        self._pieces.append(piece)
        self._news.set()

    def _over(self, task: "asyncio.Future[None]") -> None:
        self._news.set()
        if not task.cancelled():
            task.exception()  # it is for the readers, if there are any

    def _end_if_unread(self) -> None:
        if not self._readers:
            self._left = True
            self._task.cancel()
