"""The server: checks each request against the SDK's own types, then answers as it is told."""

import json
import threading
import time
from collections import deque
from collections.abc import Iterable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from openai.types.audio.speech_create_params import SpeechCreateParams
from openai.types.chat.completion_create_params import CompletionCreateParamsNonStreaming
from pydantic import TypeAdapter

from tests.fake_openai.replies import Answer, Body, Reply, good
from tests.fake_openai.speech import SpokenTones

_REQUESTS: dict[str, TypeAdapter[Any]] = {
    "/v1/chat/completions": TypeAdapter(CompletionCreateParamsNonStreaming),
    "/v1/audio/speech": TypeAdapter(SpeechCreateParams),
}
_LOOK_SECONDS = 0.01


class FakeOpenAI:
    """Listens on a free port of this machine; a context manager.

    Attributes:
        requests: what was asked, in order.
        keys: what came as the key of each.
        faults: what the real API would have refused.
        hung_up: how many answers were not read to their end.
    """

    def __init__(self, usual: Answer | None = None, port: int = 0) -> None:
        """``usual`` answers whenever nothing else was scripted; a good answer by default."""
        self.usual = usual or good()
        self.requests: list[Body] = []
        self.keys: list[str] = []
        self.faults: list[str] = []
        self.hung_up = 0
        self._scripted: deque[Answer] = deque()
        self._closing = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", port), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(_LOOK_SECONDS,), daemon=True
        )

    @property
    def url(self) -> str:
        """The base URL for a client."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def then(self, *answers: Answer) -> None:
        """Answer the next requests so, in order."""
        self._scripted.extend(answers)

    def __enter__(self) -> "FakeOpenAI":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
        assert self.faults == [], "requests that the real API would refuse"

    def _answer(self, path: str, body: Body) -> Answer:
        self.requests.append(body)
        try:
            _REQUESTS[path].validate_python(body)
        except ValueError as problem:
            self.faults.append(str(problem))
        return self._scripted.popleft() if self._scripted else self.usual

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        fake = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                if self.path not in _REQUESTS:
                    self.send_error(404)
                    return
                fake.keys.append(self.headers.get("Authorization", "").removeprefix("Bearer "))
                reply = fake._answer(self.path, body)(body)
                fake._closing.wait(reply.seconds)
                try:
                    self._send(reply)
                except OSError:
                    fake.hung_up += 1

            def _send(self, reply: Reply) -> None:
                self.send_response(reply.status)
                for name, value in {"Content-Type": "application/json", **reply.headers}.items():
                    self.send_header(name, value)
                if reply.pieces is None:
                    self.send_header("Content-Length", str(len(reply.body.encode())))
                    self.end_headers()
                    self.wfile.write(reply.body.encode())
                    return
                self.send_header("Transfer-Encoding", "chunked")
                self.end_headers()
                self._send_pieces(reply.pieces)
                if reply.breaks_off:
                    self.close_connection = True
                else:
                    self._send_chunk(b"")

            def _send_pieces(self, pieces: Iterable[bytes | threading.Event]) -> None:
                for piece in pieces:
                    if fake._closing.is_set():
                        return
                    if isinstance(piece, bytes):
                        self._send_chunk(piece)
                    else:
                        self._wait(piece)

            def _wait(self, gate: threading.Event) -> None:
                """Until the gate is opened, or nobody reads any more."""
                self.connection.setblocking(False)
                try:
                    while not (gate.wait(_LOOK_SECONDS) or fake._closing.is_set()):
                        try:
                            if not self.connection.recv(1):
                                raise ConnectionResetError
                        except BlockingIOError:
                            pass
                finally:
                    self.connection.setblocking(True)

            def _send_chunk(self, data: bytes) -> None:
                self.wfile.write(b"%x\r\n%b\r\n" % (len(data), data))

            def log_message(self, *_: object) -> None:
                """Tests read ``requests`` instead."""

        return Handler


def main(port: int) -> None:
    """Serve good answers, ratings and speech, until interrupted."""
    rate, tones = good(), SpokenTones()
    with FakeOpenAI(lambda body: (tones.good if "input" in body else rate)(body), port) as fake:
        print(fake.url, flush=True)
        while True:
            time.sleep(3_600)
