"""A proxy between a candidate's browser and the app, which a test can cut and restore."""

import asyncio
import threading
from collections.abc import Coroutine
from concurrent.futures import Future
from typing import Any

from playwright.sync_api import BrowserContext

Address = tuple[str, int]
HOST = "127.0.0.1"


class _UdpProxy(asyncio.DatagramProtocol):
    """Forwards packets between the browser (the first sender) and the app's media port."""

    def __init__(self, network: "Network") -> None:
        self._network = network
        self.app: Address | None = None
        self.left = False
        self._browser: Address | None = None

    def connection_made(self, transport: asyncio.DatagramTransport) -> None:  # type: ignore[override]
        self._transport = transport

    def datagram_received(self, data: bytes, address: Address) -> None:
        if self._network.down or self.left:
            return
        if address != self.app:
            self._browser = address
        to = self._browser if address == self.app else self.app
        if to is not None:
            self._transport.sendto(data, to)


class Network:
    """All of the app's traffic: the page's own by TCP, the sound by UDP."""

    def __init__(self, app_port: int) -> None:
        self.down = False
        self._app_port = app_port
        self._open: set[asyncio.StreamWriter] = set()
        self._ways: list[_UdpProxy] = []
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, daemon=True).start()
        self._server = self._run(asyncio.start_server(self._carry, HOST, 0)).result(10)
        self.port = int(self._server.sockets[0].getsockname()[1])

    def lead(self, context: BrowserContext) -> None:
        """Lead the sound of ``context`` through this network; microphone.js asks for the way."""
        context.expose_function("leadThrough", self._way_to)

    def cut(self) -> None:
        """Nothing comes through any more, and connections break."""
        self.down = True
        self._loop.call_soon_threadsafe(self._break)

    def move(self) -> None:
        """From Wi-Fi to mobile: by the addresses so far no sound comes through any more."""
        for way in self._ways:
            way.left = True

    def mend(self) -> None:
        """The network is back."""
        self.down = False

    def close(self) -> None:
        self.cut()
        self._loop.call_soon_threadsafe(self._end)

    def _end(self) -> None:
        self._server.close()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.call_soon(self._loop.stop)

    def _way_to(self, host: str, port: int) -> list[Any]:
        transport, proxy = self._run(
            self._loop.create_datagram_endpoint(lambda: _UdpProxy(self), local_addr=("0.0.0.0", 0))  # noqa: S104
        ).result(10)
        proxy.app = (host, port)
        self._ways.append(proxy)
        return [host, transport.get_extra_info("sockname")[1]]

    def _run(self, work: Coroutine[Any, Any, Any]) -> Future[Any]:
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def _break(self) -> None:
        for writer in list(self._open):
            writer.transport.abort()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.down:
            writer.transport.abort()
            return
        try:
            on_reader, on_writer = await asyncio.open_connection(HOST, self._app_port)
        except OSError:  # the app is away
            writer.transport.abort()
            return
        self._open |= {writer, on_writer}
        await asyncio.gather(_pump(reader, on_writer), _pump(on_reader, writer))
        self._open -= {writer, on_writer}


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(65_536):
            writer.write(data)
            await writer.drain()
    except OSError:
        pass
    finally:
        writer.close()
