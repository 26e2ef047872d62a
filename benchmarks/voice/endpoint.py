"""A fake Realtime endpoint that keeps time: ``python -m benchmarks.voice.endpoint``.

``tests.realtime.fake_realtime`` is strict and takes audio in steps of 100 ms; this one is lenient
and steps in 10 ms, so that what a peer sends passes and its delays can be told from the
endpoint's. A session with ``create_response`` (the default) is answered after each turn; one
without leads itself: a response with ``tool_choice`` "required" is answered by a tool call, any
other by speech in the words of the latest direction, and ``conversation`` "none" runs beside.
Consecutive replies differ in pitch, so that a candidate can tell stale sound from new.

The log has a JSON object a line; ``t`` and other moments are seconds of the machine's monotonic
clock, which all processes share.
"""

import argparse
import asyncio
import base64
import contextlib
import itertools
import json
import time
from collections.abc import Coroutine
from dataclasses import fields
from pathlib import Path
from typing import Any, TextIO

import numpy as np
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from benchmarks.voice.endpoint_timing import RATE, Detector, Timing

PITCHES = (440, 700, 1_000, 1_400)
"""Hertz of the replies, in turn."""
SAID = (
    "I moved the hot key to a topic of its own because one customer held up all the others, and "
    "in the end the lag dropped by half within a week"
)
"""What every turn of a candidate is transcribed to."""
_QUOTE = "moved the hot key to a topic"
_LOUDNESS = 9_000
_PIECE = RATE // 10 * 2
"""100 ms."""
_USAGE = {
    "total_tokens": 30,
    "input_tokens": 10,
    "output_tokens": 20,
    "input_token_details": {
        "cached_tokens": 0,
        "text_tokens": 5,
        "audio_tokens": 5,
        "image_tokens": 0,
        "cached_tokens_details": {"text_tokens": 0, "audio_tokens": 0, "image_tokens": 0},
    },
    "output_token_details": {"text_tokens": 5, "audio_tokens": 15},
}
Event = dict[str, Any]


class Endpoint:
    """What all connections share."""

    def __init__(self, timing: Timing, log: TextIO) -> None:
        self.timing = timing
        self._log = log
        self._numbers = itertools.count(1)
        times = np.arange(int(RATE * timing.reply_seconds)) / RATE
        self.replies = [
            (_LOUDNESS * np.sin(2 * np.pi * pitch * times)).astype("<i2").tobytes()
            for pitch in PITCHES
        ]

    def name(self, kind: str) -> str:
        """A fresh id."""
        return f"{kind}_{next(self._numbers)}"

    def note(self, event: str, connection: str, **more: Any) -> None:
        """Write a line of the log."""
        line = {"t": time.monotonic(), "event": event, "connection": connection, **more}
        self._log.write(json.dumps(line) + "\n")

    async def serve(self, socket: ServerConnection) -> None:
        """One connection, to its end."""
        connection = Connection(self, socket)
        with contextlib.closing(connection), contextlib.suppress(ConnectionClosed):
            await connection.run()


