"""How many sockets may be open and pages made at once, for one address and in all, and whose turn
is next."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import pytest
from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from pages.composition.wiring import Services
from pages.server import browser_socket, run_slots
from pages.server.inbox import MOST
from pages.server.run_slots import AT_ONCE, AT_ONCE_OF_ONE
from pages.server.socket_limits import MOST_SOCKETS, MOST_SOCKETS_OF_ONE, SocketLimits

pytestmark = pytest.mark.usefixtures("services")
A_CLICK: Message = {
    "type": "websocket.receive",
    "bytes": BackMsg(stop_script=True).SerializeToString(),
}


async def streamlit_like(scope: Scope, receive: Receive, send: Send) -> None:
    """Accepts a socket and hears it to its end."""
    await receive()
    await send({"type": "websocket.accept"})
    while (await receive())["type"] != "websocket.disconnect":
        pass


class Socket:
    """One browser's end."""

    def __init__(self) -> None:
        self.said: asyncio.Queue[Message] = asyncio.Queue()
        self.heard: asyncio.Queue[Message] = asyncio.Queue()

    async def answer(self) -> tuple[str, int | None]:
        """What comes next from the server, and the code of a close."""
        message = await asyncio.wait_for(self.heard.get(), 30)
        return message["type"], message.get("code")


@asynccontextmanager
async def opened(bounds: SocketLimits, address: str) -> AsyncIterator[Socket]:
    """A socket from ``address``, until the test is done with it."""
    socket = Socket()
    scope: Scope = {"type": "websocket", "client": (address, 5000), "headers": []}
    await socket.said.put({"type": "websocket.connect"})
    served = asyncio.create_task(bounds(scope, socket.said.get, socket.heard.put))
    yield socket
    await socket.said.put({"type": "websocket.disconnect", "code": 1001})
    await served


ACCEPTED, LATER = ("websocket.accept", None), ("websocket.close", 1013)


def test_one_address_has_so_many_tabs_and_a_closed_one_makes_room() -> None:
    async def story() -> None:
        bounds = SocketLimits(streamlit_like)
        async with AsyncExitStack() as tabs:
            for _ in range(MOST_SOCKETS_OF_ONE - 1):
                tab = await tabs.enter_async_context(opened(bounds, "203.0.113.9"))
                assert await tab.answer() == ACCEPTED
            for _ in range(2):
                async with opened(bounds, "203.0.113.9") as last:
                    assert await last.answer() == ACCEPTED
                    async with opened(bounds, "203.0.113.9") as too_many:
                        assert await too_many.answer() == LATER
                    async with opened(bounds, "203.0.113.10") as neighbour:
                        assert await neighbour.answer() == ACCEPTED

    asyncio.run(story())


def test_the_addresses_of_one_network_count_together() -> None:
    async def story() -> None:
        bounds = SocketLimits(streamlit_like)
        async with AsyncExitStack() as tabs:
            for number in range(MOST_SOCKETS_OF_ONE):
                tab = await tabs.enter_async_context(opened(bounds, f"2001:db8::{number:x}"))
                assert await tab.answer() == ACCEPTED
            async with opened(bounds, "2001:db8::ffff") as too_many:
                assert await too_many.answer() == LATER

    asyncio.run(story())


def test_the_process_has_so_many_tabs_wherever_they_come_from() -> None:
    async def story() -> None:
        bounds = SocketLimits(streamlit_like)
        async with AsyncExitStack() as tabs:
            for number in range(MOST_SOCKETS):
                address = f"10.0.{number // 100}.1"
                tab = await tabs.enter_async_context(opened(bounds, address))
                assert await tab.answer() == ACCEPTED
            async with opened(bounds, "10.1.0.1") as too_many:
                assert await too_many.answer() == LATER
        async with opened(bounds, "10.1.0.1") as later:
            assert await later.answer() == ACCEPTED

    asyncio.run(story())


def test_a_header_of_the_visitors_own_makes_no_other_address() -> None:
    async def story() -> None:
        bounds = SocketLimits(streamlit_like)
        async with AsyncExitStack() as tabs:
            for number in range(MOST_SOCKETS_OF_ONE):
                await tabs.enter_async_context(invented(bounds, number))
            async with opened(bounds, "203.0.113.9") as too_many:
                assert await too_many.answer() == LATER

    asyncio.run(story())


@asynccontextmanager
async def invented(bounds: SocketLimits, number: int) -> AsyncIterator[None]:
    """A socket that says it speaks for another address each time."""

    async def with_header(scope: Scope, receive: Receive, send: Send) -> None:
        await bounds({**scope, "headers": [(b"x-forwarded-for", b"10.0.0.%d" % number)]},
                     receive, send)  # fmt: skip

    async with opened(with_header, "203.0.113.9") as socket:  # type: ignore[arg-type]
        assert await socket.answer() == ACCEPTED
        yield


