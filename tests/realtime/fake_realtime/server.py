"""The fake endpoint: sockets, handshakes, faults, and what it saw for the tests to look at."""

import contextlib
import json
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response

from tests.realtime.fake_realtime.script import Fault, Moment, Script, Struck
from tests.realtime.fake_realtime.strict import Violation, client_event
from tests.realtime.fake_realtime.talk import Talk
from tests.realtime.fake_realtime.tones import Codebook

KEY = "a-key"


@dataclass
class FakeRealtime:
    """An endpoint on this machine; ``async with`` it, and dial ``url``.

    Attributes:
        script: what it does beyond obeying.
        codebook: how the candidate's tones are understood.
        sent: every client event of every connection, in order.
        violations: client events that the protocol does not have; a test's end looks at them.
        errors: codes of the errors that it had to send.
        talks: one a connection.
    """

    script: Script = field(default_factory=Script)
    codebook: Codebook = field(default_factory=Codebook)
    sent: list[dict[str, Any]] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    talks: list[Talk] = field(default_factory=list)
    handshakes: int = 0
    replies: int = 0
    _server: Server | None = None

    @property
    def url(self) -> str:
        """The base URL for the SDK."""
        assert self._server is not None
        host, port = next(iter(self._server.sockets)).getsockname()[:2]
        return f"http://{host}:{port}/v1"

    @property
    def talk(self) -> Talk:
        """The latest connection's."""
        return self.talks[-1]

    def sent_of(self, kind: str) -> list[dict[str, Any]]:
        """Client events of one type."""
        return [event for event in self.sent if event["type"] == kind]

    async def __aenter__(self) -> "FakeRealtime":
        self._server = await serve(
            self._serve, "127.0.0.1", 0, process_request=self._greet, max_size=None
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close(close_connections=False)
        for talk in self.talks:
            talk.close()
            talk.socket.transport.abort()
        await self._server.wait_closed()

    def _greet(self, connection: ServerConnection, request: Request) -> Response | None:
        self.handshakes += 1
        fault = self.script.strike("handshake")
        if fault is not None and fault.kind == "refuse":
            body = json.dumps({"error": {"code": fault.reason}})
            return connection.respond(HTTPStatus(fault.code), body)
        if request.headers.get("Authorization") != f"Bearer {KEY}":
            return connection.respond(HTTPStatus.UNAUTHORIZED, "no such key")
        if not request.path.startswith("/v1/realtime?model="):
            return connection.respond(HTTPStatus.NOT_FOUND, "no such place")
        return None

    async def _serve(self, socket: ServerConnection) -> None:
        talk = Talk(self, socket)
        self.talks.append(talk)
        with contextlib.suppress(ConnectionClosed, Struck):
            await talk.greet()
            async for data in socket:
                await self._take(talk, data)
        talk.close()

    async def _take(self, talk: Talk, data: str | bytes) -> None:
        try:
            event = client_event(data)
        except Violation as error:
            self.violations.append(str(error))
            await talk.error("invalid_request_error", str(error))
            return
        self.sent.append(event)
        await talk.take(event)

    async def strike(self, at: Moment, talk: Talk) -> None:
        """Let what goes wrong at this moment go wrong.

        Raises:
            Struck: if the connection is over by it.
        """
        fault = self.script.strike(at)
        if fault is not None:
            await self.inflict(fault, talk)

    async def inflict(self, fault: Fault, talk: Talk) -> None:
        """Let something go wrong now."""
        if fault.kind == "close":
            await talk.socket.close(fault.code, fault.reason)
        elif fault.kind == "abort":
            talk.socket.transport.abort()
        elif fault.kind == "stall":
            talk.mute = True
            return
        elif fault.kind == "error":
            await talk.error(fault.code, fault.reason or fault.code)
            await talk.socket.close(1001)
        elif fault.kind == "failed":
            talk.failing = fault.code
            return
        else:
            await talk.socket.send('{"type": "response.output_audio.del')
            await talk.socket.send(json.dumps(["no", "event"]))
            await talk.socket.send(json.dumps({"type": "response.created"}))
            await talk.socket.send(json.dumps({"type": "something.new", "event_id": "e"}))
            return
        raise Struck
