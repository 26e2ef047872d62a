"""The interviewer's voice leaves when it is due, and silence hardly at all."""

import asyncio

import pytest
from aiortc.mediastreams import MediaStreamError

from core.realtime.media.speech_buffer import FRAME_SAMPLES, SpeechBuffer
from core.realtime.media.voice_packets import ANEW, DIES_AWAY
from core.realtime.models.model import VOICE_RATE
from pages.parts.candidate.voice_track import VoiceTrack

TONE = bytes(range(FRAME_SAMPLES // 2)) * 4


def test_a_frame_is_taken_when_it_is_due_and_not_before(monkeypatch: pytest.MonkeyPatch) -> None:
    now, happened = [100.0], list[str]()
    lateness = list[float]()

    def pull() -> bytes:
        happened.append(f"frame at {round((now[0] - 100) * 1000)} ms")
        return TONE

    async def sleep(seconds: float) -> None:
        now[0] += seconds

    async def scene() -> list[int | None]:
        track = VoiceTrack(pull, lateness.append)
        frames = [await track.recv() for _ in range(3)]
        now[0] += 0.1  # a stall: what is overdue comes at once
        frames += [await track.recv() for _ in range(6)]
        track.stop()
        with pytest.raises(MediaStreamError):
            await track.recv()
        return [frame.pts for frame in frames]

    monkeypatch.setattr("pages.parts.candidate.voice_track.time.monotonic", lambda: now[0])
    monkeypatch.setattr("pages.parts.candidate.voice_track.asyncio.sleep", sleep)
    times = asyncio.run(scene())

    assert happened == [f"frame at {ms} ms" for ms in (0, 20, 40, 140, 140, 140, 140, 140, 160)]
    assert times == [number * FRAME_SAMPLES for number in range(9)]
    assert FRAME_SAMPLES * 50 == VOICE_RATE
    assert [round(late, 2) for late in lateness] == [0, 0, 0, 0.08, 0.06, 0.04, 0.02, 0, 0]


def test_of_a_second_of_silence_few_packets_are_sent_and_each_at_its_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def sleep(seconds: float) -> None:
        """No time passes."""

    async def scene() -> list[int | None]:
        track = VoiceTrack(SpeechBuffer().pull)
        return [(await track.recv()).pts for _ in range(DIES_AWAY + 2)]

    monkeypatch.setattr("pages.parts.candidate.voice_track.asyncio.sleep", sleep)
    places = [*range(DIES_AWAY), DIES_AWAY, DIES_AWAY + ANEW]
    assert asyncio.run(scene()) == [place * FRAME_SAMPLES for place in places]
