"""The fake endpoint's speech input: its audio buffer, turn detection and transcription."""

import asyncio
import base64
from typing import TYPE_CHECKING, Any

from tests.realtime.fake_realtime.tones import LOUD, RATE, loudness

if TYPE_CHECKING:
    from tests.realtime.fake_realtime.talk import Talk

Event = dict[str, Any]
_FRAME = RATE // 10 * 2
"""100 ms."""
_SPEECH_FRAMES = 2
_SILENCE_FRAMES = 6
_LEAST_COMMIT = RATE // 10 * 2
_TRANSCRIPTION = "conversation.item.input_audio_transcription"


class Hearing:
    """Turns tones into user items, and into words that come when the script says."""

    def __init__(self, talk: "Talk") -> None:
        self._talk = talk
        self._buffer = bytearray()
        self._heard = bytearray()
        self._loud = self._quiet = 0
        self._speaking = self._finished = False

    async def append(self, event: Event) -> None:
        """Take audio; a pause ends a turn where turn detection is on."""
        pcm = base64.b64decode(event["audio"], validate=True)
        self._buffer += pcm
        if self._talk.session["audio"]["input"].get("turn_detection") is None:
            return
        self._heard += pcm
        while len(self._heard) >= _FRAME:
            frame = bytes(self._heard[:_FRAME])
            del self._heard[:_FRAME]
            await self._detect(frame)

    async def commit(self, event: Event) -> None:
        """The client ends the turn."""
        if len(self._buffer) < _LEAST_COMMIT:
            await self._talk.error("input_audio_buffer_commit_empty", "too small", event)
            return
        await self._make_item()

    async def clear(self, event: Event) -> None:
        """Forget the buffer."""
        self._buffer.clear()
        self._heard.clear()
        self._loud = self._quiet = 0
        self._speaking = False
        await self._talk.send("input_audio_buffer.cleared")

    async def _detect(self, frame: bytes) -> None:
        if loudness(frame) > LOUD / 4:
            self._loud, self._quiet = self._loud + 1, 0
        else:
            self._loud, self._quiet = 0, self._quiet + 1
        talk = self._talk
        if not self._speaking and self._loud >= _SPEECH_FRAMES:
            self._speaking = True
            await talk.send("input_audio_buffer.speech_started", audio_start_ms=0, item_id="next")
        elif self._speaking and self._quiet >= _SILENCE_FRAMES and self._is_over():
            await talk.send("input_audio_buffer.speech_stopped", audio_end_ms=0, item_id="next")
            await self._make_item()

    def _is_over(self) -> bool:
        """Whether the silence is long enough for what was said before it."""
        server = self._talk.server
        detection = self._talk.session["audio"]["input"]["turn_detection"]
        seconds = server.script.waits.get(detection["eagerness"], 0)
        if seconds and self._quiet == _SILENCE_FRAMES:
            self._finished = server.script.finished(server.codebook.transcribe(bytes(self._buffer)))
        return self._finished or self._quiet >= seconds * 10

    async def _make_item(self) -> None:
        self._speaking = False
        pcm = bytes(self._buffer)
        self._buffer.clear()
        talk, item_id = self._talk, self._talk.name("item")
        await talk.send("input_audio_buffer.committed", item_id=item_id, previous_item_id=None)
        words = talk.server.codebook.transcribe(pcm)
        if not talk.server.script.reads:
            await self._add(item_id, words)
        delays = talk.server.script.transcript_delays
        delay = delays.popleft() if delays else 0.0
        if delay is not None:
            talk.task(self._transcribe(item_id, words, delay, len(pcm)))
        await talk.server.strike("commit", talk)

    async def _add(self, item_id: str, words: str) -> None:
        content = [{"type": "input_audio", "transcript": words}]
        item = {"id": item_id, "type": "message", "role": "user", "content": content}
        await self._talk.add(item)

    async def _transcribe(self, item_id: str, words: str, delay: float, size: int) -> None:
        await asyncio.sleep(delay)
        if self._talk.server.script.reads:
            await self._add(item_id, words)
        about = {"item_id": item_id, "content_index": 0}
        if self._talk.server.script.deaf:
            self._talk.server.script.deaf -= 1
            error = {"code": "audio_unintelligible", "message": "not understood"}
            await self._talk.send(f"{_TRANSCRIPTION}.failed", error=error, **about)
            return
        half = len(words) // 2
        for part in (words[:half], words[half:]):
            await self._talk.send(f"{_TRANSCRIPTION}.delta", delta=part, **about)
        usage = {"type": "duration", "seconds": size / 2 / RATE}
        await self._talk.send(f"{_TRANSCRIPTION}.completed", transcript=words, usage=usage, **about)
