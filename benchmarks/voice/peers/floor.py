"""The least there can be: aiortc and the openai SDK, with nothing between them. POST /offer.

``PREFETCH`` is how many later packets the jitter buffer waits for; aiortc's own is 4 (80 ms).
"""

import asyncio
import base64
import os
import time
from fractions import Fraction
from typing import Any

import numpy as np
import uvicorn
from aiortc import MediaStreamTrack, RTCPeerConnection, RTCSessionDescription
from av import AudioFrame, AudioResampler
from openai import AsyncOpenAI
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

RATE = 24_000
FRAME = RATE // 50
PREFETCH = os.environ.get("PREFETCH")
calls: set[RTCPeerConnection] = set()


class Voice(MediaStreamTrack):
    """What the model says, 20 ms at a time, and silence."""

    kind = "audio"

    def __init__(self) -> None:
        super().__init__()
        self.waiting = bytearray()
        self.item, self.played_ms = "", 0.0
        self._sent, self._started = 0, 0.0

    async def recv(self) -> AudioFrame:
        """The next frame, when it is due."""
        self._started = self._started or time.monotonic()
        await asyncio.sleep(max(0.0, self._started + self._sent * 0.02 - time.monotonic()))
        pcm = bytes(self.waiting[: FRAME * 2])
        del self.waiting[: FRAME * 2]
        self.played_ms += len(pcm) / 2 / RATE * 1_000
        samples = np.frombuffer(pcm.ljust(FRAME * 2, b"\0"), np.int16)
        frame = AudioFrame.from_ndarray(samples[None, :], format="s16", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = RATE, self._sent * FRAME, Fraction(1, RATE)
        self._sent += 1
        return frame


async def converse(track: MediaStreamTrack, voice: Voice) -> None:
    """Carry the microphone to the model and its voice back."""
    client = AsyncOpenAI(
        api_key="none", websocket_base_url=os.environ["ENDPOINT"], base_url="http://127.0.0.1:1/v1"
    )
    async with client.realtime.connect(model="gpt-realtime") as model:
        await model.session.update(session={"type": "realtime", "instructions": "interview"})

        async def hear() -> None:
            resampler = AudioResampler(format="s16", layout="mono", rate=RATE)
            while True:
                frame: Any = await track.recv()
                for part in resampler.resample(frame):
                    audio = base64.b64encode(part.to_ndarray().tobytes()).decode()
                    await model.input_audio_buffer.append(audio=audio)

        hearing = asyncio.create_task(hear())
        try:
            async for event in model:
                if event.type == "response.output_audio.delta":
                    if voice.item != event.item_id:
                        voice.item, voice.played_ms = event.item_id, 0.0
                    voice.waiting += base64.b64decode(event.delta)
                elif event.type == "input_audio_buffer.speech_started" and voice.waiting:
                    voice.waiting.clear()
                    await model.conversation.item.truncate(
                        item_id=voice.item, content_index=0, audio_end_ms=int(voice.played_ms)
                    )
        finally:
            hearing.cancel()


async def offer(request: Request) -> JSONResponse:
    """Take a call."""
    asked = await request.json()
    call, voice = RTCPeerConnection(), Voice()
    calls.add(call)
    call.addTrack(voice)
    talks: list[asyncio.Task[None]] = []

    @call.on("track")
    def on_track(track: MediaStreamTrack) -> None:
        if PREFETCH is not None:
            for receiver in call.getReceivers():
                if receiver.track is track:  # aiortc has no setting for it
                    receiver._RTCRtpReceiver__jitter_buffer._prefetch = int(PREFETCH)  # type: ignore[attr-defined]
        talks.append(asyncio.create_task(converse(track, voice)))

    @call.on("connectionstatechange")
    async def on_change() -> None:
        if call.connectionState in ("failed", "closed"):
            for talk in talks:
                talk.cancel()
            calls.discard(call)
            await call.close()

    await call.setRemoteDescription(RTCSessionDescription(asked["sdp"], asked["type"]))
    await call.setLocalDescription(await call.createAnswer())
    answer = call.localDescription
    return JSONResponse({"sdp": answer.sdp, "type": answer.type})


async def health(request: Request) -> JSONResponse:
    """Whether it runs."""
    return JSONResponse({})


if __name__ == "__main__":
    app = Starlette(routes=[Route("/offer", offer, methods=["POST"]), Route("/healthz", health)])
    uvicorn.run(app, host="127.0.0.1", port=int(os.environ["PORT"]), log_level="warning")
