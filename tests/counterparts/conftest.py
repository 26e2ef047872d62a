"""The counterparts' servers, one of each for a test run's worker."""

import os
from collections.abc import Iterator

import pytest

from tests.counterparts.aimock_server import Aimock
from tests.counterparts.places import AIMOCK, HERE, PROJECT, SPEECH_TO_SPEECH, installed
from tests.counterparts.process import free_port, served


@pytest.fixture(scope="session")
def aimock_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Aimock]:
    """aimock, started once; it refuses whatever no test has told it to answer."""
    cli, port = installed(AIMOCK, "aimock"), free_port()
    folder = tmp_path_factory.mktemp("aimock")
    nothing = folder / "nothing.json"  # it does not start without an answer to give
    nothing.write_text('{"fixtures": [{"match": {"model": "-"}, "response": {"content": "-"}}]}')
    command = ["node", str(cli), "--port", str(port), "--fixtures", str(nothing), "--strict"]
    url = f"http://127.0.0.1:{port}"
    with served(command, f"{url}/health", folder / "log", os.environ):
        yield Aimock(url)


@pytest.fixture
def aimock(aimock_process: Aimock) -> Aimock:
    """aimock, with nothing to answer yet."""
    aimock_process.reset()
    return aimock_process


@pytest.fixture(scope="session")
def speech_to_speech(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """speech-to-speech's Realtime server with small models; its base URL for a websocket."""
    python, port = installed(SPEECH_TO_SPEECH, "speech-to-speech"), free_port()
    command = [str(python), str(HERE / "speech_to_speech_server.py"), str(port)]
    env = {**os.environ, "PYTHONPATH": str(PROJECT), "HF_HUB_OFFLINE": "1"}
    log = tmp_path_factory.mktemp("speech-to-speech") / "log"
    with served(command, f"http://127.0.0.1:{port}/v1/pool", log, env):
        yield f"ws://127.0.0.1:{port}/v1"
