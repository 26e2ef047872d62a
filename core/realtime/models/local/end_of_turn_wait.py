"""How long a silence is waited for, learned from how this candidate pauses (pure)."""

import re
from dataclasses import dataclass, replace

REMEMBERED = 20
"""Pauses; older ones are forgotten."""
LEAST_PAUSES = 3
"""Fewer tell nothing about a candidate."""
LONG_PAUSES = 0.85
"""The pause that this share of all stays below decides."""
MARGIN = 1.3
"""Times that pause."""
MOST = 2.5
"""Times the usual wait; nobody waits longer for a sentence that sounds finished."""
UNFINISHED = 2.0
"""Times the wait, where the words sound as if more were to come."""
FEW_WORDS = 12
"""An answer this short is taken for a beginning."""
HANGING = frozenset(
    "and but or so because then that which the a an to of with like um uh er i we my our".split()
)
"""An answer that stops on one of these goes on in a moment."""
_CLOSES = re.compile(
    r"(?:\bthat(?:'s| is| was) (?:all|it)|\bno,? thank(?:s| you)|\bnothing (?:else|more)"
    r"|\bi (?:don't|do not) know|\b(?:haven't|have not|have never) done (?:that|this|it))\W*$"
    r"|\?\s*$"
)
"""Words that are complete, however few: the last of an answer, or a question for us."""


@dataclass(frozen=True)
class EndOfTurnWait:
    """The silence that ends an answer, in milliseconds; every pause makes a new one.

    Attributes:
        usual_ms: the wait for a candidate of whom nothing is known.
        stretch: times the wait, where the candidate asked for longer pauses.
        pauses: the last pauses within answers, oldest first, in milliseconds.
    """

    usual_ms: float
    stretch: float = 1.0
    pauses: tuple[float, ...] = ()

    def after(self, pause_ms: float) -> "EndOfTurnWait":
        """Having seen the candidate pause so long and speak on."""
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
