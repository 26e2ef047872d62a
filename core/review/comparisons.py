"""Loads candidates for a comparison, and stores the weights with their reason."""

import math
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from core.access.audit import record
from core.access.permissions import Actor, Permission, permitted, permitted_member
from core.errors import InvalidInput
from core.interviews.plans.versions import locked_posting
from core.interviews.rated_competencies import rated_of
from core.models import Candidate, ComparisonWeights, Interview, Scorecard, User
from core.postings.content.revisions import both_changed, latest_change
from core.review.comparison import Compared, GivenRating
from core.review.decisions import written_reason
from core.review.scorecards import evidence_of, rating_access, submitted_scorecards
from core.text.merging import would_overwrite

HEAVIEST = 10.0
WEIGHED = "changed the weights of the comparison"
MOST_LISTED = 200


@dataclass(frozen=True)
class RatedCandidate:
    """A candidate who can be compared, because a scorecard was submitted."""

    interview_id: uuid.UUID
    name: str


def rated_candidates(db: Session, posting_id: uuid.UUID, by: Actor) -> list[RatedCandidate]:
    """Candidates with a submitted scorecard, newest first, at most ``MOST_LISTED``.

    Raises:
        NotAllowed: if ``by`` may not look.
    """
    permitted(db, by, Permission.LOOK)
    rated = select(Scorecard.interview_id).where(Scorecard.submitted_at.is_not(None))
    found = db.execute(
        select(Interview.id, Candidate.name)
        .join(Candidate, Candidate.id == Interview.candidate_id)
        .where(Interview.job_posting_id == posting_id, Interview.id.in_(rated))
        .order_by(Interview.created_at.desc(), Interview.id)
        .limit(MOST_LISTED)
    )
    return [RatedCandidate(interview_id, name) for interview_id, name in found]


def compare(
    db: Session, posting_id: uuid.UUID, interview_ids: Sequence[uuid.UUID], by: Actor
) -> tuple[Compared, ...]:
    """These interviews of a posting in the order given; of another posting's none is shown.

    Ratings of an interview that ``by`` has still to rate are hidden from them.

    Raises:
        NotAllowed: if ``by`` may not look.
    """
    reader = permitted_member(db, by, Permission.LOOK)
    found = db.scalars(
        select(Interview)
        .where(Interview.id.in_(interview_ids), Interview.job_posting_id == posting_id)
        .options(
            selectinload(Interview.candidate),
            selectinload(Interview.plan),
            selectinload(Interview.job_posting),
        )
    )
    by_id = {interview.id: interview for interview in found}
    wanted = [by_id[key] for key in dict.fromkeys(interview_ids) if key in by_id]
    return tuple(_compared(db, interview, reader) for interview in wanted)


def _compared(db: Session, interview: Interview, reader: User) -> Compared:
    hidden = not rating_access(db, interview, reader).open
    ratings: dict[str, tuple[GivenRating, ...]] = {}
    for card in [] if hidden else submitted_scorecards(db, [interview.id]):
        for row in card.ratings:
            given = GivenRating(card.reviewer.name, row.rating, evidence_of(row))
            ratings[row.competency] = (*ratings.get(row.competency, ()), given)
    return Compared(
        interview_id=interview.id,
        name=interview.candidate.name if interview.candidate else "No name",
        plan=interview.interview_plan_id,
        plan_version=interview.plan.version if interview.plan else None,
        competencies=tuple(one.name for one in rated_of(db, interview)),
        hidden=hidden,
        ratings=ratings,
    )


def weights_of(db: Session, posting_id: uuid.UUID, by: Actor) -> ComparisonWeights | None:
    """The weights in force with their reason; None for equal ones.

    Raises:
        NotAllowed: if ``by`` may not look.
    """
    permitted(db, by, Permission.LOOK)
    found = _newest(db, posting_id)
    return found if found and found.weights else None


def _newest(db: Session, posting_id: uuid.UUID) -> ComparisonWeights | None:
    return db.scalar(
        select(ComparisonWeights)
        .where(ComparisonWeights.job_posting_id == posting_id)
        .order_by(ComparisonWeights.created_at.desc(), ComparisonWeights.id)
        .limit(1)
    )


def set_weights(
    db: Session,
    posting_id: uuid.UUID,
    weights: Mapping[str, float],
    reason: str,
    by: Actor,
    *,
    read: Mapping[str, float] | None = None,
) -> ComparisonWeights:
    """Store weights of the competencies with a reason; equal weights undo the weighting.

    Earlier weights are kept. Weights are never merged: a mix of two people's weights would be one
    that neither of them meant.

    Args:
        read: the weights that the form was loaded with; None does not check.

    Raises:
        NotAllowed: if ``by`` may only look.
        NotFound: if there is no such posting.
        InvalidInput: if a weight is not above 0 and at most ``HEAVIEST``, or no reason is given.
        Stale: if somebody else has changed them otherwise since.
    """
    user = permitted_member(db, by, Permission.HIRE)
    posting = locked_posting(db, posting_id)
    if not all(math.isfinite(one) and 0 < one <= HEAVIEST for one in weights.values()):
        raise InvalidInput("weights", f"A weight is above 0 and at most {HEAVIEST:g}.")
    written = written_reason("reason", reason)
    kept = dict(weights) if len(set(weights.values())) > 1 else {}
    now = _newest(db, posting_id)
    if now and (now.weights, now.reason) == (kept, written):
        return now
    base = None if read is None else _unequal(read)
    if would_overwrite(base, _unequal(kept), _unequal(now.weights if now else {})):
        raise both_changed(latest_change(db, posting_id, WEIGHED, user))
    row = ComparisonWeights(job_posting_id=posting.id, weights=kept, reason=written, set_by=user.id)
    db.add(row)
    record(db, user, WEIGHED, "posting", posting.id, weights=kept)
    db.flush()
    return row


def _unequal(weights: Mapping[str, float]) -> dict[str, float]:
    """The weights that differ from 1; a competency that is left out weighs 1."""
    return {name: weight for name, weight in weights.items() if weight != 1}
