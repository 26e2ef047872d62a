"""Compares candidates of one posting by the ratings that people gave (pure).

Nobody is ranked: the ratings stand side by side, and each candidate gets a weighted mean over the
competencies that were rated for all of them.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.evaluation.evidence import Evidence
from core.review.agreement import lower_median

LEAST, MOST = 2, 4
"""Candidates compared at once."""


@dataclass(frozen=True)
class GivenRating:
    """What one reviewer gave; ``rating`` None means insufficient evidence."""

    reviewer: str
    rating: int | None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Compared:
    """One candidate of a comparison.

    Attributes:
        interview_id: of the candidate's interview.
        name: of the candidate.
        plan: the interview plan's id; None where none was frozen.
        plan_version: its number, for people.
        competencies: what the interview is rated on, in order.
        hidden: whether its ratings are hidden, because this reader has still to rate it.
        ratings: competency -> what each reviewer gave; empty where hidden.
    """

    interview_id: uuid.UUID
    name: str
    plan: uuid.UUID | None
    plan_version: int | None
    competencies: tuple[str, ...]
    hidden: bool
    ratings: Mapping[str, tuple[GivenRating, ...]]

    def point(self, competency: str) -> int | None:
        """The lower median of the reviewers' ratings; None where none gave a number."""
        given = self.ratings.get(competency, ())
        return lower_median(one.rating for one in given if one.rating is not None)


@dataclass(frozen=True)
class Total:
    """The weighted mean of one candidate's points (1 to 5), over ``counted`` competencies."""

    mean: float
    counted: int


def comparable(people: Sequence[Compared]) -> tuple[Compared, ...]:
    """Those who were asked the same plan version as the first; without a plan, nobody else."""
    if not people:
        return ()
    first, others = people[0], people[1:]
    return (first, *(one for one in others if first.plan is not None and one.plan == first.plan))


def all_competencies(people: Sequence[Compared]) -> tuple[str, ...]:
    """Every competency of anybody, in the order of the first who has it."""
    return tuple(dict.fromkeys(name for one in people for name in one.competencies))


def rated_for_all(people: Sequence[Compared]) -> tuple[str, ...]:
    """The competencies for which everybody has a number."""
    return tuple(
        name
        for name in all_competencies(people)
        if all(one.point(name) is not None for one in people)
    )


def totals(
    people: Sequence[Compared], weights: Mapping[str, float] | None = None
) -> dict[uuid.UUID, Total]:
    """Interview id -> total, over what was rated for all of ``people``; empty if nothing was.

    ``weights`` maps a competency to a number above 0; one that it leaves out weighs 1.
    """
    common = rated_for_all(people)
    if not common:
        return {}
    weight = {name: float((weights or {}).get(name, 1.0)) for name in common}
    whole = sum(weight.values())
    return {
        one.interview_id: Total(
            sum(weight[name] * (one.point(name) or 0) for name in common) / whole, len(common)
        )
        for one in people
    }
