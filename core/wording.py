"""Whether a question was really said (pure)."""

import re
from difflib import SequenceMatcher

_WORD = re.compile(r"\w+(?:'\w+)?")


def share_said(question: str, said: str) -> float:
    """The share, 0 to 1, of the question's words that stand in ``said`` in their order.

    Case, punctuation and what is said around the question make no difference.
    """
    wanted, found = _words(question), _words(said)
    if not wanted:
        return 1.0
    blocks = SequenceMatcher(None, wanted, found, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / len(wanted)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold().replace("’", "'"))
