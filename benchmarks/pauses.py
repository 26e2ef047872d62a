"""Is a pause the end of an answer? On speech with labelled pauses: ``python -m benchmarks.pauses``.

Candidates of different pace give the same answers to the local model, one after the other, as fast
as it can hear them. An answer that is taken at a pause within it is a false end.
"""

import asyncio
import random
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path
from statistics import median

import numpy as np
from numpy.typing import NDArray

from core.realtime.models.events import AnswerHeard
from core.realtime.models.local.end_of_turn_wait import sounds_finished
from core.realtime.models.local.model import LocalModel
from core.realtime.models.local.speech import LocalSpeech, local_speech
from core.realtime.models.model import VOICE_RATE

Samples = NDArray[np.int16]
PACES = (0.3, 0.5, 0.7, 0.95)
"""Each candidate's own pause, in seconds."""
FIXED_SECONDS = 1.4
"""A silence that would end every answer, to compare with."""
END = "end"
END_SECONDS = 4.0
_LONGEST_SECONDS = 4.0
_ANSWERS = Path(__file__).with_name("spoken_answers.toml")
_MARK = re.compile(r"\s*(um~|/|~)\s*")
_BATCH = VOICE_RATE // 25 * 2
_LOUD = 200
_NEAR = VOICE_RATE // 10


@dataclass(frozen=True)
class Kind:
    """A kind of pause: its length in times of the speaker's own, and the spread of its logarithm.

    Lengths are drawn, not recorded: roughly as Campione and Veronis (2002) found silent pauses, by
    their logarithm, most between 200 and 1,000 ms and, where nobody reads, some longer.
    """

    name: str
    times: float = 1.0
    spread: float = 0.55


_SENTENCE = Kind("between sentences")
_KINDS = {
    "/": Kind("between clauses", 0.7, 0.6),
    "~": Kind("within a phrase", 0.9, 0.7),
    "um~": Kind("after um", 1.1, 0.6),
}


@dataclass(frozen=True)
class Pause:
    """One labelled pause, and what became of it.

    Attributes:
        answer: the kind of answer that it stands in, or ends.
        kind: name of its own kind; ``END`` for the end of the answer.
        begin, end: seconds from the beginning of the talk.
        finished: whether it sounded finished.
        taken: after how many seconds the answer was taken; None if it was not.
    """

    answer: str
    kind: str
    begin: float
    end: float
    finished: bool = False
    taken: float | None = None

    @property
    def seconds(self) -> float:
        """Its length."""
        return self.end - self.begin


def report() -> Iterator[str]:
    """The tables, a line at a time."""
    speech, found = local_speech(), list[Pause]()
    answers = tomllib.loads(_ANSWERS.read_text())
    for pace in PACES:
        found += asyncio.run(_heard(*_talk(speech, answers, pace), speech))
    yield from _confusion(found)
    yield ""
    yield from _ends(found)


# --- the talk ---


def _talk(
    speech: LocalSpeech, answers: dict[str, list[str]], pace: float
) -> tuple[bytes, list[Pause]]:
    """All answers as one candidate gives them, in an order of their own, with the pauses."""
    drawn = random.Random(pace)
    told = [(kind, answer) for kind, some in answers.items() for answer in some]
    drawn.shuffle(told)
    pcm, pauses = [np.zeros(VOICE_RATE, np.int16)], list[Pause]()
    at = 1.0
    for answer, text in told:
        for sound, kind in _pieces(speech, text):
            seconds = END_SECONDS
            if kind:
                length = drawn.lognormvariate(np.log(pace * kind.times), kind.spread)
                seconds = min(_LONGEST_SECONDS, length)
            begin = at + len(sound) / VOICE_RATE
            at = begin + seconds
            pcm += [sound, np.zeros(int(at * VOICE_RATE) - int(begin * VOICE_RATE), np.int16)]
            pauses.append(Pause(answer, kind.name if kind else END, begin, at))
    return np.concatenate(pcm).tobytes(), pauses


