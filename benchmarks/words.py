"""Words of long answers, heard live and in one go: ``python -m benchmarks.words``.

Every voice says the answers of ``spoken_answers.toml``, as answers of about each length, with
breaths between the sentences and without any silence. Live, speech is cut at breaths or, where
there are none, between words; what is lost or doubled at such joins shows as errors on top.
"""

import argparse
import asyncio
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
from rapidfuzz.distance import Levenshtein

from core.realtime.models.events import AnswerHeard
from core.realtime.models.local.model import LocalModel
from core.realtime.models.local.speech import LocalSpeech
from core.realtime.models.local.transcriber import HEAR_RATE
from core.realtime.models.local.voice import VOICES
from core.realtime.models.model import VOICE_RATE

LENGTHS = (60, 120)
"""Seconds."""
BREATH_SECONDS = 0.35
"""Silence between two sentences."""
BREATHLESS_STEPS = 5
"""Steps (10 ms) of quiet that are left where nobody breathes, also at commas."""
_ANSWERS = Path(__file__).with_name("spoken_answers.toml")
_MARKS = re.compile(r"\s*(um~|/|~|\|)\s*")
_BATCH = VOICE_RATE // 25 * 2
_BREATH = bytes(int(VOICE_RATE * BREATH_SECONDS) * 2)
_STEP = VOICE_RATE // 100
_QUIET = 150.0
_END = bytes(VOICE_RATE * 2 * 8)


@dataclass(frozen=True)
class Errors:
    """Words said, and what became of them."""

    words: int = 0
    wrong: int = 0
    lost: int = 0
    added: int = 0

    @classmethod
    def of(cls, said: str, heard: str) -> "Errors":
        """What is wrong with ``heard``."""
        words = _words(said)
        ops = Counter(op.tag for op in Levenshtein.editops(words, _words(heard)))
        return cls(len(words), ops["replace"], ops["delete"], ops["insert"])

    def __add__(self, other: "Errors") -> "Errors":
        return Errors(
            self.words + other.words,
            self.wrong + other.wrong,
            self.lost + other.lost,
            self.added + other.added,
        )

    @property
    def rate(self) -> float:
        """Word error rate, from 0 on."""
        return (self.wrong + self.lost + self.added) / self.words


def _words(text: str) -> list[str]:
    return re.sub(r"[^\w' ]+", " ", text.casefold().replace("’", "'")).split()


def sentences() -> list[str]:
    """What is said: the stories' sentences."""
    stories = tomllib.loads(_ANSWERS.read_text())["story"]
    whole = (_MARKS.sub(lambda m: " | " if "|" in m[0] else " ", story) for story in stories)
    return [sentence.strip() for story in whole for sentence in story.split("|")]


def report(
    lengths: Sequence[int] = LENGTHS, voices: Sequence[str] = tuple(VOICES)
) -> Iterator[str]:
    """The table, a line at a time."""
    yield "| speech | length | words | in one go: word error | live | wrong, lost, added |"
    yield "|---|---|---|---|---|---|"
    speech = LocalSpeech()
    for manner in ("with breaths", "breathless"):
        for length in lengths:
            whole, live = Errors(), Errors()
            for voice in voices:
                speech.speak_as(voice, 1.0)
                for said, pcm in _answers(speech, length, manner == "breathless"):
                    whole += Errors.of(said, speech.transcribe(_resampled(pcm)))
                    live += Errors.of(said, asyncio.run(_live(speech, pcm)))
            yield (
                f"| {manner} | {length} s | {whole.words} | {whole.rate:.2%} "
                f"| {live.rate:.2%} | {live.wrong - whole.wrong:+d}, {live.lost - whole.lost:+d}, "
                f"{live.added - whole.added:+d} |"
            )


def _answers(speech: LocalSpeech, seconds: float, breathless: bool) -> Iterator[tuple[str, bytes]]:
    """All sentences, as answers of about this length: their words and their sound."""
    said, parts = list[str](), list[bytes]()
    for sentence in sentences():
        said.append(sentence)
        sound = speech.voice(sentence)
        parts += [_breathless(sound)] if breathless else [sound, _BREATH]
        if sum(map(len, parts)) >= (seconds - 2) * VOICE_RATE * 2:
            yield " ".join(said), b"".join(parts)
            said, parts = [], []
    if said:
        yield " ".join(said), b"".join(parts)


def _breathless(pcm: bytes) -> bytes:
    """What is said, with next to nothing of the quiet between words."""
    samples = np.frombuffer(pcm, np.int16)
    steps = samples[: len(samples) // _STEP * _STEP].reshape(-1, _STEP)
    quiet, kept = 0, list[bytes]()
    for step in steps:
        quiet = quiet + 1 if np.sqrt((step.astype(float) ** 2).mean()) < _QUIET else 0
        if quiet <= BREATHLESS_STEPS:
            kept.append(step.tobytes())
    return b"".join(kept)


def _resampled(pcm: bytes) -> bytes:
    frame = av.AudioFrame.from_ndarray(
        np.frombuffer(pcm, np.int16).reshape(1, -1), format="s16", layout="mono"
    )
    frame.sample_rate = VOICE_RATE
    resampler = av.AudioResampler(format="s16", layout="mono", rate=HEAR_RATE)
    parts = [*resampler.resample(frame), *resampler.resample(None)]
    return b"".join(bytes(part.planes[0])[: part.samples * 2] for part in parts)


async def _live(speech: LocalSpeech, pcm: bytes) -> str:
    """What the local model hears of an answer, as fast as it can."""
    model, heard = LocalModel(speech), list[str]()
    await model.open(_nothing)
    whole = pcm + _END
    for start in range(0, len(whole), _BATCH):
        model.hear(whole[start : start + _BATCH])
        while model._tasks:  # the talk goes faster than time passes
            await asyncio.sleep(0.0005)
        while not model._events.empty():
            event = model._events.get_nowait()
            if isinstance(event, AnswerHeard):
                heard.append(event.text)
    await model.close()
    return " ".join(heard)


async def _nothing() -> str:
    return ""


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lengths", default="60,120", help="seconds, with commas")
    parser.add_argument("--voices", default=",".join(VOICES))
    chosen = parser.parse_args()
    for line in report([int(n) for n in chosen.lengths.split(",")], chosen.voices.split(",")):
        print(line, flush=True)
