"""How much of a question's wording was really said (pure)."""

import re

from rapidfuzz.distance import LCSseq

_WORD = re.compile(r"\w+(?:'\w+)?")
_READ = 20_000
"""Characters of a line that are compared; a question and what is said round it have far fewer."""


def share_said(question: str, said: str) -> float:
    """The share, 0 to 1, of the question's words that stand in ``said`` in their order.

    Case, punctuation and what is said around the question make no difference.
    """
    wanted, found = _words(question), _words(said)
    if not wanted:
        return 1.0
    return LCSseq.similarity(wanted, found) / len(wanted)


def _words(text: str) -> list[str]:
    return _WORD.findall(text[:_READ].casefold().replace("’", "'"))
