"""One browser's websocket: checks each message, and delays it to keep the rate limits."""

import asyncio
import time

from starlette.types import Message, Receive, Send

from pages.server.inbox import Inbox, InboxFull
from pages.server.messages import asks_for_run, ends_run, read, refused
from pages.server.refusal_log import log_refusal
from pages.server.run_slots import RunSlots, Slot
from pages.server.token_bucket import TokenBucket

FIRST_MESSAGE_SECONDS = 30.0
"""How long a socket may stay silent after its opening; a browser sends at once."""
_GONE, _DATA, _POLICY, _LATER = 1006, 1003, 1008, 1013  # RFC 6455, 7.4.1


def _of_a_tab() -> TokenBucket:
    return TokenBucket(30, 8)


class BrowserSocket:
    """One websocket; Streamlit calls ``receive`` and ``send`` of it."""

    def __init__(
        self,
        receive: Receive,
        send: Send,
        address: str,
        of_the_address: TokenBucket,
        slots: RunSlots,
    ) -> None:
        """``of_the_address``: the rate limit of its address; ``slots``: those of the process."""
        self._receive, self._send = receive, send
        self._address, self._slots = address, slots
        self._paces = (_of_a_tab(), of_the_address)
        self._inbox: Inbox | None = None
        self._run: Slot | None = None
        self._has_sent = self._gone = False

    async def send(self, message: Message) -> None:
        """Send to the browser, unless it has gone."""
        if self._run and ends_run(message.get("bytes") or b""):
            self._run.free()
        try:
            if not self._gone:
                await self._send(message)
        except OSError:  # the browser has gone; Streamlit would log an error of the application
            self._gone = True

    async def receive(self) -> Message:
        """The next allowed message, once the rate limits and the run slots let it through."""
        if self._inbox is None:
            opening = await self._receive()
            self._inbox = Inbox(self._receive)
            return opening
        while True:
            try:
                async with asyncio.timeout(None if self._has_sent else FIRST_MESSAGE_SECONDS):
                    message = await self._inbox.next()
            except TimeoutError:
                return await self._close_with("a tab that says nothing", _POLICY)
            except InboxFull:
                return await self._close_with("more messages than can be heard", _LATER)
            self._has_sent = True
            if message["type"] != "websocket.receive":
                return message
            data = message.get("bytes")
            if data is None:
                return await self._close_with("text", _DATA)
            try:
                meant = read(data)
            except ValueError as problem:
                return await self._close_with(str(problem), _POLICY)
            if why := refused(meant):
                log_refusal(why)
                continue
            await self._wait_for_turn(self._inbox, asks_for_run(meant))
            if not self._inbox.is_over:
                return message

    def close(self) -> None:
        """Stop reading."""
        if self._inbox:
            self._inbox.close()

    async def _wait_for_turn(self, inbox: Inbox, is_a_run: bool) -> None:
        now = time.monotonic()
        if wait := max(pace.wait_for_one(now) for pace in self._paces):
            await asyncio.sleep(wait)
        if is_a_run and not inbox.is_over and not (self._run and self._run.taken):
            self._run = await self._slots.take(self._address)
            if inbox.is_over:
                self._run.free()

    async def _close_with(self, why: str, code: int) -> Message:
        log_refusal(why)
        await self.send({"type": "websocket.close", "code": code})
        self._gone = True
        return {"type": "websocket.disconnect", "code": _GONE}
