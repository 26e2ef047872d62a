"""The fake endpoint's responses, one at a time."""

import asyncio
import base64
import json
from typing import TYPE_CHECKING, Any

from tests.realtime.fake_realtime.script import Judgement, Struck
from tests.realtime.fake_realtime.tones import reply_pitch, tone

if TYPE_CHECKING:
    from tests.realtime.fake_realtime.talk import Talk

Event = dict[str, Any]


class Replying:
    """Makes tool calls, speech (a tone of its own pitch a reply) or text.

    Attributes:
        audio_ms: length of the audio generated for an item.
        spoke: whether there was audio, after which the voice is fixed.
    """

    def __init__(self, talk: "Talk", *, beside: bool = False) -> None:
        """``beside`` the conversation, which then remembers nothing of it."""
        self._talk, self._beside = talk, beside
        self.audio_ms: dict[str, int] = {}
        self.spoke = False
        self._about: dict[str, Any] | None = None
        self._id: str | None = None
        self._output: list[dict[str, Any]] = []
        self._directions = 0
        self._asked: dict[str, Any] = {}
        self._spoken = ""
        self._generating: asyncio.Task[None] | None = None

    @property
    def id(self) -> str | None:
        """Of the response that was begun last."""
        return self._id

    @property
    def active(self) -> bool:
        """Whether a response is under way."""
        return self._about is not None

    async def create(self, event: Event) -> None:
        """Begin a response."""
        if self._about is not None:
            code = "conversation_already_has_active_response"
            await self._talk.error(code, "one at a time", event)
            return
        asked, name = event.get("response", {}), self._talk.name("resp")
        self._about, self._id = {"id": name, "metadata": asked.get("metadata")}, name
        self._about["conversation_id"] = None if self._beside else "conv_1"
        self._output, self._directions = [], self._talk.directions
        self._asked, self._spoken = asked, ""
        await self._talk.send("response.created", response={**self._about, "status": "in_progress"})
        self._generating = self._talk.task(self._generate(asked))

    async def cancel(self, event: Event) -> None:
        """End the response under way."""
        wanted = event.get("response_id")
        if self._about is None or wanted not in (None, self._about["id"]):
            await self._talk.error("response_cancel_not_active", "nothing to cancel", event)
        elif self._generating is not None:
            generating, self._generating = self._generating, None
            generating.cancel()
            if lingers := self._talk.server.script.lingers:
                self._talk.task(self._end_cancelled(lingers))
            else:
                await self._end_cancelled()

    async def _end_cancelled(self, after: float = 0.0) -> None:
        if after:
            await asyncio.sleep(after)
        reason = {"type": "cancelled", "reason": "client_cancelled"}
        await self._finish(status="cancelled", status_details=reason)

    async def _generate(self, asked: dict[str, Any]) -> None:
        talk, judging = self._talk, asked.get("tool_choice") == "required"
        if not self._beside:
            await talk.server.strike("judge" if judging else "speak", talk)
            if await self._failed():
                return
        if judging:
            await asyncio.sleep(talk.server.script.think)
            await self._call_tools(talk.server.script.judgement(*talk.to_judge()))
        elif line := talk.server.script.line(self._direction(asked).get("words", "")):
            await (self._say if asked["output_modalities"] == ["audio"] else self._write)(line)
        await self._finish(status="completed")

    async def _failed(self) -> bool:
        """Whether the response fails, as a fault wants it to."""
        code, self._talk.failing = self._talk.failing, None
        if code is not None:
            error = {"type": "failed", "error": {"code": code, "message": code}}
            await self._finish(status="failed", status_details=error)
        return code is not None

    def _direction(self, asked: dict[str, Any]) -> dict[str, Any]:
        if not self._beside:
            return self._talk.direction()
        found: dict[str, Any] = json.loads(asked["input"][-1]["content"][0]["text"])
        return found

    async def _finish(self, **how: Any) -> None:
        talk = self._talk
        own = self._asked["input"] if self._beside else list(talk.items.values())
        read = [item for item in own if item not in self._output]
        usage = talk.counting.usage(talk.session, read, self._output, self._spoken)
        response = {**(self._about or {}), "output": self._output, "usage": usage, **how}
        # Free before the event is out: its reader may ask for the next response at once.
        self._about = self._generating = None
        await self._talk.send("response.done", response=response)

    async def _call_tools(self, calls: Judgement) -> None:
        for call in calls:
            item = {
                "id": self._talk.name("item"),
                "type": "function_call",
                "call_id": self._talk.name("call"),
                "name": call.name,
                "arguments": call.as_text,
            }
            self._output.append(item)
            await self._talk.add(item)

    async def _begin_message(self) -> tuple[dict[str, Any], dict[str, Any]]:
        name = self._talk.name("item")
        item = {"id": name, "type": "message", "role": "assistant", "content": []}
        response_id = (self._about or {})["id"]
        about = {"response_id": response_id, "output_index": 0}
        self._output.append(item)
        await self._talk.send("response.output_item.added", item=item, **about)
        if not self._beside:
            await self._talk.add(item)
        return item, {**about, "item_id": name, "content_index": 0}

    async def _say(self, line: str) -> None:
        talk, script = self._talk, self._talk.server.script
        self.spoke = True
        talk.server.replies += 1
        item, about = await self._begin_message()
        self.audio_ms[item["id"]] = 0
        sound = base64.b64encode(tone(reply_pitch(talk.server.replies), 0.1)).decode()
        words = line.split()
        frames = max(2, round(len(words) * script.seconds_a_word * 10))
        for frame in range(frames):
            if frame == frames // 2:
                await self._in_the_middle()
                if await self._failed():
                    raise Struck
            start, end = (len(words) * at // frames for at in (frame, frame + 1))
            if text := " ".join(words[start:end]):
                self._spoken += f" {text}"
                await talk.send("response.output_audio_transcript.delta", delta=f" {text}", **about)
            self.audio_ms[item["id"]] += 100
            await talk.send("response.output_audio.delta", delta=sound, **about)
            await asyncio.sleep(script.pace)
        item["content"] = [{"type": "output_audio", "transcript": line}]

    async def _in_the_middle(self) -> None:
        talk = self._talk
        if self._beside:
            await talk.server.strike("guess", talk)
        while talk.server.script.halts and self._beside and not self._wanted:
            await asyncio.sleep(0.001)
        if self._wanted or not self._beside:
            await talk.server.strike("reply", talk)

    @property
    def _wanted(self) -> bool:
        """Whether a direction came since: one that has no use for this line cancels it first."""
        return self._talk.directions > self._directions

    async def _write(self, line: str) -> None:
        item, about = await self._begin_message()
        for part in (line[: len(line) // 2], line[len(line) // 2 :]):
            await self._talk.send("response.output_text.delta", delta=part, **about)
        item["content"] = [{"type": "output_text", "text": line}]
