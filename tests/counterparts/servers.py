"""Starts the counterparts' servers, each on a free port of this machine, and dials them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import SecretStr

from core.openai_client import async_openai_client
from core.realtime.models.model import RealtimeModel
from core.realtime.models.openai.assembly import make_openai_model
from core.realtime.models.openai.config import OpenAIConfig
from core.settings import Settings
from tests.counterparts.aimock_server import Aimock
from tests.counterparts.places import AIMOCK, HERE, PROJECT, SPEECH_TO_SPEECH
from tests.counterparts.process import free_port, served


@contextmanager
def aimock_running(folder: Path) -> Iterator[Aimock]:
    """aimock; it refuses whatever it was not told to answer. ``folder`` takes its files."""
    nothing = folder / "nothing.json"  # it does not start without an answer to give
    nothing.write_text('{"fixtures": [{"match": {"model": "-"}, "response": {"content": "-"}}]}')
    port = free_port()
    command = ["node", str(AIMOCK), "--port", str(port), "--fixtures", str(nothing), "--strict"]
    url = f"http://127.0.0.1:{port}"
    with served(command, f"{url}/health", folder / "log", os.environ):
        yield Aimock(url)


@contextmanager
def speech_to_speech_running(folder: Path) -> Iterator[str]:
    """speech-to-speech's Realtime server with small models; gives its base URL."""
    port = free_port()
    command = [str(SPEECH_TO_SPEECH), str(HERE / "speech_to_speech_server.py"), str(port)]
    env = {**os.environ, "PYTHONPATH": str(PROJECT), "HF_HUB_OFFLINE": "1"}
    with served(command, f"http://127.0.0.1:{port}/v1/pool", folder / "log", env):
        yield f"http://127.0.0.1:{port}/v1"


def model_at(url: str) -> RealtimeModel:
    """The speaking model that dials the server at ``url``."""
    settings = Settings(_env_file=None, openai_api_key=SecretStr("none"), openai_base_url=url)
    return make_openai_model(async_openai_client(settings), OpenAIConfig.of(settings))
