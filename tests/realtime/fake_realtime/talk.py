"""One connection of the fake endpoint: its session, conversation, ear and responses."""

import asyncio
import base64
import itertools
import json
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any

from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed

from tests.realtime.fake_realtime.script import Judgement
from tests.realtime.fake_realtime.tones import LOUD, RATE, loudness, reply_pitch, tone

if TYPE_CHECKING:
    from tests.realtime.fake_realtime.server import FakeRealtime

_FRAME = RATE // 10 * 2
"""100 ms, what one audio delta carries."""
_SPEECH_FRAMES = 2
_SILENCE_FRAMES = 6
_LEAST_COMMIT = RATE // 10 * 2


class Talk:
    """What the endpoint knows of one connection.

    Attributes:
        items: the conversation, oldest first.
        audio_ms: length of the audio generated for an item.
        truncated: where items were cut, in ms.
    """

    def __init__(self, server: "FakeRealtime", socket: ServerConnection) -> None:
        self.server, self.socket = server, socket
        self.session: dict[str, Any] = {}
        self.items: dict[str, dict[str, Any]] = {}
        self.audio_ms: dict[str, int] = {}
        self.truncated: dict[str, int] = {}
        self.mute = False
        self.failing: str | None = None
        self._numbers = itertools.count(1)
        self._buffer = bytearray()
        self._heard = bytearray()
        self._loud = self._quiet = 0
        self._speaking = False
        self._response: str | None = None
        self._generating: asyncio.Task[None] | None = None
        self._spoke = False
        self._tasks: set[asyncio.Task[None]] = set()

    # --- plumbing ---

    def name(self, kind: str) -> str:
        """A fresh id."""
        return f"{kind}_{len(self.server.talks)}_{next(self._numbers)}"

    async def send(self, kind: str, **fields: Any) -> None:
        """Send a server event, unless the endpoint has stalled."""
        if not self.mute:
            await self.socket.send(
                json.dumps({"type": kind, "event_id": self.name("event"), **fields})
            )

    async def error(self, code: str, message: str, event_id: str | None) -> None:
        """Send an error event."""
        self.server.errors.append(code)
        error = {"type": "invalid_request_error", "code": code, "message": message}
        await self.send("error", error={**error, "event_id": event_id})

    def task(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Run ``work`` beside the reading."""
        task = asyncio.ensure_future(self._quietly(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _quietly(self, work: Coroutine[Any, Any, None]) -> None:
        from tests.realtime.fake_realtime.server import Struck

        try:
            await work
        except (ConnectionClosed, Struck):
            pass

    def close(self) -> None:
        """Stop everything."""
        for task in list(self._tasks):
            task.cancel()

    # --- what the client sends ---

    async def greet(self) -> None:
        """The first event."""
        await self.send("session.created", session={"type": "realtime", "model": "fake-realtime-1"})

    async def take(self, event: dict[str, Any]) -> None:
        """Handle a client event that is well-formed."""
        handler = getattr(self, "_on_" + event["type"].replace(".", "_"))
        await handler(event)

    async def _on_session_update(self, event: dict[str, Any]) -> None:
        await self.server.strike("session", self)
        session = event["session"]
        output = session.get("audio", {}).get("output", {})
        if self._response and "speed" in output:
            await self.error(
                "speed_change_not_allowed", "a response is active", event.get("event_id")
            )
            return
        if self._spoke and "voice" in output:
            await self.error("cannot_update_voice", "it has spoken", event.get("event_id"))
            return
        _merge(self.session, session)
        await self.send("session.updated", session=self.session)

    async def _on_conversation_item_create(self, event: dict[str, Any]) -> None:
        item = {"id": self.name("item"), **event["item"]}
        if item["type"] == "function_call_output" and not self._call(item["call_id"]):
            await self.error("invalid_tool_call_id", "no such call", event.get("event_id"))
            return
        await self._add(item)

    async def _on_conversation_item_delete(self, event: dict[str, Any]) -> None:
        if self.items.pop(event["item_id"], None) is None:
            await self.error("item_delete_invalid_item_id", "no such item", event.get("event_id"))
            return
        await self.send("conversation.item.deleted", item_id=event["item_id"])

    async def _on_conversation_item_truncate(self, event: dict[str, Any]) -> None:
        item_id, end = event["item_id"], event["audio_end_ms"]
        if item_id not in self.audio_ms or not 0 < end <= self.audio_ms[item_id]:
            await self.error("invalid_value", f"cannot cut at {end}", event.get("event_id"))
            return
        self.truncated[item_id] = end
        await self.send(
            "conversation.item.truncated", item_id=item_id, content_index=0, audio_end_ms=end
        )

    async def _on_input_audio_buffer_append(self, event: dict[str, Any]) -> None:
        pcm = base64.b64decode(event["audio"], validate=True)
        self._buffer += pcm
        if self.session["audio"]["input"].get("turn_detection") is None:
            return
        self._heard += pcm
        while len(self._heard) >= _FRAME:
            frame = bytes(self._heard[:_FRAME])
            del self._heard[:_FRAME]
            await self._detect(frame)

    async def _detect(self, frame: bytes) -> None:
        if loudness(frame) > LOUD / 4:
            self._loud, self._quiet = self._loud + 1, 0
        else:
            self._loud, self._quiet = 0, self._quiet + 1
        if not self._speaking and self._loud >= _SPEECH_FRAMES:
            self._speaking = True
            await self.send("input_audio_buffer.speech_started", audio_start_ms=0, item_id="next")
        elif self._speaking and self._quiet >= _SILENCE_FRAMES:
            self._speaking = False
            await self.send("input_audio_buffer.speech_stopped", audio_end_ms=0, item_id="next")
            await self._commit()

    async def _on_input_audio_buffer_commit(self, event: dict[str, Any]) -> None:
        if len(self._buffer) < _LEAST_COMMIT:
            await self.error("input_audio_buffer_commit_empty", "too small", event.get("event_id"))
            return
        self._speaking = False
        await self._commit()

    async def _commit(self) -> None:
        pcm = bytes(self._buffer)
        self._buffer.clear()
        item = {"id": self.name("item"), "type": "message", "role": "user", "content": []}
        await self.send("input_audio_buffer.committed", item_id=item["id"], previous_item_id=None)
        words = self.server.codebook.transcribe(pcm)
        item["content"] = [{"type": "input_audio", "transcript": words}]
        await self._add(item)
        delays = self.server.script.transcript_delays
        delay = delays.popleft() if delays else 0.0
        if delay is not None:
            self.task(self._transcribe(item["id"], words, delay, len(pcm)))
        await self.server.strike("commit", self)

    async def _transcribe(self, item_id: str, words: str, delay: float, size: int) -> None:
        await asyncio.sleep(delay)
        kind = "conversation.item.input_audio_transcription"
        half = len(words) // 2
        for part in (words[:half], words[half:]):
            await self.send(f"{kind}.delta", item_id=item_id, content_index=0, delta=part)
        usage = {"type": "duration", "seconds": size / 2 / RATE}
        await self.send(
            f"{kind}.completed", item_id=item_id, content_index=0, transcript=words, usage=usage
        )

    async def _on_input_audio_buffer_clear(self, event: dict[str, Any]) -> None:
        self._buffer.clear()
        self._heard.clear()
        self._loud = self._quiet = 0
        self._speaking = False
        await self.send("input_audio_buffer.cleared")

    async def _on_response_cancel(self, event: dict[str, Any]) -> None:
        wanted = event.get("response_id")
        if self._response is None or (wanted and wanted != self._response):
            await self.error(
                "response_cancel_not_active", "nothing to cancel", event.get("event_id")
            )
        elif self._generating is not None:
            self._generating.cancel()
            response = {**self._about, "status": "cancelled", "output": self._output}
            details = {"type": "cancelled", "reason": "client_cancelled"}
            await self._finish({**response, "status_details": details})

    async def _on_response_create(self, event: dict[str, Any]) -> None:
        if self._response is not None:
            code = "conversation_already_has_active_response"
            await self.error(code, "one at a time", event.get("event_id"))
            return
        asked = event.get("response", {})
        self._response = self.name("resp")
        self._output: list[dict[str, Any]] = []
        self._about = {
            "id": self._response,
            "object": "realtime.response",
            "metadata": asked.get("metadata"),
        }
        await self.send("response.created", response={**self._about, "status": "in_progress"})
        self._generating = self.task(self._generate(asked))

    # --- responses ---

    async def _generate(self, asked: dict[str, Any]) -> None:
        judging = asked.get("tool_choice") == "required"
        await self.server.strike("judge" if judging else "speak", self)
        if self.failing is not None:
            code, self.failing = self.failing, None
            details = {"type": "failed", "error": {"code": code, "message": code}}
            await self._finish({**self._about, "status": "failed", "status_details": details})
            return
        if judging:
            await self._call_tools(self.server.script.judgement(*self._to_judge()))
        else:
            line = self.server.script.line(self._direction().get("words", ""))
            if line:
                await (self._say if asked["output_modalities"] == ["audio"] else self._write)(line)
        await self._finish({**self._about, "status": "completed", "output": self._output})

    async def _finish(self, response: dict[str, Any]) -> None:
        # Free before the event is out: its reader may ask for the next response at once.
        self._response = self._generating = None
        usage = {
            "input_token_details": {"text_tokens": 900, "audio_tokens": 100, "cached_tokens": 600,
                                    "cached_tokens_details": {"text_tokens": 600}},
            "output_token_details": {"text_tokens": 20, "audio_tokens": 200},
        }  # fmt: skip
        await self.send("response.done", response={**response, "usage": usage})

    async def _call_tools(self, calls: Judgement) -> None:
        for call in calls:
            item = {
                "id": self.name("item"),
                "type": "function_call",
                "call_id": self.name("call"),
                "name": call.name,
                "arguments": call.as_text,
            }
            self._output.append(item)
            await self._add(item)

    async def _say(self, line: str) -> None:
        self._spoke = True
        self.server.replies += 1
        item = {"id": self.name("item"), "type": "message", "role": "assistant", "content": []}
        about = {
            "response_id": self._response,
            "item_id": item["id"],
            "output_index": 0,
            "content_index": 0,
        }
        self._output.append(item)
        self.audio_ms[item["id"]] = 0
        await self.send(
            "response.output_item.added", item=item, response_id=self._response, output_index=0
        )
        await self._add(item)
        pitch = reply_pitch(self.server.replies)
        words = line.split()
        frames = max(2, round(len(words) * self.server.script.seconds_a_word * 10))
        for frame in range(frames):
            if frame == frames // 2:
                await self.server.strike("reply", self)
            start, end = (len(words) * at // frames for at in (frame, frame + 1))
            if text := " ".join(words[start:end]):
                await self.send("response.output_audio_transcript.delta", delta=f" {text}", **about)
            self.audio_ms[item["id"]] += 100
            pcm = base64.b64encode(tone(pitch, 0.1)).decode()
            await self.send("response.output_audio.delta", delta=pcm, **about)
            await asyncio.sleep(self.server.script.pace)
        item["content"] = [{"type": "output_audio", "transcript": line}]

    async def _write(self, line: str) -> None:
        item = {"id": self.name("item"), "type": "message", "role": "assistant",
                "content": [{"type": "output_text", "text": line}]}  # fmt: skip
        about = {
            "response_id": self._response,
            "item_id": item["id"],
            "output_index": 0,
            "content_index": 0,
        }
        self._output.append(item)
        await self._add(item)
        for part in (line[: len(line) // 2], line[len(line) // 2 :]):
            await self.send("response.output_text.delta", delta=part, **about)

    # --- the conversation ---

    async def _add(self, item: dict[str, Any]) -> None:
        self.items[item["id"]] = item
        await self.send("conversation.item.added", item=item, previous_item_id=None)
        await self.send("conversation.item.done", item=item, previous_item_id=None)

    def _call(self, call_id: str) -> bool:
        return any(item.get("call_id") == call_id and item["type"] == "function_call"
                   for item in self.items.values())  # fmt: skip

    def _direction(self) -> dict[str, Any]:
        """The latest direction of the program, as an obedient model reads it."""
        for item in reversed(self.items.values()):
            text = item.get("output") or "".join(
                part.get("text") or ""
                for part in item.get("content", [])
                if item.get("role") == "system"
            )
            if text.startswith("{"):
                found: dict[str, Any] = json.loads(text)
                return found
        return {}

    def _to_judge(self) -> tuple[str, str]:
        """The open question and what the candidate said since it was asked."""
        words: list[str] = []
        for item in reversed(self.items.values()):
            if item.get("role") == "user":
                said = [
                    part.get("transcript") or part.get("text") or "" for part in item["content"]
                ]
                words = said + words
            elif item.get("role") == "assistant" or item.get("type") == "function_call_output":
                break
        return self._direction().get("question_id", "none"), " ".join(filter(None, words))


def _merge(into: dict[str, Any], change: dict[str, Any]) -> None:
    for key, value in change.items():
        if isinstance(value, dict) and isinstance(into.get(key), dict):
            _merge(into[key], value)
        else:
            into[key] = value
