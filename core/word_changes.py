"""What differs between two versions of what was said, word by word (pure)."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

MOST_WORDS = 2_000
"""Of one version; longer ones are not compared word by word, which takes quadratic time."""
_WORD = re.compile(r"\s*(?:\w+(?:['’]\w+)*|[^\w\s])|\s+")


class Kept(StrEnum):
    """In which version words stand."""

    BOTH = "both"
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True)
class Words:
    """Words that follow each other and have the same fate; white space included."""

    kept: Kept
    text: str


def word_changes(before: str, after: str) -> list[Words]:
    """Both versions as one text: what stands in both, in the first only, in the second only.

    Leaving out AFTER gives ``before`` and leaving out BEFORE gives ``after``, to the letter.
    """
    old, new = _WORD.findall(before), _WORD.findall(after)
    if max(len(old), len(new)) > MOST_WORDS:
        return _words((Kept.BEFORE, before), (Kept.AFTER, after))
    changes: list[Words] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            changes += _words((Kept.BOTH, "".join(old[a:b])))
        else:
            changes += _words((Kept.BEFORE, "".join(old[a:b])), (Kept.AFTER, "".join(new[c:d])))
    return changes


def _words(*parts: tuple[Kept, str]) -> list[Words]:
    return [Words(kept, text) for kept, text in parts if text]
