"""Compares a person's rating with a model's runs (pure). Nothing is averaged."""

from collections.abc import Iterable
from statistics import median_low

LARGE_DIFFERENCE = 2
"""Points from which on a reviewer is asked to explain the difference."""


def lower_median(ratings: Iterable[int]) -> int | None:
    """The median of the ratings, the lower one of two; None if there are none."""
    given = list(ratings)
    return median_low(given) if given else None


def points_apart(rating: int | None, runs: Iterable[int | None]) -> int | None:
    """Points between a person's rating and the middle run; None where either gives no number."""
    proposed = lower_median(run for run in runs if run is not None)
    return None if rating is None or proposed is None else abs(rating - proposed)


def differs(rating: int | None, runs: Iterable[int | None]) -> bool:
    """Whether person and model say different things, insufficient evidence included."""
    given = list(runs)
    proposed = lower_median(run for run in given if run is not None)
    return bool(given) and rating != proposed


def needs_explanation(rating: int | None, runs: Iterable[int | None]) -> bool:
    """Whether the reviewer is asked to explain the difference."""
    apart = points_apart(rating, runs)
    return apart is not None and apart >= LARGE_DIFFERENCE
