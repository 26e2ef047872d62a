"""End-of-turn wait: how long a silence ends an answer, learned from this candidate (pure)."""

import re
from dataclasses import dataclass, replace

REMEMBERED = 20
"""Pauses that are looked at; older ones are forgotten."""
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
FEW_WORDS = 12
"""An answer of fewer words counts as a beginning."""
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
        return replace(self, pauses=(*self.pauses, pause_ms)[-REMEMBERED:])

    @property
    def wait_ms(self) -> float:
        """After words that sound finished: between the usual wait and ``MOST`` times that."""
        learned = self.usual_ms
        if len(self.pauses) >= LEAST_PAUSES:
            ordered = sorted(self.pauses)
            learned = ordered[int(LONG_PAUSES * (len(ordered) - 1) + 0.5)] * MARGIN
        return min(max(self.usual_ms, learned), MOST * self.usual_ms) * self.stretch

    def wait_after(self, text: str) -> float:
        """After ``text``, in milliseconds; longer where it sounds unfinished."""
        hangs = not HANGING.isdisjoint(_words(text)[-1:]) and not _closes(text)
        return self.wait_ms * (UNFINISHED if hangs or is_beginning(text) else 1.0)


def is_beginning(text: str) -> bool:
    """Whether ``text`` is so short that more of an answer is to be expected."""
    return len(_words(text)) < FEW_WORDS and not _closes(text)


def _closes(text: str) -> bool:
    return bool(_CLOSES.search(_plain(text)))


def _words(text: str) -> list[str]:
    return _plain(text).rstrip(".…,?! ").split()


def _plain(text: str) -> str:
    return text.casefold().replace("’", "'")
