"""The microphone is heard sooner, and no less of it, however bad the network."""

import aiortc.rtcrtpreceiver
import pytest
from aiortc import RTCPeerConnection
from aiortc.jitterbuffer import JitterBuffer

from benchmarks.jitter import ROADS, passed
from pages.shared.jitter import CAPACITY, PromptJitterBuffer, shorten_jitter_buffer


@pytest.mark.parametrize(("loss", "jitter"), ROADS)
def test_audio_comes_sooner_and_no_more_of_it_is_dropped(loss: float, jitter: float) -> None:
    own = passed(JitterBuffer(16, 4), loss, jitter)
    ours = passed(PromptJitterBuffer(16, 4), loss, jitter)

    assert ours.share >= own.share
    assert ours.delay_ms <= own.delay_ms - 50


def test_video_waits_as_long_as_ever() -> None:
    assert PromptJitterBuffer(512, is_video=True).capacity == 512


def test_every_connection_made_from_now_on_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aiortc.rtcrtpreceiver, "JitterBuffer", JitterBuffer)

    assert shorten_jitter_buffer()

    receiver = RTCPeerConnection().addTransceiver("audio").receiver
    assert receiver._RTCRtpReceiver__jitter_buffer.capacity == CAPACITY


def test_a_version_that_was_not_tried_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aiortc.rtcrtpreceiver, "JitterBuffer", JitterBuffer)

    assert not shorten_jitter_buffer("99.0")
    assert aiortc.rtcrtpreceiver.JitterBuffer is JitterBuffer
