"""End-of-turn wait: how long a silence ends an answer (pure).

A silence may be ended once it is unlikely enough that the candidate speaks on. How unlikely follows
from what was said, by its words and its melody, and from how long this candidate's own pauses are:
of those that go on, so many pause still longer. (Raux and Eskenazi 2009 weigh, as here, the cost of
waiting against that of cutting in.)
"""

import re
from dataclasses import dataclass, replace
from enum import Enum
from math import exp, log, sqrt
from statistics import NormalDist

REMEMBERED = 20
"""Pauses that are looked at; older ones are forgotten."""
TYPICAL = 2 / 7
"""Median pause within answers of somebody not known yet, in times of the usual wait: 0.4 s."""
SPREAD = 0.6
"""Standard deviation of the logarithm of their pauses: of speakers and within each."""
WEIGHT = 2
"""What is typical counts as so many pauses of the candidate's own."""
SPREAD_WEIGHT = 8
"""So does the spread: people differ less in it, and a few like breaths do not yet show that nobody
will think for longer."""
ACCEPTED = 0.04
"""Odds of speaking on at which a silence is ended."""
LEAST = 0.36
"""Shortest wait, in times of the usual one: half a second."""
MOST = 2.0
"""Longest wait, in times of the usual one, for who makes no pauses as long."""
LONGER = 1.5
"""For who does, it is so many times their longest pause."""
UTMOST = 5.0
"""In times of the usual wait, whatever their pauses."""
FIRST = 0.48
"""Wait after an answer that sounds surely finished, of somebody who made no long pause yet, in
times of the usual one: two thirds of a second."""
FEW_PAUSES = 3
"""Fewer are too few to wait for as long as they ask."""
FLUENT = 1.8
"""Nobody makes a pause so many times as long as the longest of their few pauses so soon."""
COMPLETE, SURELY_COMPLETE, INCOMPLETE = 0.5, 0.8, 0.1
"""Probabilities of an end from which a melody sounds finished, and below which unfinished."""
FEWEST_WORDS = 6
"""Fewer words ("Yes, I have.") sound finished also where a story follows after some thought."""
FEW_WORDS = 12
"""An answer of fewer words counts as a beginning; stories begin with a short sentence."""
HANGING = frozenset(
    "and but or so because then that which the a an to of with like um uh er i we my our".split()
)
"""An answer that stops at one of these words is unfinished."""
_CLOSES = re.compile(
    r"(?:\bthat(?:'s| is| was) (?:all|it)|\bno,? thank(?:s| you)|\bnothing (?:else|more)"
    r"|\bi (?:don't|do not) know|\b(?:haven't|have not|have never) done (?:that|this|it))\W*$"
    r"|\?\s*$"
)
"""Words that may end an answer, however short it is; so may a question. As often more follows: who
does not know guesses, and questions are quoted, answered and added to."""
_STOPS = re.compile(r"(?<!\.\.)[.?!][\"')\]]*\s*$")
"""The stop with which the transcriber ends what it takes for a sentence."""


class Sound(Enum):
    """What an answer sounds like where it pauses; the value is how likely it goes on from there."""

    HANGING = 0.995
    UNFINISHED = 0.97
    BEGUN = 0.95
    UNSURE = 0.9
    FINISHED = 0.7
    SURELY_FINISHED = 0.6
    CLOSED = 0.5


def sound_of(text: str, completeness: float | None = None) -> Sound:
    """What ``text`` sounds like.

    ``completeness``: probability that its melody is that of an end; None where not known. Neither
    tells for itself: not every voice is judged rightly, and not every word is heard rightly.
    """
    closes, stops = _closes(text), bool(_STOPS.search(text))
    melody = COMPLETE if completeness is None else completeness
    if not HANGING.isdisjoint(_words(text)[-1:]) and not closes:
        return Sound.HANGING
    if closes:
        return Sound.CLOSED if melody >= INCOMPLETE else Sound.UNSURE
    if melody < INCOMPLETE and not stops:
        return Sound.UNFINISHED
    finished = completeness is not None and melody >= COMPLETE and stops
    if is_beginning(text):
        told = finished and len(_words(text)) >= FEWEST_WORDS
        return Sound.UNSURE if told else Sound.BEGUN
    if not finished:
        return Sound.UNSURE
    return Sound.SURELY_FINISHED if melody >= SURELY_COMPLETE else Sound.FINISHED


def is_beginning(text: str) -> bool:
    """Whether ``text`` is so short that more of an answer is to be expected."""
    return len(_words(text)) < FEW_WORDS and not _closes(text)


def sounds_finished(text: str, completeness: float | None = None) -> bool:
    """Whether ``text`` sounds more like an end than like a pause."""
    return sound_of(text, completeness).value <= Sound.FINISHED.value


@dataclass(frozen=True)
class EndOfTurnWait:
    """The silence that ends an answer, in milliseconds; each pause gives a new value.

    Attributes:
        usual_ms: about the wait for a candidate whose pauses are not known yet.
        stretch: factor of the wait, for a candidate who asked for longer pauses.
        pauses: the last pauses within answers, oldest first, in milliseconds.
    """

    usual_ms: float
    stretch: float = 1.0
    pauses: tuple[float, ...] = ()

    def after(self, pause_ms: float) -> "EndOfTurnWait":
        """The wait after one more pause of this length within an answer."""
        return replace(self, pauses=(*self.pauses, max(pause_ms, 1.0))[-REMEMBERED:])

    def wait_after(self, text: str, completeness: float | None = None) -> float:
        """After ``text``, in milliseconds; ``completeness`` as for ``sound_of``."""
        sound = sound_of(text, completeness)
        wait = self._exceeded_by(ACCEPTED * (1 - sound.value) / sound.value)
        if sound is Sound.SURELY_FINISHED and self._fluent_so_far:
            wait = min(wait, FIRST * self.usual_ms)
        most = min(max(MOST * self.usual_ms, LONGER * self._longest), UTMOST * self.usual_ms)
        return min(max(wait, LEAST * self.usual_ms), most) * self.stretch

    @property
    def _fluent_so_far(self) -> bool:
        return len(self.pauses) < FEW_PAUSES and self._longest * FLUENT <= FIRST * self.usual_ms

    @property
    def _longest(self) -> float:
        return max(self.pauses, default=0.0)

    def _exceeded_by(self, share: float) -> float:
        """The length that this share of the candidate's pauses exceed, at most half of them.

        The logarithms are taken as normally distributed, as they are in spontaneous speech.
        """
        logs = [log(pause) for pause in self.pauses]
        typical, known = log(TYPICAL * self.usual_ms), WEIGHT + len(logs)
        mean = (WEIGHT * typical + sum(logs)) / known
        squares = WEIGHT * (typical - mean) ** 2 + sum((x - mean) ** 2 for x in logs)
        variance = (SPREAD_WEIGHT * SPREAD**2 + squares) / (SPREAD_WEIGHT + len(logs))
        spread = sqrt(variance * (1 + 1 / known))
        return exp(mean + spread * NormalDist().inv_cdf(1 - min(share, 0.5)))


def _closes(text: str) -> bool:
    return bool(_CLOSES.search(_plain(text)))


def _words(text: str) -> list[str]:
    return _plain(text).rstrip(".…,?! ").split()


def _plain(text: str) -> str:
    return text.casefold().replace("’", "'")
