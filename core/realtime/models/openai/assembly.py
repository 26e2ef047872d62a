"""Puts an OpenAIModel together with the SDK's connection and this machine's own transcription."""

from collections.abc import Awaitable, Callable

from openai import AsyncOpenAI
from openai.types.websocket_connection_options import WebSocketConnectionOptions

from core.base_prompts.library import load_parts
from core.realtime.models.local.microphone import transcribe_here
from core.realtime.models.local.speech import LANGUAGES, voice_activity
from core.realtime.models.local.voice_activity import VoiceActivity
from core.realtime.models.model import RealtimeModel
from core.realtime.models.openai.config import OpenAIConfig
from core.realtime.models.openai.connection import Socket
from core.realtime.models.openai.model import OpenAIModel
from core.realtime.models.wording import wording_in


def dialler(client: AsyncOpenAI, model: str) -> Callable[[], Awaitable[Socket]]:
    """Makes a function that connects to ``model`` through ``client``.

    The SDK's own reconnecting stays off: it comes back without session and items. So does
    compression: base64 of sound hardly shrinks, and squeezing it takes as long as sending it.
    """
    options: WebSocketConnectionOptions = {"compression": None}

    async def dial() -> Socket:
        return await client.realtime.connect(
            model=model, websocket_connection_options=options
        ).enter()

    return dial


def make_openai_model(client: AsyncOpenAI, config: OpenAIConfig) -> RealtimeModel:
    """The model of one interview, on this machine's own voice detector."""
    return OpenAIModel(
        dialler(client, config.model),
        VoiceActivity(voice_activity()),
        wording_in(load_parts()["directions"]),
        config,
        transcribe_here if config.language in LANGUAGES else None,
    )
