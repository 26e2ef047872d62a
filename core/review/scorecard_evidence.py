"""Attaches quotes, which a rating rests on, to a scorecard that is being filled in."""

import uuid

from sqlalchemy.orm import Session

from core.access.permissions import Actor, Permission, permitted_member
from core.errors import InvalidInput
from core.evaluation.evidence import Evidence
from core.evaluation.transcript import turn_text
from core.models import Speaker, Turn
from core.review.scorecard_filling import open_rating
from core.review.scorecards import evidence_of

MOST_SPANS = 12
"""Spans attached to one rating."""


def attach(
    db: Session, interview_id: uuid.UUID, by: Actor, competency: str, span: Evidence
) -> Evidence:
    """Attach words of the candidate's to a rating; returns them as kept.

    White space around the span is left out. Twice the same is kept once.

    Raises:
        NotAllowed: if ``by`` may not hire.
        InvalidInput: field "evidence", if these words do not stand there, or are too many.
        NotFound, Conflict: as ``scorecard_filling.rate``.
    """
    user = permitted_member(db, by, Permission.HIRE)
    found = _checked(db, interview_id, span)
    row = open_rating(db, interview_id, user, competency)
    kept = evidence_of(row)
    if found in kept:
        return found
    if len(kept) >= MOST_SPANS:
        raise InvalidInput("evidence", f"At most {MOST_SPANS} spans can be attached to a rating.")
    row.evidence = [one.to_json() for one in (*kept, found)]
    db.flush()
    return found


def detach(
    db: Session, interview_id: uuid.UUID, by: Actor, competency: str, span: Evidence
) -> None:
    """Take a span away again; one that is not there is left alone.

    Raises:
        NotAllowed, NotFound, Conflict: as ``scorecard_filling.rate``.
    """
    user = permitted_member(db, by, Permission.HIRE)
    row = open_rating(db, interview_id, user, competency)
    row.evidence = [one.to_json() for one in evidence_of(row) if one != span]
    db.flush()


def _checked(db: Session, interview_id: uuid.UUID, span: Evidence) -> Evidence:
    """The span without white space around it, if these words were said by the candidate."""
    turn = db.get(Turn, span.turn_id)
    if turn is None or turn.interview_id != interview_id or turn.speaker is not Speaker.CANDIDATE:
        raise InvalidInput("evidence", "Please select words of the candidate in this interview.")
    text = turn_text(turn)
    words = text[max(0, span.start) : max(0, span.end)]
    if not words.strip() or words.split() != span.quote.split():
        raise InvalidInput("evidence", "These words do not stand there. Please select them again.")
    start = max(0, span.start) + len(words) - len(words.lstrip())
    quote = words.strip()
    return Evidence(turn.id, start, start + len(quote), quote)
