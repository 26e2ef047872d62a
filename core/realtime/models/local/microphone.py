"""Resamples microphone audio for local speech, and cuts it into the detector's chunks."""

import asyncio

import av
import numpy as np

from core.realtime.models.local.speech import local_speech
from core.realtime.models.local.transcriber import HEAR_RATE, Words
from core.realtime.models.model import VOICE_RATE

_CHUNK_BYTES = 512 * 2


class Chunks:
    """Cuts a stream of audio into the chunks that the voice detector takes."""

    def __init__(self) -> None:
        self._resampler = _resampler()
        self._pending = bytearray()

    def feed(self, pcm: bytes) -> list[bytes]:
        """Take audio (mono s16 at ``VOICE_RATE``); gives the whole chunks: 512 samples each at
        ``HEAR_RATE``."""
        self._pending += _resampled(self._resampler, pcm)
        whole = len(self._pending) // _CHUNK_BYTES * _CHUNK_BYTES
        ready = bytes(self._pending[:whole])
        del self._pending[:whole]
        return [ready[start : start + _CHUNK_BYTES] for start in range(0, whole, _CHUNK_BYTES)]


async def transcribe_here(pcm: bytes) -> Words:
    """The words in ``pcm`` (mono s16 at ``VOICE_RATE``), transcribed beside the event loop."""
    speech = await asyncio.to_thread(local_speech)
    resampled = await asyncio.to_thread(_resampled, _resampler(), pcm)
    return await asyncio.wrap_future(speech.transcriptions.submit(resampled, lambda: False))


def _resampler() -> av.AudioResampler:
    return av.AudioResampler(format="s16", layout="mono", rate=HEAR_RATE)


def _resampled(resampler: av.AudioResampler, pcm: bytes) -> bytes:
    if not pcm:
        return b""  # libswresample takes an empty frame for memory that ran out
    samples = np.frombuffer(pcm, np.int16).reshape(1, -1)
    frame = av.AudioFrame.from_ndarray(samples, format="s16", layout="mono")
    frame.sample_rate = VOICE_RATE
    parts = resampler.resample(frame)
    return b"".join(bytes(part.planes[0])[: part.samples * 2] for part in parts)