def _pieces(speech: LocalSpeech, answer: str) -> Iterator[tuple[Samples, Kind | None]]:
    """The answer's sound between its pauses, each with the kind of pause after it."""
    sentences = answer.split(" | ")
    for number, sentence in enumerate(sentences, 1):
        words, marks = _MARK.split(sentence)[::2], _MARK.split(sentence)[1::2]
        after = [_KINDS[mark] for mark in marks]
        spoken = " ".join(
            part + (" um," if mark == "um~" else "")
            for part, mark in zip(words, [*marks, ""], strict=True)
        )
        ends: list[Kind | None] = [*after, _SENTENCE if number < len(sentences) else None]
        yield from zip(_cut(speech, spoken, words), ends, strict=True)


def _cut(speech: LocalSpeech, sentence: str, parts: Sequence[str]) -> list[Samples]:
    """``sentence``, said in one go and cut at quiet places near the ends of ``parts``."""
    whole = _sound(speech, sentence)
    lengths = list(accumulate(len(_sound(speech, part)) for part in parts))
    cuts = [_quiet_place(whole, len(whole) * length // lengths[-1]) for length in lengths[:-1]]
    return [_trimmed(part) for part in np.split(whole, cuts)]


def _sound(speech: LocalSpeech, text: str) -> Samples:
    return _trimmed(np.frombuffer(speech.voice(text), np.int16))


def _quiet_place(whole: Samples, near: int) -> int:
    first = max(0, near - _NEAR)
    loudness = np.abs(whole[first : near + _NEAR].astype(float))
    return first + int(np.argmin(np.convolve(loudness, np.ones(480), "same")))


def _trimmed(sound: Samples) -> Samples:
    loud = np.flatnonzero(np.abs(sound) > _LOUD)
    return sound[loud[0] : loud[-1] + 1]


# --- what the model makes of it ---


async def _heard(pcm: bytes, pauses: Sequence[Pause], speech: LocalSpeech) -> list[Pause]:
    """``pauses`` with what became of each."""
    model, found = LocalModel(speech), list(pauses)
    await model.open(_nothing)
    number = 0
    for start in range(0, len(pcm), _BATCH):
        model.hear(pcm[start : start + _BATCH])
        while model._tasks:  # the talk goes faster than time passes
            await asyncio.sleep(0.0005)
        at = (start + _BATCH) / 2 / VOICE_RATE
        while number < len(found) - 1 and at > found[number].end:
            number += 1
        pause, look = found[number], model.speech_input.look
        if at > pause.begin and look is not None and pause.taken is None:
            finished = sounds_finished(look.text, look.completeness)
            pause = replace(pause, finished=finished)
        while not model._events.empty():
            if isinstance(model._events.get_nowait(), AnswerHeard):
                pause = replace(pause, taken=at - pause.begin)
        found[number] = pause
    await model.close()
    return found


async def _nothing() -> str:
    return ""


# --- in tables ---


def _confusion(pauses: Sequence[Pause]) -> Iterator[str]:
    yield "| answer | sounded finished: was | was not | sounded unfinished: was | was not |"
    yield "|---|---|---|---|---|"
    for answer in [*dict.fromkeys(sorted(pause.answer for pause in pauses)), "all"]:
        counted = Counter(
            (pause.finished, pause.kind == END)
            for pause in pauses
            if answer in (pause.answer, "all")
        )
        cells = [counted[told, was] for told in (True, False) for was in (True, False)]
        yield f"| {answer.replace('_', ' ')} | {' | '.join(map(str, cells))} |"


def _ends(pauses: Sequence[Pause]) -> Iterator[str]:
    within = [pause for pause in pauses if pause.kind != END]
    false = [pause for pause in within if pause.taken is not None]
    fixed = sum(pause.seconds > FIXED_SECONDS for pause in within)
    yield f"False ends: {len(false)} of {len(within)} pauses within answers ({_by_kind(false)}); "
    yield f"a fixed silence of {FIXED_SECONDS} s would have ended {fixed}."
    for answer in dict.fromkeys(pause.answer for pause in pauses):
        waits = [p.taken for p in pauses if p.answer == answer and p.kind == END and p.taken]
        if waits:
            yield f"Wait at the end, {answer.replace('_', ' ')}: {median(waits):.2f} s (median)"


def _by_kind(pauses: Iterable[Pause]) -> str:
    counted = Counter(pause.kind for pause in pauses)
    return ", ".join(f"{count} {kind}" for kind, count in counted.items()) or "none"


if __name__ == "__main__":
    for line in report():
        print(line, flush=True)
