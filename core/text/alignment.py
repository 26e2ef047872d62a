"""Aligns two sequences: which parts are equal and which differ (pure)."""

from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Indel

MOST = 5_000
"""Items of one sequence; longer ones are not compared, as the time is quadratic in them."""

Part = tuple[bool, range, range]


def aligned(left: Sequence[str], right: Sequence[str]) -> Iterator[Part]:
    """Both sequences in order, as parts: whether equal, and the places in each sequence.

    The equal parts make a longest common subsequence.
    """
    at, to = 0, 0
    for start, begin, size in _blocks(left, right):
        if at < start or to < begin:
            yield False, range(at, start), range(to, begin)
        at, to = start + size, begin + size
        if size:
            yield True, range(start, at), range(begin, to)


def _blocks(left: Sequence[str], right: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Start in each sequence and length of the equal parts; the last one is the end, length 0."""
    if max(len(left), len(right)) <= MOST:
        for code in Indel.opcodes(left, right):
            if code.tag == "equal":
                yield code.src_start, code.dest_start, code.src_end - code.src_start
    yield len(left), len(right), 0
