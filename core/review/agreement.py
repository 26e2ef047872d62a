"""How far a person's rating and a model's runs lie apart (pure). Nothing is averaged."""

from collections.abc import Iterable

APART = 2
"""Points from which on a reviewer says in writing why they differ."""


def middle(ratings: Iterable[int]) -> int | None:
    """The middle one of the ratings that were given, the lower of two; None of none."""
    ordered = sorted(ratings)
    return ordered[(len(ordered) - 1) // 2] if ordered else None


def points_apart(rating: int | None, runs: Iterable[int | None]) -> int | None:
    """Points between a person's rating and the middle run; None where either gives no number."""
    proposed = middle(run for run in runs if run is not None)
    return None if rating is None or proposed is None else abs(rating - proposed)


def differs(rating: int | None, runs: Iterable[int | None]) -> bool:
    """Whether person and model say different things, insufficient evidence included."""
    given = list(runs)
    proposed = middle(run for run in given if run is not None)
    return bool(given) and rating != proposed


def needs_words(rating: int | None, runs: Iterable[int | None]) -> bool:
    """Whether the reviewer is asked to write why they differ."""
    apart = points_apart(rating, runs)
    return apart is not None and apart >= APART
