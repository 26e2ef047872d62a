"""FastRTC's stream with a handler as in its own Realtime example. POST /webrtc/offer."""

import asyncio
import base64
import os

import numpy as np
import uvicorn
from fastapi import FastAPI
from fastrtc import AsyncStreamHandler, Stream, wait_for_item
from openai import AsyncOpenAI

RATE = 24_000


class Handler(AsyncStreamHandler):
    """One caller's."""

    def __init__(self) -> None:
        super().__init__(expected_layout="mono", output_sample_rate=RATE, input_sample_rate=RATE)
        self.model = None
        self.voice: asyncio.Queue = asyncio.Queue()

    def copy(self):
        """One for another caller."""
        return Handler()

    async def start_up(self) -> None:
        """Connect to the model and take its voice."""
        client = AsyncOpenAI(
            api_key="none",
            websocket_base_url=os.environ["ENDPOINT"],
            base_url="http://127.0.0.1:1/v1",
        )
        async with client.realtime.connect(model="gpt-realtime") as model:
            await model.session.update(session={"type": "realtime", "instructions": "interview"})
            self.model = model
            async for event in model:
                if event.type == "input_audio_buffer.speech_started":
                    while not self.voice.empty():
                        self.voice.get_nowait()
                    self.clear_queue()
                elif event.type == "response.output_audio.delta":
                    samples = np.frombuffer(base64.b64decode(event.delta), np.int16)
                    self.voice.put_nowait((RATE, samples.reshape(1, -1)))

    async def receive(self, frame) -> None:
        """Hand the microphone on."""
        if self.model:
            audio = base64.b64encode(frame[1].squeeze().tobytes()).decode()
            await self.model.input_audio_buffer.append(audio=audio)

    async def emit(self):
        """The next of the voice, if there is some."""
        return await wait_for_item(self.voice)

    async def shutdown(self) -> None:
        """Leave the model."""
        if self.model:
            await self.model.close()
            self.model = None


async def health() -> dict:
    """Whether it runs."""
    return {}


if __name__ == "__main__":
    app = FastAPI()
    Stream(Handler(), mode="send-receive", modality="audio", concurrency_limit=100).mount(app)
    app.get("/healthz")(health)
    uvicorn.run(app, host="127.0.0.1", port=int(os.environ["PORT"]), log_level="warning")
