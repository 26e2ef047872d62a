"""Backchannel: sounds that take no turn, such as "mm-hm", and our own echo (pure)."""

import re

from rapidfuzz.distance import LCSseq

MOST_WORDS = 4
"""Longer utterances take a turn, whatever their words are."""
LEAST_ECHO_WORDS = 3
"""With fewer words an echo cannot be told from a candidate who repeats a word."""
MOST_ECHO_WORDS = 500
"""More than the interviewer says at once; longer texts take too long to compare."""
ECHO_SHARE = 0.75
"""Share of the words heard, in order, that the interviewer must have said."""
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_LISTENING = frozenset(
    "mm mhm mm-hm mmhm mm-hmm mmhmm mmm hm hmm uh-huh uhhuh uh huh um er ah aha oh ok okay "
    "right yeah yep yes sure alright fine good great cool interesting see understood exactly "
    "all i so".split()
)


def says_nothing(text: str) -> bool:
    """Whether ``text`` is at most a sign of listening: "mm-hm", "okay", "right", "I see"."""
    words = [word.casefold() for word in _WORD.findall(text)]
    return len(words) <= MOST_WORDS and set(words) <= _LISTENING


def has_words(text: str) -> bool:
    """Whether there is a letter or a figure in ``text``, in any script."""
    return any(character.isalnum() for character in text)


def echoes(text: str, said: str) -> bool:
    """Whether ``text`` is what a microphone picked up of the interviewer saying ``said``."""
    heard, ours = ([word.casefold() for word in _WORD.findall(words)] for words in (text, said))
    if not LEAST_ECHO_WORDS <= len(heard) <= MOST_ECHO_WORDS:
        return False
    return LCSseq.similarity(heard, ours) >= ECHO_SHARE * len(heard)
