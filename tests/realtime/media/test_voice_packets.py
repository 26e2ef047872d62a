"""The voice arrives whole, and silence costs next to nothing."""

from fractions import Fraction

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from core.realtime.media.speech_buffer import FRAME_SAMPLES
from core.realtime.media.voice_packets import ANEW, DIES_AWAY, VoicePackets
from core.realtime.models.model import VOICE_RATE

RATE = 48_000
SECOND = 50
"""Frames."""
Samples = NDArray[np.float64]


def tone(frames: int) -> list[bytes]:
    """So many frames of 440 Hz."""
    samples = np.sin(np.arange(frames * FRAME_SAMPLES) * 2 * np.pi * 440 / VOICE_RATE) * 9_000
    return [part.astype(np.int16).tobytes() for part in samples.reshape(frames, -1)]


def sent(frames: list[bytes]) -> list[bytes | None]:
    packets = VoicePackets()
    return [packets.packet(frame) for frame in frames]


def heard(packets: list[bytes | None]) -> Samples:
    """What a listener decodes, who plays nothing where nothing comes."""
    decoder = av.CodecContext.create("libopus", "r")
    decoder.sample_rate, decoder.layout = RATE, "mono"
    pieces = []
    for number, content in enumerate(packets):
        piece = np.zeros(RATE // SECOND)
        if content is not None:
            packet = av.Packet(content)
            packet.pts, packet.time_base = number * RATE // SECOND, Fraction(1, RATE)
            (frame,) = decoder.decode(packet)
            piece = frame.to_ndarray().ravel().astype(float)
        pieces.append(piece)
    return np.concatenate(pieces)


def loudness(samples: Samples) -> float:
    return float(np.sqrt(np.mean(samples**2)))


def test_a_voice_between_long_silences_is_heard_from_its_begin_to_its_end() -> None:
    silence = [b""] * (3 * SECOND)
    played = heard(sent([*silence, *tone(SECOND), *silence, *tone(SECOND), *silence]))
    for begin in (3, 7):
        voice = played[begin * RATE : (begin + 1) * RATE]
        assert loudness(voice) == pytest.approx(9_000 / 2**0.5, rel=0.1)
        for edge in (voice[: RATE // 20], voice[-RATE // 20 :]):
            assert loudness(edge) > 4_000
    for begin in (1, 5, 9):
        assert np.abs(played[begin * RATE : (begin + 2) * RATE]).max() < 10


def test_silence_is_told_until_the_voice_has_died_away_and_then_now_and_then() -> None:
    packets = sent([*tone(5), *[b""] * 100])[5:]
    assert all(packets[:DIES_AWAY])
    places = [number for number, content in enumerate(packets) if content][DIES_AWAY:]
    assert places == list(range(DIES_AWAY, 100, ANEW))
    assert {len(packets[place] or b"") for place in places} == {1}