class Connection:
    """One session at the endpoint."""

    def __init__(self, endpoint: Endpoint, socket: ServerConnection) -> None:
        self._endpoint, self._socket = endpoint, socket
        self.id = endpoint.name("sess")
        self._session: dict[str, Any] = {}
        self._detector = Detector()
        self._item = ""
        self._turns = self._replies = 0
        self._last_loud = 0.0
        self._words, self._question = "word " * 20, "none"
        self._responding: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    # --- plumbing ---

    async def run(self) -> None:
        """Greet, and take what comes."""
        self._endpoint.note("connected", self.id)
        await self._send("session.created", session=self._whole_session())
        async for data in self._socket:
            await self._take(json.loads(data))

    def close(self) -> None:
        """End what is under way."""
        for task in self._tasks:
            task.cancel()

    async def _send(self, kind: str, **more: Any) -> None:
        event = {"type": kind, "event_id": self._endpoint.name("event"), **more}
        await self._socket.send(json.dumps(event))

    def _begin(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        async def quietly() -> None:
            with contextlib.suppress(ConnectionClosed):
                await work

        task = asyncio.create_task(quietly())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    # --- the session ---

    @property
    def _turn_detection(self) -> dict[str, Any]:
        heard: dict[str, Any] = self._session.get("audio", {}).get("input", {})
        return heard.get("turn_detection") or {}

    @property
    def _leads(self) -> bool:
        """Whether the endpoint answers by itself."""
        return bool(self._turn_detection.get("create_response", True))

    def _whole_session(self) -> dict[str, Any]:
        detection = {
            "type": "server_vad",
            "threshold": 0.5,
            "prefix_padding_ms": 300,
            "silence_duration_ms": int(self._endpoint.timing.silence_ms),
            "create_response": True,
            "interrupt_response": True,
        }
        sound = {"type": "audio/pcm", "rate": RATE}
        whole: dict[str, Any] = {
            "id": self.id,
            "object": "realtime.session",
            "type": "realtime",
            "model": "gpt-realtime",
            "output_modalities": ["audio"],
            "instructions": "",
            "audio": {
                "input": {"format": sound, "turn_detection": detection},
                "output": {"format": sound, "voice": "alloy", "speed": 1.0},
            },
            "expires_at": int(time.time()) + 3_600,
        }
        return {**whole, **{k: v for k, v in self._session.items() if k != "audio"}}

    async def _take(self, event: Event) -> None:
        kind = event.get("type")
        if kind == "input_audio_buffer.append":
            await self._hear(base64.b64decode(event["audio"]))
        elif kind == "session.update":
            _merge(self._session, event["session"])
            await self._send("session.updated", session=self._whole_session())
        elif kind == "conversation.item.create":
            await self._add(event["item"])
        elif kind == "conversation.item.truncate":
            end = {"content_index": event["content_index"], "audio_end_ms": event["audio_end_ms"]}
            self._endpoint.note("truncated", self.id, audio_end_ms=event["audio_end_ms"])
            await self._send("conversation.item.truncated", item_id=event["item_id"], **end)
        elif kind == "conversation.item.delete":
            await self._send("conversation.item.deleted", item_id=event["item_id"])
        elif kind == "input_audio_buffer.clear":
            self._detector.reset()
            await self._send("input_audio_buffer.cleared")
        elif kind == "input_audio_buffer.commit":
            self._detector.reset()
            self._item = self._endpoint.name("item")
            await self._commit()
        elif kind == "response.create" and not self._leads:
            await self._respond(event.get("response") or {})
        elif kind == "response.cancel" and self._responding is not None:
            self._responding.cancel()

    # --- listening ---

    async def _hear(self, pcm: bytes) -> None:
        for mark in self._detector.feed(pcm):
            if mark == "started":
                self._item = self._endpoint.name("item")
                self._turns += 1
                timing = self._endpoint.timing
                self._detector.wait_ms = timing.wait_ms(self._turn_detection, self._turns)
                self._endpoint.note("started", self.id)
                await self._send(
                    "input_audio_buffer.speech_started", audio_start_ms=0, item_id=self._item
                )
                if self._turn_detection.get("interrupt_response", True) and self._responding:
                    self._responding.cancel()
            else:
                waited = self._detector.wait_ms
                last = {"last_loud": self._last_loud, "waited_ms": waited}
                self._endpoint.note("stopped", self.id, **last)
                await self._send(
                    "input_audio_buffer.speech_stopped", audio_end_ms=0, item_id=self._item
                )
                await self._commit()
                if self._leads:
                    if self._responding:
                        await asyncio.wait([self._responding])
                    await self._respond({})
        if self._detector.speaking and not self._detector.quiet:
            self._last_loud = time.monotonic()

    async def _commit(self) -> None:
        item_id = self._item
        await self._send("input_audio_buffer.committed", previous_item_id=None, item_id=item_id)
        content = [{"type": "input_audio", "transcript": None}]
        await self._add({"id": item_id, "type": "message", "role": "user", "content": content})
        self._begin(self._transcribe(item_id))

    async def _transcribe(self, item_id: str) -> None:
        await asyncio.sleep(self._endpoint.timing.transcript_ms / 1_000)
        await self._send(
            "conversation.item.input_audio_transcription.completed",
            item_id=item_id,
            content_index=0,
            transcript=SAID,
            usage={"type": "duration", "seconds": 1},
        )

    # --- speaking ---

    async def _add(self, item: dict[str, Any]) -> None:
        whole = {"id": self._endpoint.name("item"), "object": "realtime.item", **item}
        texts = [item.get("output"), *(part.get("text") for part in item.get("content") or [])]
        for direction in filter(None, map(_direction, texts)):
            self._words = direction.get("words") or self._words
            self._question = direction.get("question_id") or self._question
        for done in ("added", "done"):
            kind = f"conversation.item.{done}"
            await self._send(kind, previous_item_id=None, item={"status": "completed", **whole})

    async def _respond(self, asked: dict[str, Any]) -> None:
        """Begin a response; one in the conversation only where none is under way."""
        aside = asked.get("conversation") == "none"
        if not aside and self._responding and not self._responding.done():
            code = "conversation_already_has_active_response"
            error = {"type": "invalid_request_error", "code": code, "message": code}
            await self._send("error", error={**error, "param": None, "event_id": None})
            return
        judging = asked.get("tool_choice") == "required"
        kind = "judgement" if judging else "speech"
        self._endpoint.note("asked", self.id, kind=kind, aside=aside)
        task = self._begin(self._judge(asked) if judging else self._speak(asked))
        if not aside:
            self._responding = task

    def _new_response(self, asked: dict[str, Any]) -> dict[str, Any]:
        return {
            "id": self._endpoint.name("resp"),
            "object": "realtime.response",
            "status": "in_progress",
            "status_details": None,
            "conversation_id": None if asked.get("conversation") == "none" else "conv_1",
            "output_modalities": ["audio"],
            "metadata": asked.get("metadata"),
            "output": [],
            "usage": None,
        }

    async def _finish(self, response: dict[str, Any], output: list[Any], cancelled: bool) -> None:
        if self._responding is asyncio.current_task():
            self._responding = None
        status = "cancelled" if cancelled else "completed"
        reason = {"type": "cancelled", "reason": "turn_detected"} if cancelled else None
        ended = {"status": status, "status_details": reason, "output": output, "usage": _USAGE}
        await self._send("response.done", response={**response, **ended})

    async def _judge(self, asked: dict[str, Any]) -> None:
        response, item_id = self._new_response(asked), self._endpoint.name("item")
        arguments = {"question_id": self._question, "signal": "mixed", "quote": _QUOTE}
        item = {
            "id": item_id,
            "object": "realtime.item",
            "type": "function_call",
            "status": "completed",
            "call_id": f"call_{item_id}",
            "name": "record_answer",
            "arguments": json.dumps({k: v for k, v in arguments.items() if self._knows(k)}),
        }
        output: list[Any] = []
        cancelled, began = False, time.monotonic()
        try:
            await self._send("response.created", response=response)
            await asyncio.sleep(self._endpoint.timing.judge_ms / 1_000)
            output = [item]
            self._endpoint.note("worked", self.id, began=began, kind="judgement")
            about = {"response_id": response["id"], "output_index": 0, "item": item}
            await self._send("response.output_item.added", **about)
            await self._add(item)
            await self._send("response.output_item.done", **about)
        except asyncio.CancelledError:
            cancelled = True
        await self._finish(response, output, cancelled)

    def _knows(self, argument: str) -> bool:
        """Whether the session's own ``record_answer`` takes this argument."""
        for tool in self._session.get("tools") or []:
            if tool.get("name") == "record_answer":
                return argument in tool["parameters"].get("properties", {})
        return True

    async def _speak(self, asked: dict[str, Any]) -> None:
        response, item_id = self._new_response(asked), self._endpoint.name("item")
        sound = self._endpoint.replies[self._replies % len(PITCHES)]
        self._replies += 1
        words = (_asked_words(asked) or self._words).split()
        item: dict[str, Any] = {"id": item_id, "object": "realtime.item", "type": "message"}
        item |= {"role": "assistant", "status": "in_progress", "content": []}
        about = {"response_id": response["id"], "output_index": 0}
        place = {**about, "item_id": item_id, "content_index": 0}
        cancelled, began = False, time.monotonic()
        try:
            await self._send("response.created", response=response)
            await asyncio.sleep(self._endpoint.timing.model_ms / 1_000)
            await self._send("response.output_item.added", item=item, **about)
            if asked.get("conversation") != "none":
                await self._send("conversation.item.added", previous_item_id=None, item=item)
            part = {"type": "audio", "transcript": ""}
            await self._send("response.content_part.added", part=part, **place)
            self._endpoint.note("worked", self.id, began=began, kind="speech")
            await self._sound(sound, words, place)
            said = " ".join(words)
            await self._send("response.output_audio.done", **place)
            done = "response.output_audio_transcript.done"
            await self._send(done, transcript=said, **place)
        except asyncio.CancelledError:
            cancelled = True
        status = "incomplete" if cancelled else "completed"
        content = [{"type": "output_audio", "transcript": " ".join(words)}]
        item = {**item, "status": status, "content": content}
        await self._send("response.output_item.done", item=item, **about)
        if asked.get("conversation") != "none":
            await self._send("conversation.item.done", previous_item_id=None, item=item)
        await self._finish(response, [item], cancelled)

    async def _sound(self, sound: bytes, words: list[str], place: dict[str, Any]) -> None:
        """Send a reply, its words spread over it; not all at once, but faster than spoken."""
        pieces = range(0, len(sound), _PIECE)
        began = time.monotonic()
        for number, start in enumerate(pieces):
            first, last = (len(words) * at // len(pieces) for at in (number, number + 1))
            if first < last:
                text = " " + " ".join(words[first:last])
                await self._send("response.output_audio_transcript.delta", delta=text, **place)
            if number == 0:
                self._endpoint.note("sent", self.id)
            audio = base64.b64encode(sound[start : start + _PIECE]).decode()
            await self._send("response.output_audio.delta", delta=audio, **place)
            due = began + (number + 1) * 0.1 / self._endpoint.timing.speed
            await asyncio.sleep(max(0.0, due - time.monotonic()))


def _direction(text: str | None) -> dict[str, Any]:
    """The program's direction in a text of the conversation; empty if it is none."""
    if not text or not text.startswith("{"):
        return {}
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _asked_words(asked: dict[str, Any]) -> str:
    """The words that a response was asked to say by its own input, if it has one."""
    texts = (
        part.get("text") for item in asked.get("input") or [] for part in item.get("content") or []
    )
    return next((d["words"] for d in map(_direction, texts) if d.get("words")), "")


def _merge(into: dict[str, Any], change: dict[str, Any]) -> None:
    for key, value in change.items():
        if isinstance(value, dict) and isinstance(into.get(key), dict):
            _merge(into[key], value)
        else:
            into[key] = value


async def _serve(port: int, timing: Timing, log: Path) -> None:
    with log.open("w", buffering=1) as out:
        endpoint = Endpoint(timing, out)
        async with serve(endpoint.serve, "127.0.0.1", port, max_size=None, compression=None) as s:
            await s.serve_forever()


def main() -> None:
    """Serve until ended."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--log", type=Path, required=True)
    for field in fields(Timing):
        flag = "--" + field.name.replace("_", "-")
        parser.add_argument(flag, type=type(field.default), default=field.default)
    chosen = vars(parser.parse_args())
    port, log = chosen.pop("port"), chosen.pop("log")
    asyncio.run(_serve(port, Timing(**chosen), log))


if __name__ == "__main__":
    main()
