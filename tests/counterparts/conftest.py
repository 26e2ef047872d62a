"""The counterparts' servers, one of each for a test run's worker."""

from collections.abc import Iterator

import pytest

from tests.counterparts.aimock_server import Aimock
from tests.counterparts.places import AIMOCK, SPEECH_TO_SPEECH, installed
from tests.counterparts.servers import aimock_running, speech_to_speech_running


@pytest.fixture(scope="session")
def aimock_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Aimock]:
    """aimock, started once."""
    installed(AIMOCK, "aimock")
    with aimock_running(tmp_path_factory.mktemp("aimock")) as running:
        yield running


@pytest.fixture
def aimock(aimock_process: Aimock) -> Aimock:
    """aimock, with nothing to answer yet."""
    aimock_process.reset()
    return aimock_process


@pytest.fixture(scope="session")
def speech_to_speech(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """speech-to-speech's Realtime server with small models; its base URL."""
    installed(SPEECH_TO_SPEECH, "speech-to-speech")
    with speech_to_speech_running(tmp_path_factory.mktemp("speech-to-speech")) as url:
        yield url
