"""What the server may answer; each takes the request's body and gives a reply."""

import json
import re
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

Body = dict[str, Any]
_TURN = re.compile(r'<data name="(T\d+) candidate">\n(.*?)\n</data>', re.DOTALL)


@dataclass(frozen=True)
class Reply:
    """An HTTP answer, given after ``seconds``.

    Attributes:
        pieces: sent instead of ``body``, one by one; an event among them is waited for.
        breaks_off: whether pieces end without an end.
    """

    body: str
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    pieces: Iterable[bytes | threading.Event] | None = None
    breaks_off: bool = False


Answer = Callable[[Body], Reply]


def turns_in(body: Body) -> list[tuple[str, str]]:
    """The candidate's turns in a request: name and text."""
    return _TURN.findall(body["messages"][-1]["content"])


def completion(
    content: str | None, *, finish: str = "stop", refusal: str | None = None, **usage: int
) -> Reply:
    """A chat completion with one choice."""
    tokens = {"prompt_tokens": 1_000, "completion_tokens": 100, "total_tokens": 1_100, **usage}
    return Reply(
        json.dumps(
            {
                "id": "chatcmpl-1",
                "object": "chat.completion",
                "created": 1,
                "model": "fake-1-2026-11-25",
                "choices": [
                    {
                        "index": 0,
                        "finish_reason": finish,
                        "message": {"role": "assistant", "content": content, "refusal": refusal},
                    }
                ],
                "usage": tokens,
            }
        )
    )


def proposing(rating: int | None, quotes: Sequence[tuple[str, str]], rationale: str) -> Reply:
    """A proposal in the form that was asked for; quotes as (turn, words)."""
    evidence = [{"turn": turn, "quote": quote} for turn, quote in quotes]
    return completion(json.dumps({"evidence": evidence, "rationale": rationale, "rating": rating}))


def good(rating: int | None = 4) -> Answer:
    """Quotes the first sentence of each turn, with other white space and case."""

    def answer(body: Body) -> Reply:
        quotes = [
            (name, "  ".join(re.split(r"(?<=[.!?])\s", text)[0].upper().split(" ")))
            for name, text in turns_in(body)
        ]
        return proposing(rating, quotes, "The answer names a choice, its reason and its result.")

    return answer


def misquoting(body: Body) -> Reply:
    """Quotes what was never said, and a turn that does not exist."""
    quotes = [(name, "I single-handedly saved the company.") for name, _ in turns_in(body)]
    return proposing(5, [*quotes, ("T999", "I rebuilt it")], "A strong answer.")


def obeying(body: Body) -> Reply:
    """Does what the candidate's words ask for, and quotes them."""
    return proposing(5, turns_in(body), "The candidate asked for it.")


def malformed(body: Body) -> Reply:
    """Words instead of JSON."""
    return completion("I would say this is a solid four out of five.")


def out_of_range(body: Body) -> Reply:
    """A rating that the scale does not have."""
    return completion(json.dumps({"evidence": [], "rationale": "Off the scale.", "rating": 9}))


def cut_off(body: Body) -> Reply:
    """The beginning of an answer, up to the length limit."""
    return completion('{"evidence": [{"turn": "T2", "quo', finish="length")


def filtered(body: Body) -> Reply:
    """Held back."""
    return completion(None, finish="content_filter")


def refusing(body: Body) -> Reply:
    """The model declines."""
    return completion(None, refusal="I cannot help with that.")


def without_choices(body: Body) -> Reply:
    """A completion in which the one thing that matters is missing."""
    return Reply(json.dumps({"id": "x", "object": "chat.completion", "model": "fake-1"}))


def not_json(body: Body) -> Reply:
    """What a proxy in front may say."""
    return Reply("<html>Welcome</html>", headers={"Content-Type": "text/html"})


def half_json(body: Body) -> Reply:
    """JSON that stops in the middle."""
    return Reply('{"id": "chatcmpl-1", "choices": [')


def slow(seconds: float, then: Answer | None = None) -> Answer:
    """A good answer that comes late."""

    def answer(body: Body) -> Reply:
        reply = (then or good())(body)
        return Reply(reply.body, reply.status, reply.headers, seconds)

    return answer


def error(status: int, message: str, code: str | None = None, **headers: str) -> Answer:
    """An error in OpenAI's form."""
    body = json.dumps({"error": {"message": message, "type": "error", "code": code, "param": None}})
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda _: Reply(body, status, named)


def busy(retry_after: str = "0") -> Answer:
    """429, with the seconds to wait."""
    return error(429, "Rate limit reached.", "rate_limit_exceeded", retry_after=retry_after)


no_quota = error(429, "You exceeded your current quota.", "insufficient_quota")
broken = error(500, "The server had an error.")
no_key = error(401, "Incorrect API key provided.", "invalid_api_key")
no_model = error(404, "The model does not exist.", "model_not_found")


def without_schemas(body: Body) -> Reply:
    """A server that knows plain JSON only."""
    if body["response_format"]["type"] == "json_schema":
        return error(400, "response_format json_schema is not supported")(body)
    return good()(body)
