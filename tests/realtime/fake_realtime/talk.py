"""One connection of the fake endpoint: its session and its conversation."""

import asyncio
import contextlib
import itertools
import json
from collections.abc import Awaitable, Callable, Coroutine
from typing import TYPE_CHECKING, Any

from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed

from tests.realtime.fake_realtime.counting import Counting
from tests.realtime.fake_realtime.hearing import Hearing
from tests.realtime.fake_realtime.replying import Replying
from tests.realtime.fake_realtime.script import Struck

if TYPE_CHECKING:
    from tests.realtime.fake_realtime.server import FakeRealtime

Event = dict[str, Any]


class Talk:
    """What the endpoint knows of one connection.

    Attributes:
        session: as it was set up.
        items: the conversation, oldest first.
        truncated: where items were cut, in ms.
        mute: whether it has stalled.
        directions: how many the program has given.
        failing: the error code with which the response under way, or the next one, fails.
    """

    def __init__(self, server: "FakeRealtime", socket: ServerConnection) -> None:
        self.server, self.socket = server, socket
        self.session: dict[str, Any] = {}
        self.items: dict[str, dict[str, Any]] = {}
        self.truncated: dict[str, int] = {}
        self.mute = False
        self.directions = 0
        self.failing: str | None = None
        self.counting = Counting()
        self.hearing, self.replying = Hearing(self), Replying(self)
        self._beside: list[Replying] = []
        self._numbers = itertools.count(1)
        self._tasks: set[asyncio.Task[None]] = set()
        self._handlers: dict[str, Callable[[Event], Awaitable[None]]] = {
            "session.update": self._update,
            "conversation.item.create": self._create,
            "conversation.item.delete": self._delete,
            "conversation.item.truncate": self._truncate,
            "input_audio_buffer.append": self.hearing.append,
            "input_audio_buffer.commit": self.hearing.commit,
            "input_audio_buffer.clear": self.hearing.clear,
            "response.create": self._respond,
            "response.cancel": self._cancel,
        }

    # --- plumbing ---

    def name(self, kind: str) -> str:
        """A fresh id."""
        return f"{kind}_{len(self.server.talks)}_{next(self._numbers)}"

    async def send(self, kind: str, **fields: Any) -> None:
        """Send a server event, unless the endpoint has stalled."""
        if not self.mute:
            event = {"type": kind, "event_id": self.name("event"), **fields}
            await self.socket.send(json.dumps(event))

    async def error(self, code: str, message: str, cause: Event | None = None) -> None:
        """Send an error event about the client event ``cause``."""
        self.server.errors.append(code)
        event_id = (cause or {}).get("event_id")
        error = {"type": "invalid_request_error", "code": code, "message": message}
        await self.send("error", error={**error, "event_id": event_id})

    def task(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Run ``work`` beside the reading."""

        async def quietly() -> None:
            with contextlib.suppress(ConnectionClosed, Struck):
                await work

        def done(task: asyncio.Task[None]) -> None:
            work.close()
            self._tasks.discard(task)

        task = asyncio.ensure_future(quietly())
        self._tasks.add(task)
        task.add_done_callback(done)
        return task

    def close(self) -> None:
        """Stop everything."""
        for task in list(self._tasks):
            task.cancel()

    # --- what the client sends ---

    async def greet(self) -> None:
        """The first event."""
        session = {"type": "realtime", "model": "fake-realtime-1"}
        await self.send("session.created", session=session)

    async def take(self, event: Event) -> None:
        """Handle a client event that is well-formed."""
        await self._handlers[event["type"]](event)

    async def _update(self, event: Event) -> None:
        await self.server.strike("session", self)
        output = event["session"].get("audio", {}).get("output", {})
        if self._active and "speed" in output:
            await self.error("speed_change_not_allowed", "a response is active", event)
        elif self.replying.spoke and "voice" in output:
            await self.error("cannot_update_voice", "it has spoken", event)
        else:
            _merge(self.session, event["session"])
            await self.send("session.updated", session=self.session)

    async def _create(self, event: Event) -> None:
        item = {"id": self.name("item"), **event["item"]}
        called = [i.get("call_id") for i in self.items.values() if i["type"] == "function_call"]
        if item["type"] == "function_call_output" and item["call_id"] not in called:
            await self.error("invalid_tool_call_id", "no such call", event)
        else:
            self.directions += _direction_in(item) is not None
            await self.add(item)

    async def _delete(self, event: Event) -> None:
        if self.items.pop(event["item_id"], None) is None:
            await self.error("item_delete_invalid_item_id", "no such item", event)
        else:
            await self.send("conversation.item.deleted", item_id=event["item_id"])

    async def _truncate(self, event: Event) -> None:
        item_id, end = event["item_id"], event["audio_end_ms"]
        if item_id not in self.items or not 0 < end <= self.replying.audio_ms.get(item_id, 0):
            await self.error("invalid_value", f"cannot cut at {end}", event)
            return
        self.truncated[item_id] = end
        about = {"item_id": item_id, "content_index": 0, "audio_end_ms": end}
        await self.send("conversation.item.truncated", **about)

    async def _respond(self, event: Event) -> None:
        if event.get("response", {}).get("conversation") == "none":
            self._beside.append(Replying(self, beside=True))
            await self._beside[-1].create(event)
        else:
            await self.replying.create(event)

    @property
    def _active(self) -> int:
        """How many responses are under way."""
        return sum(each.active for each in (self.replying, *self._beside))

    async def _cancel(self, event: Event) -> None:
        wanted = event.get("response_id")
        if wanted is None and self._active > 1:
            return  # as OpenAI's was seen to do: it names none of them
        for each in (self.replying, *self._beside):
            if each.active and each.id == wanted:
                await each.cancel(event)
        if wanted is None:
            await self.replying.cancel(event)

    # --- the conversation ---

    async def add(self, item: dict[str, Any]) -> None:
        """Add an item at the end."""
        self.items[item["id"]] = item
        await self.send("conversation.item.added", item=item, previous_item_id=None)
        await self.send("conversation.item.done", item=item, previous_item_id=None)

    def direction(self) -> dict[str, Any]:
        """The latest direction of the program, as an obedient model reads it."""
        return next(filter(None, map(_direction_in, reversed(self.items.values()))), {})

    def to_judge(self) -> tuple[str, str]:
        """The open question, and what the candidate said since it was asked."""
        words: list[str] = []
        for item in reversed(self.items.values()):
            if item.get("role") == "user":
                words.insert(0, text_of(item))
            elif item.get("role") == "assistant":
                break
        return self.direction().get("question_id", "none"), " ".join(filter(None, words))


def _direction_in(item: dict[str, Any]) -> dict[str, Any] | None:
    text = item.get("output") or (text_of(item) if item.get("role") == "system" else "")
    found: dict[str, Any] | None = json.loads(text) if text.startswith("{") else None
    return found


def text_of(item: dict[str, Any]) -> str:
    """What an item says."""
    parts = [part.get("transcript") or part.get("text") or "" for part in item["content"]]
    return " ".join(filter(None, parts))


def _merge(into: dict[str, Any], change: dict[str, Any]) -> None:
    for key, value in change.items():
        if isinstance(value, dict) and isinstance(into.get(key), dict):
            _merge(into[key], value)
        else:
            into[key] = value
