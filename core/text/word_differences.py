"""Differences between two versions of a spoken line, word by word (pure)."""

import re
from dataclasses import dataclass
from enum import StrEnum

from core.text.alignment import aligned

LONGEST = 10_000
"""Characters of one version; longer ones are not compared word by word."""
_WORD = re.compile(r"\s*(?:\w+(?:['’]\w+)*|[^\w\s])|\s+")


class Kept(StrEnum):
    """Which version has the words."""

    BOTH = "both"
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True)
class Words:
    """Consecutive words that the same version has; white space included."""

    kept: Kept
    text: str


def word_changes(before: str, after: str) -> list[Words]:
    """Both versions as one text: what stands in both, in the first only, in the second only.

    Leaving out AFTER gives ``before`` and leaving out BEFORE gives ``after``, to the letter.
    """
    if max(len(before), len(after)) > LONGEST:
        return _words((Kept.BEFORE, before), (Kept.AFTER, after))
    old, new = _WORD.findall(before), _WORD.findall(after)
    changes: list[Words] = []
    for equal, left, right in aligned(old, new):
        mine, yours = "".join(old[n] for n in left), "".join(new[n] for n in right)
        changes += (
            _words((Kept.BOTH, mine)) if equal else _words((Kept.BEFORE, mine), (Kept.AFTER, yours))
        )
    return changes


def _words(*parts: tuple[Kept, str]) -> list[Words]:
    return [Words(kept, text) for kept, text in parts if text]