def test_a_tab_that_says_nothing_is_let_go_and_makes_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser_socket, "FIRST_MESSAGE_SECONDS", 0.01)

    async def story() -> None:
        bounds = SocketLimits(streamlit_like)
        async with opened(bounds, "203.0.113.9") as silent:
            assert await silent.answer() == ACCEPTED
            assert await silent.answer() == ("websocket.close", 1008)
        assert not bounds._open

    asyncio.run(story())


def test_a_tab_that_has_spoken_may_rest(
    monkeypatch: pytest.MonkeyPatch, services: Services
) -> None:
    async def story() -> None:
        bounds = SocketLimits(streamlit_like)
        async with opened(bounds, "203.0.113.9") as tab:
            assert await tab.answer() == ACCEPTED
            await tab.said.put(A_CLICK)
            await asyncio.sleep(0)
            while not tab.said.empty():
                await asyncio.sleep(0.001)
            monkeypatch.setattr(browser_socket, "FIRST_MESSAGE_SECONDS", 0.01)
            await asyncio.sleep(0.1)
            assert tab.heard.empty()

    asyncio.run(story())


A_RERUN: Message = {
    "type": "websocket.receive",
    "bytes": BackMsg(rerun_script=ClientState()).SerializeToString(),
}
FINISHED: Message = {
    "type": "websocket.send",
    "bytes": ForwardMsg(script_finished=ForwardMsg.FINISHED_SUCCESSFULLY).SerializeToString(),
}


class Runtime:
    """As Streamlit: begins a run for each rerun that passes; ``finish`` lets one end."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self._sends: dict[str, Send] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        who = scope["client"][0]
        self._sends[who] = send
        await receive()
        await send({"type": "websocket.accept"})
        while (await receive())["type"] != "websocket.disconnect":
            self.begun.append(who)

    async def finish(self, who: str) -> None:
        await self._sends[who](FINISHED)


async def settled() -> None:
    """Everything that can go on without anybody's doing has gone on."""
    for _ in range(50):
        await asyncio.sleep(0)


def test_so_many_pages_are_made_at_once_and_the_next_when_one_is_done() -> None:
    async def story() -> None:
        runtime = Runtime()
        bounds = SocketLimits(runtime)
        everybody = [f"203.0.113.{number}" for number in range(AT_ONCE + 2)]
        async with AsyncExitStack() as tabs:
            for address in everybody:
                tab = await tabs.enter_async_context(opened(bounds, address))
                await tab.said.put(A_RERUN)
                await settled()
            assert runtime.begun == everybody[:AT_ONCE]
            await runtime.finish(everybody[0])
            await settled()
            assert runtime.begun == everybody[: AT_ONCE + 1]

    asyncio.run(story())


def test_a_crowd_behind_one_address_leaves_room_for_others_and_takes_turns_with_them() -> None:
    async def story() -> None:
        runtime = Runtime()
        bounds = SocketLimits(runtime)
        crowd, other, third = "203.0.113.1", "203.0.113.2", "203.0.113.3"
        async with AsyncExitStack() as tabs:
            for address in [crowd] * 10 + [other, third]:
                tab = await tabs.enter_async_context(opened(bounds, address))
                await tab.said.put(A_RERUN)
                await settled()
            assert runtime.begun == [crowd] * AT_ONCE_OF_ONE + [other]
            await runtime.finish(other)
            await settled()
            assert runtime.begun[-1] == third

    asyncio.run(story())


def test_a_run_that_takes_long_lets_others_begin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_slots, "LONGEST", 0.01)

    async def story() -> None:
        runtime = Runtime()
        bounds = SocketLimits(runtime)
        async with AsyncExitStack() as tabs:
            for number in range(3 * AT_ONCE):
                tab = await tabs.enter_async_context(opened(bounds, f"203.0.113.{number}"))
                await tab.said.put(A_RERUN)
            while len(runtime.begun) < 3 * AT_ONCE:
                await asyncio.sleep(0.01)

    asyncio.run(asyncio.wait_for(story(), 30))


def test_what_somebody_said_who_has_left_is_heard_no_more() -> None:
    async def story() -> None:
        runtime = Runtime()
        bounds = SocketLimits(runtime)
        async with opened(bounds, "203.0.113.1") as tab:
            for _ in range(MOST - 1):
                await tab.said.put(A_RERUN)
        assert len(runtime.begun) <= 2
        assert not bounds._open

    asyncio.run(asyncio.wait_for(story(), 30))


def test_who_says_more_than_can_be_heard_is_hung_up_on() -> None:
    async def story() -> None:
        runtime = Runtime()
        bounds = SocketLimits(runtime)
        async with opened(bounds, "203.0.113.1") as tab:
            for _ in range(MOST + 40):
                await tab.said.put(A_RERUN)
            assert await tab.answer() == ACCEPTED
            assert await tab.answer() == LATER
        assert len(runtime.begun) <= 35  # a tab may click thirty times at once

    asyncio.run(asyncio.wait_for(story(), 30))
