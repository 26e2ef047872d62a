"""The server: checks each request against the SDK's own types, then answers as it is told."""

import json
import threading
import time
from collections import deque
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from openai.types.chat.completion_create_params import CompletionCreateParamsNonStreaming
from pydantic import TypeAdapter

from tests.fake_openai.replies import Answer, Body, good

_REQUEST: TypeAdapter[Any] = TypeAdapter(CompletionCreateParamsNonStreaming)


class FakeOpenAI:
    """Listens on a free port of this machine; a context manager."""

    def __init__(self, usual: Answer | None = None, port: int = 0) -> None:
        """``usual`` answers whenever nothing else was scripted; a good answer by default."""
        self.usual = usual or good()
        self.requests: list[Body] = []
        self.faults: list[str] = []
        self._scripted: deque[Answer] = deque()
        self._closing = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", port), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

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

    def _answer(self, body: Body) -> Answer:
        self.requests.append(body)
        try:
            _REQUEST.validate_python(body)
        except ValueError as problem:
            self.faults.append(str(problem))
        return self._scripted.popleft() if self._scripted else self.usual

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        fake = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                if self.path != "/v1/chat/completions":
                    self.send_error(404)
                    return
                reply = fake._answer(body)(body)
                fake._closing.wait(reply.seconds)
                try:
                    self.send_response(reply.status)
                    headers = {"Content-Type": "application/json", **reply.headers}
                    for name, value in headers.items():
                        self.send_header(name, value)
                    self.send_header("Content-Length", str(len(reply.body.encode())))
                    self.end_headers()
                    self.wfile.write(reply.body.encode())
                except OSError:
                    pass  # whoever asked has gone

            def log_message(self, *_: object) -> None:
                """Tests read ``requests`` instead."""

        return Handler


def main(port: int) -> None:
    """Serve good answers until interrupted."""
    with FakeOpenAI(port=port) as fake:
        print(fake.url, flush=True)
        while True:
            time.sleep(3_600)
