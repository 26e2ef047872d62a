"""Joins the words of two pieces of audio of which one repeats the end of the first (pure)."""

import re

MOST_WORDS = 12
"""Words at the seam that are compared: more than anybody says in the time that is repeated."""
MOST_BROKEN = 2
"""Words on either side of the seam that may have been heard wrongly, since the cut broke them."""
_LEAST_LETTERS = 4
"""A single shared word that is shorter may stand in both by chance."""


def stitched(before: str, after: str) -> str:
    """The words of ``before``, then those of ``after`` that were not heard before.

    The longest run of words that both hold at the seam is where they overlap, and among equals the
    last; without one, all words of both are kept.
    """
    first, second = before.split(), after.split()
    start = max(0, len(first) - MOST_WORDS)
    left, right = [_bare(word) for word in first[start:]], [_bare(word) for word in second]
    length, a, b = max(
        (
            (_shared(left[a:], right[b:]), a, b)
            for a in range(len(left))
            for b in range(min(MOST_BROKEN + 1, len(right)))
        ),
        default=(0, 0, 0),
    )
    if length < 2 and not (length and len(left[a]) >= _LEAST_LETTERS):
        return joined(before, after)
    return " ".join([*first[: start + a], *second[b:]])


def joined(before: str, after: str) -> str:
    """The words of both."""
    return f"{before} {after}".strip()


def _shared(left: list[str], right: list[str]) -> int:
    """Words that both begin with; none if more than broken ones follow them in ``left``."""
    pairs = zip(left, right, strict=False)
    run = next((n for n, (one, other) in enumerate(pairs) if one != other), None)
    length = min(len(left), len(right)) if run is None else run
    return length if len(left) - length <= MOST_BROKEN else 0


def _bare(word: str) -> str:
    return re.sub(r"\W", "", word).casefold()
