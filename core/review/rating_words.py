"""Ratings in words; a rating without a number is called insufficient evidence (pure)."""

from dataclasses import dataclass

from core.evaluation.service import Proposal
from core.interviews.rated_competencies import SCALE, RatedCompetency
from core.models import Rating
from core.text.dates import many

INSUFFICIENT = "insufficient"
CHOICES = {**{str(point): str(point) for point in SCALE}, INSUFFICIENT: "Insufficient evidence"}
"""What can be chosen as a rating -> what it is called."""
_ANCHORED = {"1": "one", "3": "three", "5": "five"}


@dataclass(frozen=True)
class RatingChoice:
    """The value of a rating's field: one of ``CHOICES``, or None before one was chosen."""

    choice: str | None


def given_words(rating: int | None) -> str:
    """Such as "4", within a sentence."""
    return str(rating) if rating else "insufficient evidence"


def choice_of(row: Rating | None) -> str | None:
    """Which of ``CHOICES`` a rating is; None where nothing was chosen yet."""
    if row is None or row.rated_at is None:
        return None
    return str(row.rating) if row.rating else INSUFFICIENT


def rating_chosen(choice: str) -> int | None:
    """The rating that one of ``CHOICES`` stands for; None is insufficient evidence."""
    return None if choice == INSUFFICIENT else int(choice)


def choice_meaning(one: RatedCompetency, choice: str) -> str:
    """What is heard in an answer rated ``choice``; empty for 2 and 4, which have no anchor."""
    if choice == INSUFFICIENT:
        return "Nothing that was said shows it, one way or the other."
    if choice not in _ANCHORED:
        return ""
    return " / ".join(getattr(anchors, _ANCHORED[choice]) for anchors in one.anchors)


def progress_words(name: str, row: Rating | None) -> str:
    """A competency with its rating, once it has one."""
    if row is None or row.rated_at is None:
        return name
    return f"✓ {name}: {row.rating or '–'}"


def rating_words(row: Rating | None) -> str:
    """Such as "4", by itself."""
    if row is None:
        return "Not rated"
    return str(row.rating) if row.rating else CHOICES[INSUFFICIENT]


def runs_words(proposal: Proposal | None) -> str:
    """Every run, and how far they lie apart: such as "3 · 4 · 4, 1 point apart"."""
    if proposal is None:
        return "No proposal"
    runs = " · ".join(str(run.rating) if run.rating else "insufficient" for run in proposal.runs)
    if proposal.spread:
        return f"{runs}, {many(proposal.spread, 'point')} apart"
    return f"{runs}, {'all the same' if proposal.agreed else 'not agreed'}"
