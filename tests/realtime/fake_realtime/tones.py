"""Voices made of tones: one pitch a reply and one a sentence of the candidate's."""

import numpy as np

RATE = 24_000
LOUD = 0.3
REPLY_HZ = 300
REPLY_STEP_HZ = 40
"""Replies stand so far apart that a quarter of a second tells them from each other."""
CANDIDATE_HZ = 3_000
CANDIDATE_STEP_HZ = 50


def tone(hertz: float, seconds: float) -> bytes:
    """A loud tone: mono s16 at 24 kHz."""
    times = np.arange(int(RATE * seconds)) / RATE
    return (np.sin(2 * np.pi * hertz * times) * LOUD * 32_767).astype("<i2").tobytes()


def silence(seconds: float) -> bytes:
    """Nothing to hear."""
    return bytes(int(RATE * seconds) * 2)


def loudness(pcm: bytes) -> float:
    """Root mean square, 0 to 1."""
    samples = np.frombuffer(pcm, "<i2").astype(np.float32) / 32_768
    return float(np.sqrt(np.mean(samples**2))) if samples.size else 0.0


def pitch_of(pcm: bytes) -> float:
    """The strongest frequency in hertz."""
    samples = np.frombuffer(pcm, "<i2").astype(np.float32)
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(samples.size), n=RATE))
    return float(np.argmax(spectrum))


def reply_pitch(number: int) -> float:
    """The pitch of the endpoint's reply ``number``, from 1."""
    return REPLY_HZ + REPLY_STEP_HZ * number


def reply_in(pcm: bytes) -> int | None:
    """Which reply a piece of audio belongs to; None for silence and for the seam of two."""
    if loudness(pcm) < LOUD / 2:
        return None
    steps = (pitch_of(pcm) - REPLY_HZ) / REPLY_STEP_HZ
    return round(steps) if abs(steps - round(steps)) < 0.2 else None


class Codebook:
    """What the candidate says, as tones: each sentence has a pitch of its own."""

    def __init__(self) -> None:
        self._sentences: list[str] = []

    def voice(self, sentence: str, seconds: float = 1.0) -> bytes:
        """``sentence`` as the endpoint's transcriber will understand it."""
        if sentence not in self._sentences:
            self._sentences.append(sentence)
        return tone(CANDIDATE_HZ + CANDIDATE_STEP_HZ * self._sentences.index(sentence), seconds)

    def transcribe(self, pcm: bytes) -> str:
        """The sentences in ``pcm``, in the order in which they are heard."""
        heard: list[str] = []
        step = RATE // 5 * 2
        for start in range(0, len(pcm), step):
            piece = pcm[start : start + step]
            if len(piece) < step // 2 or loudness(piece) < LOUD / 4:
                continue
            index = round((pitch_of(piece) - CANDIDATE_HZ) / CANDIDATE_STEP_HZ)
            if 0 <= index < len(self._sentences) and self._sentences[index] not in heard:
                heard.append(self._sentences[index])
        return " ".join(heard)
