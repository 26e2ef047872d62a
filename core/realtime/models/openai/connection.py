"""The socket to the endpoint: connects, writes, reads, notices a loss, and connects again."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, NoReturn, Protocol

from core.realtime.models.openai.faults import Fault, SocketFault, fault_of, fault_of_code
from core.realtime.models.openai.messages import Message

log = logging.getLogger(__name__)

DELAYS = (0.1, 0.4, 1.0, 2.0, 4.0, 8.0)
"""Seconds before each try to connect again; the last one repeats."""
CONNECT_SECONDS = 5.0
HANG_UP_SECONDS = 2.0
SESSION_EVENT = "session"
"""The event id of the message that sets the session up."""


class Socket(Protocol):
    """What is used of the SDK's realtime connection."""

    async def recv_bytes(self) -> bytes:
        """The next message."""

    def parse_event(self, data: bytes) -> Any:
        """The message as the SDK's event; raises ValueError if it is none."""

    async def send_raw(self, data: str) -> None:
        """Send a message."""

    async def close(self) -> None:
        """Close the connection."""


class ConnectionOwner(Protocol):
    """What a connection asks of its owner, on the loop that the connection runs on."""

    async def greeting(self) -> Sequence[Message]:
        """What a new connection is told first."""

    def connected(self) -> None:
        """The greeting is being sent; more may be sent from now on."""

    def accepted(self) -> None:
        """The endpoint took the session as it was set up."""

    def received(self, event: Any) -> None:
        """An event came in."""

    def lost(self, *, planned: bool) -> str | None:
        """The connection is gone; gives a reason not to connect again, or None."""

    def failed(self, words: str) -> None:
        """There will be no connection any more; ``words`` (why) are for the team."""


class Connection:
    """One connection at a time; a lost one is made anew if that can help."""

    _owner: ConnectionOwner

    def __init__(
        self, dial: Callable[[], Awaitable[Socket]], *, tries: int, stall_seconds: float
    ) -> None:
        """``tries`` and ``stall_seconds``: see OpenAIConfig."""
        self._dial = dial
        self._tries, self._stall_seconds = tries, stall_seconds
        self._outbox: asyncio.Queue[Message] | None = None
        self._limit: asyncio.Timeout | None = None
        self._due = self._planned = False
        self._failures = 0
        self._born = 0.0
        self._task: asyncio.Task[None] | None = None
        self._closing: set[asyncio.Task[None]] = set()

    @property
    def up(self) -> bool:
        """Whether something can be sent."""
        return self._outbox is not None

    @property
    def age(self) -> float:
        """Seconds since the connection was made."""
        return asyncio.get_running_loop().time() - self._born

    def start(self, owner: ConnectionOwner) -> None:
        """Begin to connect, and to stay connected, for ``owner``."""
        self._owner = owner
        self._task = asyncio.create_task(self._run())

    def send(self, message: Message) -> None:
        """Send ``message``; without a connection it is dropped, since the next one is greeted anew.

        An event is due after a message that asks for a response.
        """
        if self._outbox is not None:
            self._outbox.put_nowait(message)
        if message["type"] == "response.create":
            self.expect(True)

    def expect(self, due: bool) -> None:
        """Say whether an event is due; if it does not come, the connection counts as lost."""
        self._due = due
        self._watch()

    def renew(self) -> None:
        """Replace the connection by a new one, although nothing is wrong."""
        if self._limit is not None:
            self._planned = True
            self._limit.reschedule(asyncio.get_running_loop().time())

    async def close(self) -> None:
        """Hang up for good; calling it again does nothing."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, *self._closing, return_exceptions=True)

    async def _run(self) -> None:
        silent = False
        while True:
            fault = await self._live()
            was_up, planned = self.up, self._planned
            self._outbox = self._limit = None
            self._planned = self._due = False
            log.info("realtime connection ended: %s", "renewed" if planned else fault.words)
            refusal = self._owner.lost(planned=planned) if was_up or silent else None
            if fault.fatal or refusal or self._failures >= self._tries:
                self._owner.failed(refusal or fault.words)
                return
            silent = planned
            if not planned:
                await asyncio.sleep(DELAYS[min(self._failures, len(DELAYS) - 1)])
                self._failures += 1

    async def _live(self) -> Fault:
        """Connect, and serve until the connection is lost; gives the reason."""
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                socket = await self._dial()
        except Exception as error:  # whatever a dial raises, it is judged and perhaps retried
            return fault_of(error)
        outbox: asyncio.Queue[Message] = asyncio.Queue()
        writer = asyncio.create_task(_write(socket, outbox))
        try:
            for message in await self._owner.greeting():
                outbox.put_nowait(message)
            self._outbox, self._born = outbox, asyncio.get_running_loop().time()
            self._owner.connected()
            await self._read(socket)
        except Exception as error:  # the same holds for a connection that breaks
            return fault_of(error)
        finally:
            writer.cancel()
            # Beside the loop: a dead peer does not answer the closing handshake.
            hanging_up = asyncio.create_task(_hang_up(socket))
            self._closing.add(hanging_up)
            hanging_up.add_done_callback(self._closing.discard)

    async def _read(self, socket: Socket) -> NoReturn:
        accepted = False
        async with asyncio.timeout(None) as self._limit:
            self.expect(True)
            while True:
                event = _parsed(socket, await socket.recv_bytes())
                self._watch()
                kind = getattr(event, "type", None)
                if kind == "error":
                    _raise_if_over(event.error)
                elif kind == "session.updated" and not accepted:
                    accepted, self._failures = True, 0
                    self._owner.accepted()
                if kind is not None:
                    self._owner.received(event)

    def _watch(self) -> None:
        if self._limit is not None and not self._planned:
            now = asyncio.get_running_loop().time()
            self._limit.reschedule(now + self._stall_seconds if self._due else None)


async def _write(socket: Socket, outbox: "asyncio.Queue[Message]") -> None:
    try:
        while True:
            await socket.send_raw(json.dumps(await outbox.get()))
    except Exception as error:  # the reader learns of it and says why
        log.debug("writing to a realtime connection: %r", error)


async def _hang_up(socket: Socket) -> None:
    try:
        async with asyncio.timeout(HANG_UP_SECONDS):
            await socket.close()
    except Exception as error:  # it is given up anyhow
        log.debug("closing a realtime connection: %r", error)


def _parsed(socket: Socket, data: bytes) -> Any:
    try:
        return socket.parse_event(data)
    except (ValueError, RecursionError):
        log.warning("a frame that is no event was passed over (%d bytes)", len(data))
        return None


def _raise_if_over(error: Any) -> None:
    code, message = getattr(error, "code", None), getattr(error, "message", None)
    fault = fault_of_code(code, message) or fault_of_code(getattr(error, "type", None))
    if fault is None and getattr(error, "event_id", None) == SESSION_EVENT:
        fault = Fault(f"The endpoint refused the session: {message}", fatal=True)
    if fault is not None:
        raise SocketFault(fault)
