"""What the candidates say: speech of the project's own voice, and the Opus packets of it."""

from pathlib import Path

import numpy as np
from aiortc.codecs.opus import OpusEncoder
from av import AudioFrame
from numpy.typing import NDArray

from core.realtime.models.local.speech import local_speech
from core.realtime.models.model import VOICE_RATE

RATE = 48_000
FRAME = RATE // 50
"""Samples of 20 ms."""
Samples = NDArray[np.int16]
"""Mono at ``RATE``."""
SENTENCES = (
    "We moved the nightly batch to a stream because our analysts had to wait until noon.",
    "I wrote the consumer, and my colleague took care of the schema.",
    "At first the lag grew every evening, so I split the topic by customer.",
    "That halved the lag, and the report was ready at eight in the morning.",
    "In the end two teams dropped their own copies of the data.",
)
_STEP = RATE // 100
_SOUND = 200
_QUIET, _EVEN = 700.0, 4_500.0
_PAUSE_SECONDS = 0.25


def dense_speech(seconds: float) -> Samples:
    """Speech without a pause and of even loudness, so that every detector hears the same edges."""
    whole = np.concatenate([_spoken(sentence) for sentence in SENTENCES]).astype(np.float32)
    steps = whole[: len(whole) // _STEP * _STEP].reshape(-1, _STEP)
    loudness = np.sqrt((steps**2).mean(axis=1))
    gain = np.convolve(np.clip(_EVEN / np.maximum(loudness, 1), 0.3, 6.0), np.ones(5) / 5, "same")
    kept = (steps * gain[:, None])[loudness > _QUIET].ravel()[: int(RATE * seconds)]
    kept = kept[: len(kept) // FRAME * FRAME]
    fade = np.linspace(0, 1, 96)
    kept[:96] *= fade
    kept[-96:] *= fade[::-1]
    clipped: Samples = np.clip(kept, -30_000, 30_000).astype(np.int16)
    return clipped


def answer(seconds: float) -> Samples:
    """Whole sentences with short pauses between them, of about this length, to the last sound."""
    sentences = [_spoken(sentence) for sentence in SENTENCES]
    if seconds < 4:
        return sentences[1]
    pause = np.zeros(int(RATE * _PAUSE_SECONDS), np.int16)
    parts: list[Samples] = []
    while sum(map(len, parts)) < (seconds - 1.2) * RATE:
        parts += [sentences[len(parts) // 2 % len(sentences)], pause]
    return np.concatenate(parts[:-1])


def _spoken(sentence: str) -> Samples:
    """A sentence without the voice's own silence at both ends."""
    samples = np.frombuffer(local_speech().voice(sentence), np.int16)
    sound = np.flatnonzero(np.abs(samples) > _SOUND)
    twice: Samples = np.repeat(samples[sound[0] : sound[-1] + 1], RATE // VOICE_RATE)
    return twice


def packets(samples: Samples) -> list[bytes]:
    """``samples`` as Opus packets of 20 ms, as aiortc encodes them live.

    They are made once: candidates that encoded each frame would take the processor from what is
    measured. One packet more than frames, as the encoder holds the last few ms back.
    """
    encoder = OpusEncoder()
    padded = np.concatenate([samples, np.zeros(-len(samples) % FRAME + 2 * FRAME, np.int16)])
    made: list[bytes] = []
    for number in range(len(padded) // FRAME):
        part = padded[number * FRAME : (number + 1) * FRAME]
        frame = AudioFrame.from_ndarray(part[None, :], format="s16", layout="mono")
        frame.sample_rate, frame.pts = RATE, number * FRAME
        made += encoder.encode(frame)[0]
    return made[: -(-len(samples) // FRAME) + 1]


def keep(samples: Samples, path: Path) -> Path:
    """Write ``samples`` for a process that does not load the voice."""
    np.save(path, samples)
    return path


def kept(path: Path) -> Samples:
    """What ``keep`` wrote."""
    samples: Samples = np.load(path)
    return samples
