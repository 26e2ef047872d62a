"""aimock: a server of the language model APIs, which answers what a test tells it to."""

import json
import urllib.request
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Aimock:
    """A running aimock; ``url`` is its address without a path."""

    url: str

    @property
    def base_url(self) -> str:
        """What an OpenAI client is given."""
        return f"{self.url}/v1"

    def answers(self, *responses: dict[str, Any], **match: Any) -> None:
        """Answer requests that ``match`` with ``responses``, one after the other."""
        fixtures = [
            {"match": {**match, "sequenceIndex": index}, "response": response}
            for index, response in enumerate(responses)
        ]
        self._control("fixtures", {"fixtures": fixtures})

    def misbehaves(self, **rates: float) -> None:
        """Spoil requests from now on: see its /__aimock/chaos."""
        self._control("chaos", rates)

    def reset(self) -> None:
        """Forget every answer, request and misbehaviour."""
        self._control("reset", {})
        self._call("DELETE", "chaos", None)

    @property
    def requests(self) -> list[dict[str, Any]]:
        """The bodies of the requests so far, oldest first."""
        return [entry["body"] for entry in self._call("GET", "journal", None)]

    def _control(self, what: str, body: dict[str, Any]) -> None:
        self._call("POST", what, body)

    def _call(self, method: str, what: str, body: dict[str, Any] | None) -> Any:
        request = urllib.request.Request(
            f"{self.url}/__aimock/{what}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.loads(answer.read() or "null")
