"""The interviewer's voice leaves when it is due."""

import asyncio
from fractions import Fraction

import av
import pytest
from aiortc.mediastreams import MediaStreamError

from core.realtime.media.speech_buffer import FRAME_SAMPLES, SpeechBuffer
from core.realtime.models.model import VOICE_RATE
from pages.parts.candidate.voice_track import VoiceTrack


def test_a_frame_is_taken_when_it_is_due_and_not_before(monkeypatch: pytest.MonkeyPatch) -> None:
    now, happened = [100.0], list[str]()
    buffer = SpeechBuffer()

    def pull(pts: int, time_base: Fraction) -> av.AudioFrame:
        happened.append(f"frame at {round((now[0] - 100) * 1000)} ms")
        return buffer.pull(pts, time_base)

    async def sleep(seconds: float) -> None:
        now[0] += seconds

    async def scene() -> list[int | None]:
        track = VoiceTrack(pull)
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
