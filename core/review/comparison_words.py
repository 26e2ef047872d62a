"""A comparison of candidates as table rows and sentences (pure)."""

from collections.abc import Mapping, Sequence

from core.review.comparison import (
    Compared,
    GivenRating,
    all_competencies,
    comparable,
    rated_for_all,
    totals,
)
from core.review.rating_words import given_words

MIDDLE = "Of several reviewers the middle rating counts, or the lower of the two in the middle."
ALIKE = f"All competencies weigh the same. {MIDDLE}"


def comparison_rows(
    people: Sequence[Compared], weights: Mapping[str, float] | None = None
) -> list[list[str]]:
    """A line for each competency: its name, then what each of ``people`` was given.

    The weighted means come last; there are none where nothing was rated for everybody.
    """
    competencies = all_competencies(people)
    rows = [
        [name, *(_given(one, one.ratings.get(name, ())) for one in people)]
        for name in competencies
    ]  # fmt: skip
    shown = [one for one in comparable(people) if not one.hidden]
    found = totals(shown, weights)
    if found:
        counted = len(rated_for_all(shown))
        means = (found.get(one.interview_id) for one in people)
        rows.append([
            f"Weighted mean of {counted} of {len(competencies)}",
            *(f"{one.mean:.2f}" if one else "not compared" for one in means),
        ])  # fmt: skip
    return rows


def _given(one: Compared, given: Sequence[GivenRating]) -> str:
    if one.hidden:
        return "hidden"
    return " · ".join(given_words(rating.rating) for rating in given) or "not rated"


def weighing_words(weights: Mapping[str, float], reason: str, competencies: Sequence[str]) -> str:
    """The weights in force, in the order of ``competencies``, then any others; with the reason."""
    order = dict.fromkeys([*(name for name in competencies if name in weights), *weights])
    named = ", ".join(f"{name} {weights[name]:g}" for name in order)
    return f"Weights: {named}. {MIDDLE} Reason: {reason}"


def asked_otherwise(name: str, one: Compared, first: str) -> str:
    """Why ``one``, called ``name``, is not compared with the person called ``first``."""
    version = f"version {one.plan_version}" if one.plan_version else "no frozen plan"
    return (
        f"{name} was asked by another interview plan ({version}) than {first}, so their ratings "
        "are shown but not compared."
    )
