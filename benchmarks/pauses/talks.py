"""Talks of made-up candidates, synthesised from a set of answers with marks for their pauses.

Lengths of pauses are drawn, not recorded: roughly as Campione and Veronis (2002) found silent
pauses, by their logarithm, most between 200 and 1,000 ms and, where nobody reads, some longer.
"""

import random
import re
import shutil
import subprocess
import tempfile
import tomllib
import wave
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, zip_longest
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.realtime.models.local.voice import VOICES, Speaker
from core.realtime.models.model import VOICE_RATE

Samples = NDArray[np.int16]
Say = Callable[[str], Samples]
END = "end"
CUT = "cut off"
"""Where it is not known whether an answer is over."""
END_SECONDS = 8.0
LONGEST_SECONDS = 4.0
SETS = Path(__file__).with_name("sets")
_CLOSED = re.compile(r"[.?!]$")
_LOUD = 200
_NEAR = VOICE_RATE // 10


class NoVoice(Exception):
    """A program that speaks is not installed; the message says how it is."""


@dataclass(frozen=True)
class Kind:
    """A kind of pause.

    Attributes:
        name: of the kind.
        times: its median length, in times of the speaker's own pause.
        spread: standard deviation of the logarithm of its length.
        says: what is said before it.
    """

    name: str
    times: float
    spread: float
    says: str = ""


@dataclass(frozen=True)
class Pause:
    """One labelled pause, and what became of it.

    Attributes:
        answer: the kind of answer that it stands in, or ends.
        kind: name of its own kind; ``END`` for the end of the answer, ``CUT`` for one not known.
        begin, end: seconds from the beginning of the talk.
        finished: whether it sounded finished.
        taken: after how many seconds the answer was taken; None if it was not.
        words: what was made out of the answer by then.
    """

    answer: str
    kind: str
    begin: float
    end: float
    finished: bool = False
    taken: float | None = None
    words: str = ""

    @property
    def seconds(self) -> float:
        """Its length."""
        return self.end - self.begin


@dataclass(frozen=True)
class Talk:
    """All that one candidate says: mono s16 at ``VOICE_RATE``, and its pauses in order."""

    speaker: str
    pcm: bytes
    pauses: Sequence[Pause]


def talks(name: str) -> Iterator[Talk]:
    """The talks of the set of this name in ``sets/``, one for each of its candidates."""
    told = tomllib.loads((SETS / f"{name}.toml").read_text())
    kinds = {mark: Kind(**kind) for mark, kind in told["pauses"].items()}
    for candidate in told["candidates"]:
        yield _talk(candidate, told["answers"], kinds)


def _talk(candidate: dict[str, Any], answers: dict[str, list[str]], kinds: dict[str, Kind]) -> Talk:
    """All answers, in an order of their own."""
    pace, say = candidate["pace"], _voice(**candidate)
    drawn = random.Random(pace)
    told = [(kind, answer) for kind, some in answers.items() for answer in some]
    drawn.shuffle(told)
    pcm, pauses = [np.zeros(VOICE_RATE, np.int16)], list[Pause]()
    at = 1.0
    for answer, text in told:
        for sound, kind in _pieces(say, text, kinds):
            seconds = END_SECONDS
            if kind:
                length = drawn.lognormvariate(np.log(pace * kind.times), kind.spread)
                seconds = min(LONGEST_SECONDS, length)
            begin = at + len(sound) / VOICE_RATE
            at = begin + seconds
            pcm += [sound, np.zeros(int(at * VOICE_RATE) - int(begin * VOICE_RATE), np.int16)]
            pauses.append(Pause(answer, kind.name if kind else END, begin, at))
    return Talk(f"{candidate['voice']}, {pace:g} s", np.concatenate(pcm).tobytes(), pauses)


def _pieces(say: Say, answer: str, kinds: dict[str, Kind]) -> Iterator[tuple[Samples, Kind | None]]:
    """The answer's sound between its pauses, each with the kind of pause after it."""
    marks = "|".join(map(re.escape, sorted(kinds, key=len, reverse=True)))
    parts = re.split(rf"\s+({marks})\s+", answer)
    sentence: list[tuple[str, Kind | None]] = []
    for words, mark in zip_longest(parts[::2], parts[1::2]):
        kind = kinds.get(mark)
        sentence.append((words, kind))
        if _CLOSED.search(words) or kind is None:
            yield from _said(say, sentence)
            sentence.clear()


def _said(
    say: Say, sentence: Sequence[tuple[str, Kind | None]]
) -> Iterator[tuple[Samples, Kind | None]]:
    """A sentence, said in one go and cut at quiet places near the ends of its parts."""
    says = [f" {kind.says}" if kind and kind.says else "" for _, kind in sentence]
    spoken = [words + more for (words, _), more in zip(sentence, says, strict=True)]
    whole = _trimmed(say(" ".join(spoken)))
    lengths = list(accumulate(len(_trimmed(say(words))) for words, _ in sentence))
    cuts = [_quiet_place(whole, len(whole) * length // lengths[-1]) for length in lengths[:-1]]
    parts = map(_trimmed, np.split(whole, cuts))
    yield from zip(parts, (kind for _, kind in sentence), strict=True)


def _quiet_place(whole: Samples, near: int) -> int:
    first = max(0, near - _NEAR)
    loudness = np.abs(whole[first : near + _NEAR].astype(float))
    return first + int(np.argmin(np.convolve(loudness, np.ones(480), "same")))


def _trimmed(sound: Samples) -> Samples:
    loud = np.flatnonzero(np.abs(sound) > _LOUD)
    return sound[loud[0] : loud[-1] + 1]


# --- voices ---


def _voice(voice: str, slowness: float, pace: float) -> Say:
    """One of our own voices, or of flite's, of which Debian's package has several."""
    if voice in VOICES:
        speaker = Speaker(voice=voice, speed=1 / slowness)
        return lambda text: np.frombuffer(speaker.sentence(text), np.int16)
    if shutil.which("flite") is None:
        raise NoVoice("This set is spoken by flite: apt-get install flite brings it.")
    return lambda text: _flite(text, voice, f"duration_stretch={slowness}")


def _flite(text: str, voice: str, setting: str) -> Samples:
    with tempfile.NamedTemporaryFile(suffix=".wav") as file:
        command = ["flite", "-voice", voice, "--setf", setting, "-t", text, "-o", file.name]
        subprocess.run(command, check=True)
        with wave.open(file.name) as sound:
            pcm = sound.readframes(sound.getnframes())
            return at_voice_rate(np.frombuffer(pcm, np.int16), sound.getframerate())


def at_voice_rate(sound: Samples, rate: int) -> Samples:
    """``sound`` (at ``rate``, no higher than ours) at ``VOICE_RATE``: a longer spectrum is the same
    sound."""
    wanted = sound.size * VOICE_RATE // rate
    loud = np.fft.irfft(np.fft.rfft(sound.astype(float)), wanted) * (wanted / sound.size)
    return np.clip(loud, -32_768, 32_767).astype(np.int16)
