"""End-of-turn wait: how long a silence ends an answer, learned from this candidate (pure)."""

import re
from dataclasses import dataclass, replace

REMEMBERED = 20
"""Pauses that are looked at; older ones are forgotten."""
LONG_PAUSE_MS = 480
"""Shorter pauses are breaths: they say how fluently somebody speaks, not how long they think."""
LEAST_PAUSES = 3
"""Fewer pauses say nothing about a candidate."""
LONG_PAUSES = 0.85
"""Quantile of the pauses that the wait is derived from."""
MARGIN = 1.3
"""The wait is so many times that pause."""
MOST = 2.5
"""Longest wait after a sentence that sounds finished, in times of the usual wait."""
UNFINISHED = 2.0
"""Factor of the wait after words that sound unfinished."""
SHORT_MARGIN = 1.5
"""The short wait is so many times the longest pause that is remembered."""
COMPLETE, INCOMPLETE = 0.5, 0.1
"""Probabilities of an end from which a melody sounds finished, and below which unfinished."""
LEAST_MS = 500
"""Shortest wait, for who sounds finished and has made no pause near as long within answers."""
FEW_WORDS = 12
"""An answer of fewer words counts as a beginning."""
FEWEST_WORDS = 6
"""Fewer words ("Yes, I have.") sound finished also where a story follows after some thought."""
HANGING = frozenset(
    "and but or so because then that which the a an to of with like um uh er i we my our".split()
)
"""An answer that stops at one of these words is unfinished."""
_CLOSES = re.compile(
    r"(?:\bthat(?:'s| is| was) (?:all|it)|\bno,? thank(?:s| you)|\bnothing (?:else|more)"
    r"|\bi (?:don't|do not) know|\b(?:haven't|have not|have never) done (?:that|this|it))\W*$"
    r"|\?\s*$"
)
"""Words that end an answer, however short it is; so does a question."""
_STOPS = re.compile(r"(?<!\.\.)[.?!][\"')\]]*\s*$")
"""The stop with which the transcriber ends what it takes for a sentence."""


@dataclass(frozen=True)
class EndOfTurnWait:
    """The silence that ends an answer, in milliseconds; each pause gives a new value.

    Attributes:
        usual_ms: the wait for a candidate whose pauses are not known yet.
        stretch: factor of the wait, for a candidate who asked for longer pauses.
        pauses: the last pauses within answers, oldest first, in milliseconds.
    """

    usual_ms: float
    stretch: float = 1.0
    pauses: tuple[float, ...] = ()

    def after(self, pause_ms: float) -> "EndOfTurnWait":
        """The wait after one more pause of this length within an answer."""
        return replace(self, pauses=(*self.pauses, pause_ms)[-2 * REMEMBERED :])

    @property
    def wait_ms(self) -> float:
        """After words that sound finished: between the usual wait and ``MOST`` times that."""
        learned = self.usual_ms
        long = sorted([pause for pause in self.pauses if pause >= LONG_PAUSE_MS][-REMEMBERED:])
        if len(long) >= LEAST_PAUSES:
            learned = long[int(LONG_PAUSES * (len(long) - 1) + 0.5)] * MARGIN
        return min(max(self.usual_ms, learned), MOST * self.usual_ms) * self.stretch

    @property
    def short_wait_ms(self) -> float:
        """After a melody that sounds finished, too: longer than this candidate's pauses were.

        Somebody who pauses between sentences sounds finished each time; so it is the usual wait
        until their pauses are known, and for those who make long ones.
        """
        if len(self.pauses) < LEAST_PAUSES:
            return self.wait_ms
        longest = max(self.pauses[-REMEMBERED:])
        return min(self.wait_ms, max(LEAST_MS, longest * SHORT_MARGIN) * self.stretch)

    def wait_after(self, text: str, completeness: float | None = None) -> float:
        """After ``text``, in milliseconds; longer where it sounds unfinished.

        ``completeness``: probability that its melody is that of an end; None where not known. A
        melody alone does not make an answer unfinished: not every voice is judged rightly.
        """
        if _hangs(text):
            return self.wait_ms * UNFINISHED
        finished = completeness is not None and completeness >= COMPLETE
        told = len(_words(text)) >= FEWEST_WORDS
        wait = self.short_wait_ms if finished and told else self.wait_ms
        hangs = completeness is not None and completeness < INCOMPLETE and not _STOPS.search(text)
        return wait * (UNFINISHED if hangs or is_beginning(text) else 1.0)


def is_beginning(text: str) -> bool:
    """Whether ``text`` is so short that more of an answer is to be expected."""
    return len(_words(text)) < FEW_WORDS and not _closes(text)


def _hangs(text: str) -> bool:
    return not HANGING.isdisjoint(_words(text)[-1:]) and not _closes(text)


def _closes(text: str) -> bool:
    return bool(_CLOSES.search(_plain(text)))


def _words(text: str) -> list[str]:
    return _plain(text).rstrip(".…,?! ").split()


def _plain(text: str) -> str:
    return text.casefold().replace("’", "'")
