"""Reads scorecards: one's own, the others', and who may see which.

A reviewer sees the others' ratings and the model's proposal once they have submitted their own, or
have given up rating.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from core.access.permissions import Permission, may
from core.evaluation.evidence import Evidence
from core.models import Interview, InterviewStatus, Rating, Scorecard, User


@dataclass(frozen=True)
class RatingAccess:
    """What one member may see of an interview's ratings.

    Attributes:
        mine: their own scorecard, if they have begun one.
        open: whether others' scorecards and the model's proposal are shown to them.
        may_rate: whether they can still rate.
    """

    mine: Scorecard | None
    open: bool
    may_rate: bool


def rating_access(db: Session, interview: Interview, user: User) -> RatingAccess:
    """What ``user`` may see: everything once they have rated, looked, or may only look.

    Somebody who may only look sees the proposal once a reviewer has rated without it.
    """
    mine = own_scorecard(db, interview.id, user.id)
    if not may(user, Permission.HIRE):
        return RatingAccess(None, _anybody_submitted(db, interview.id), may_rate=False)
    seen = mine is not None and (mine.submitted_at or mine.revealed_at) is not None
    complete = interview.status is InterviewStatus.COMPLETED
    return RatingAccess(mine, seen, may_rate=complete and not seen)


def own_scorecard(db: Session, interview_id: uuid.UUID, reviewer_id: uuid.UUID) -> Scorecard | None:
    """One member's scorecard with its ratings, submitted or not."""
    return db.scalar(
        select(Scorecard)
        .where(Scorecard.interview_id == interview_id, Scorecard.reviewer_id == reviewer_id)
        .options(selectinload(Scorecard.ratings), selectinload(Scorecard.reviewer))
        .execution_options(populate_existing=True)
    )


def submitted_scorecards(db: Session, interview_ids: Sequence[uuid.UUID]) -> list[Scorecard]:
    """Every submitted scorecard of these interviews with ratings and reviewer, oldest first.

    Whoever shows them asks ``rating_access`` first.
    """
    return list(
        db.scalars(
            select(Scorecard)
            .where(Scorecard.interview_id.in_(interview_ids), Scorecard.submitted_at.is_not(None))
            .options(selectinload(Scorecard.ratings), selectinload(Scorecard.reviewer))
            .order_by(Scorecard.submitted_at, Scorecard.id)
        )
    )


def unfinished(card: Scorecard | None, competencies: Sequence[str]) -> list[str]:
    """What is missing before a scorecard can be submitted, in sentences; empty if nothing is."""
    rows = {row.competency: row for row in card.ratings} if card else {}
    open_ones = [name for name in competencies if name not in rows or not rows[name].rated_at]
    bare = [name for name, row in rows.items() if row.rating is not None and not row.evidence]
    return [f"{name}: not rated yet." for name in open_ones] + [
        f"{name}: a rating of 1 to 5 rests on words that were said; please attach some."
        for name in competencies
        if name in bare and name not in open_ones
    ]


def evidence_of(row: Rating) -> tuple[Evidence, ...]:
    """The spans attached to a rating."""
    return tuple(Evidence.from_json(span) for span in row.evidence)


def rating_of(card: Scorecard, competency: str) -> Rating | None:
    """What ``card`` says of a competency; None if it says nothing yet."""
    return next((row for row in card.ratings if row.competency == competency), None)


def contents(card: Scorecard | None) -> tuple[Any, ...]:
    """All that a reviewer has filled in, to compare two states of a scorecard."""
    if card is None:
        return ("",)
    rows = ((one.competency, one.rating, one.rated_at is None, one.note, evidence_of(one))
            for one in card.ratings)  # fmt: skip
    return (card.summary, *rows)


def _anybody_submitted(db: Session, interview_id: uuid.UUID) -> bool:
    submitted = select(Scorecard.id).where(
        Scorecard.interview_id == interview_id, Scorecard.submitted_at.is_not(None)
    )
    return db.scalar(submitted.limit(1)) is not None
