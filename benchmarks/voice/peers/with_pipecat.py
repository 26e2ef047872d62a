"""Pipecat's small WebRTC transport and its OpenAI Realtime service. POST /offer."""

import asyncio
import os
import sys

import uvicorn
from fastapi import FastAPI, Request
from loguru import logger
from pipecat.frames.frames import LLMRunFrame
from pipecat.pipeline.pipeline import Pipeline
from pipecat.pipeline.worker import PipelineParams, PipelineWorker
from pipecat.processors.aggregators.llm_context import LLMContext
from pipecat.processors.aggregators.llm_response_universal import LLMContextAggregatorPair
from pipecat.services.openai.realtime.events import (
    AudioConfiguration,
    AudioInput,
    InputAudioTranscription,
    SessionProperties,
)
from pipecat.services.openai.realtime.llm import OpenAIRealtimeLLMService
from pipecat.transports.base_transport import TransportParams
from pipecat.transports.smallwebrtc.request_handler import (
    SmallWebRTCRequest,
    SmallWebRTCRequestHandler,
)
from pipecat.transports.smallwebrtc.transport import SmallWebRTCTransport
from pipecat.workers.runner import WorkerRunner

handler = SmallWebRTCRequestHandler()
talks: set[asyncio.Task] = set()


async def talk(connection) -> None:
    """Run one caller's pipeline to its end."""
    transport = SmallWebRTCTransport(
        webrtc_connection=connection,
        params=TransportParams(audio_in_enabled=True, audio_out_enabled=True),
    )
    heard = AudioInput(transcription=InputAudioTranscription())
    model = OpenAIRealtimeLLMService(
        api_key="none",
        base_url=os.environ["ENDPOINT"] + "/realtime",
        settings=OpenAIRealtimeLLMService.Settings(
            system_instruction="interview",
            session_properties=SessionProperties(audio=AudioConfiguration(input=heard)),
        ),
    )
    user, assistant = LLMContextAggregatorPair(LLMContext([{"role": "developer", "content": "hi"}]))
    pipeline = Pipeline([transport.input(), user, model, transport.output(), assistant])
    worker = PipelineWorker(pipeline, params=PipelineParams(), idle_timeout_secs=None)

    @transport.event_handler("on_client_connected")
    async def on_connected(transport, client) -> None:
        await worker.queue_frames([LLMRunFrame()])

    @transport.event_handler("on_client_disconnected")
    async def on_disconnected(transport, client) -> None:
        await worker.cancel()

    runner = WorkerRunner(handle_sigint=False)
    await runner.add_workers(worker)
    await runner.run()


async def offer(request: Request):
    """Take a call."""
    asked = await request.json()

    async def begin(connection) -> None:
        task = asyncio.create_task(talk(connection))
        talks.add(task)
        task.add_done_callback(talks.discard)

    call = SmallWebRTCRequest(sdp=asked["sdp"], type=asked["type"])
    return await handler.handle_web_request(call, begin)


async def health() -> dict:
    """Whether it runs."""
    return {}


if __name__ == "__main__":
    logger.remove()
    logger.add(sys.stderr, level="WARNING")
    app = FastAPI()
    app.post("/offer")(offer)
    app.get("/healthz")(health)
    uvicorn.run(app, host="127.0.0.1", port=int(os.environ["PORT"]), log_level="warning")
