"""Puts the speaking model together with the SDK's connection and this machine's own ears."""

from collections.abc import Awaitable, Callable

from openai import AsyncOpenAI

from core.prompts import load_parts
from core.realtime.local_speech import LANGUAGES, voice_activity
from core.realtime.microphone import hear_here
from core.realtime.model import RealtimeModel
from core.realtime.openai.config import OpenAIConfig
from core.realtime.openai.link import Socket
from core.realtime.openai.messages import wording_from
from core.realtime.openai.model import OpenAIModel
from core.realtime.voice_activity import VoiceActivity


def dialler(client: AsyncOpenAI, model: str) -> Callable[[], Awaitable[Socket]]:
    """What makes a new connection to ``model`` through ``client``; the SDK's own reconnecting,
    which comes back without session and items, stays off."""

    async def dial() -> Socket:
        return await client.realtime.connect(model=model).enter()

    return dial


def make_openai_model(client: AsyncOpenAI, config: OpenAIConfig) -> RealtimeModel:
    """The model of one interview, on this machine's own voice detector."""
    return OpenAIModel(
        dialler(client, config.model),
        VoiceActivity(voice_activity()),
        wording_from(load_parts()["directions"]),
        config,
        hear_here if config.language in LANGUAGES else None,
    )
