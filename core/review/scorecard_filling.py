"""Filling in a scorecard: ratings, notes, summary and submission; see also scorecard_evidence.py.

Every change is saved at once. Submitting closes the scorecard and shows its reviewer the others'
and the model's proposal; who looks without rating cannot rate any more.

One reviewer may have it open in two windows: ``read`` or ``seen`` is what a window has loaded, so
that it does not overwrite a change of the other one.
"""

import uuid
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session, selectinload

from core.access.audit import record
from core.access.permissions import Actor, Permission, permitted_member
from core.errors import Conflict, InvalidInput, NotFound, Stale
from core.interviews.rated_competencies import SCALE, rated_of
from core.interviews.service import find_interview
from core.models import Interview, InterviewStatus, Rating, Scorecard, User, utc_now
from core.review.rating_words import INSUFFICIENT, RatingChoice, choice_of
from core.review.scorecards import contents, own_scorecard, rating_of, unfinished
from core.text.characters import kept_text
from core.text.merging import would_overwrite

MOST_NOTE = 4_000
"""Characters of a note, a summary or a disagreement."""


def rate(
    db: Session,
    interview_id: uuid.UUID,
    by: Actor,
    competency: str,
    rating: int | None,
    *,
    read: RatingChoice | None = None,
) -> Rating:
    """Store a rating of 1 to 5, or None for insufficient evidence.

    Raises:
        NotAllowed: if ``by`` may not hire.
        InvalidInput: if it is not on the scale.
        NotFound: if the interview is not rated on this competency.
        Conflict: if the scorecard is closed, or the interview not complete.
        Stale: if it was chosen otherwise in another window since ``read``.
    """
    user = permitted_member(db, by, Permission.HIRE)
    if rating is not None and rating not in SCALE:
        raise InvalidInput("rating", "Please choose 1 to 5, or insufficient evidence.")
    row = open_rating(db, interview_id, user, competency)
    now = RatingChoice(choice_of(row))
    if would_overwrite(read, RatingChoice(str(rating) if rating else INSUFFICIENT), now):
        raise Stale(
            "You have rated this in another window meanwhile. That rating stands: please look at "
            "it, then choose again if you wish."
        )
    row.rating, row.rated_at = rating, utc_now()
    db.flush()
    return row


def save_note(
    db: Session,
    interview_id: uuid.UUID,
    by: Actor,
    competency: str,
    note: str,
    *,
    read: str | None = None,
) -> None:
    """Store a note to a rating, chosen already or not.

    Raises:
        NotAllowed: if ``by`` may not hire.
        InvalidInput: if it is too long.
        NotFound, Conflict, Stale: as ``rate``.
    """
    user = permitted_member(db, by, Permission.HIRE)
    words = _words("note", note)
    row = open_rating(db, interview_id, user, competency)
    row.note = _over("the note", words, row.note, read)
    db.flush()


def save_summary(
    db: Session, interview_id: uuid.UUID, by: Actor, summary: str, *, read: str | None = None
) -> None:
    """Store the summary of an open scorecard.

    Raises:
        NotAllowed: if ``by`` may not hire.
        InvalidInput: if it is too long.
        Conflict, Stale: as ``rate``.
    """
    user = permitted_member(db, by, Permission.HIRE)
    card = _open(db, find_interview(db, interview_id), user)
    card.summary = _over("the summary", _words("summary", summary), card.summary, read)
    db.flush()


def submit(
    db: Session, interview_id: uuid.UUID, by: Actor, *, seen: tuple[Any, ...] | None = None
) -> Scorecard:
    """Close the scorecard, and show its reviewer everybody else's.

    Args:
        seen: its ``contents`` as the page showed them; None does not check.

    Raises:
        NotAllowed: if ``by`` may not hire.
        InvalidInput: field "scorecard", if a competency is not rated or lacks its evidence.
        Conflict: as ``rate``.
        Stale: if it was changed in another window since ``seen``.
    """
    user = permitted_member(db, by, Permission.HIRE)
    interview = find_interview(db, interview_id)
    card = _as_seen(_open(db, interview, user), seen)
    missing = unfinished(card, [one.name for one in rated_of(db, interview)])
    if missing:
        raise InvalidInput("scorecard", " ".join(missing))
    card.submitted_at = card.revealed_at = utc_now()
    db.flush()
    given = {row.competency: row.rating for row in card.ratings}
    record(db, user, "submitted a scorecard", "interview", interview.id, ratings=given)
    return card


def look_without_rating(
    db: Session, interview_id: uuid.UUID, by: Actor, *, seen: tuple[Any, ...] | None = None
) -> Scorecard:
    """Show ``by`` the others' scorecards and the proposal; they cannot rate any more then.

    Raises:
        NotAllowed, Conflict, Stale: as ``submit``.
    """
    user = permitted_member(db, by, Permission.HIRE)
    card = _as_seen(_open(db, find_interview(db, interview_id), user), seen)
    card.revealed_at = utc_now()
    record(db, user, "looked at the ratings without rating", "interview", interview_id)
    db.flush()
    return card


def explain(
    db: Session,
    interview_id: uuid.UUID,
    by: Actor,
    competency: str,
    words: str,
    *,
    read: str | None = None,
) -> Rating:
    """Store a reviewer's explanation of a proposal that differs from their submitted rating.

    Raises:
        NotAllowed: if ``by`` may not hire.
        InvalidInput: field "disagreement", if it is too long.
        NotFound: if they have not rated this competency.
        Conflict: if the scorecard is not submitted yet.
        Stale: as ``rate``.
    """
    user = permitted_member(db, by, Permission.HIRE)
    card = own_scorecard(db, interview_id, user.id)
    row = rating_of(card, competency) if card else None
    if card is None or row is None:
        raise NotFound("You have not rated this.")
    if card.submitted_at is None:
        raise Conflict("Please submit your scorecard first.")
    db.refresh(row, with_for_update=True)
    kept = _over("the words", _words("disagreement", words), row.disagreement or "", read)
    row.disagreement = kept or None
    record(db, user, "wrote about a differing proposal", "interview", interview_id,
           competency=competency)  # fmt: skip
    db.flush()
    return row


def open_rating(db: Session, interview_id: uuid.UUID, user: User, competency: str) -> Rating:
    """The rating in an open scorecard, created if there is none, and locked.

    Raises:
        NotFound, Conflict: as ``rate``.
    """
    interview = find_interview(db, interview_id)
    if competency not in [one.name for one in rated_of(db, interview)]:
        raise NotFound("This interview is not rated on that.")
    card = _open(db, interview, user)
    row = rating_of(card, competency)
    if row is None:
        row = Rating(competency=competency)
        card.ratings.append(row)
        db.flush()
    return row


def _open(db: Session, interview: Interview, user: User) -> Scorecard:
    """The scorecard of ``user``, created if there is none, and locked; it must still be open."""
    if interview.status is not InterviewStatus.COMPLETED:
        raise Conflict("An interview is rated once it is complete.")
    db.execute(
        insert(Scorecard)
        .values(interview_id=interview.id, reviewer_id=user.id)
        .on_conflict_do_nothing(index_elements=[Scorecard.interview_id, Scorecard.reviewer_id])
    )
    card = db.scalars(
        select(Scorecard)
        .where(Scorecard.interview_id == interview.id, Scorecard.reviewer_id == user.id)
        .options(selectinload(Scorecard.ratings))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    if card.submitted_at:
        raise Conflict("Your scorecard is submitted and cannot be changed.")
    if card.revealed_at:
        raise Conflict("You have looked at the ratings, so you cannot rate this interview.")
    return card


def _words(field: str, text: str) -> str:
    words = kept_text(text).strip()
    if len(words) > MOST_NOTE:
        raise InvalidInput(field, f"Please use at most {MOST_NOTE:,} characters.")
    return words


def _over(what: str, words: str, now: str, read: str | None) -> str:
    """``words``, unless they would overwrite what was written in another window."""
    if would_overwrite(read, words, now):
        raise Stale(
            f"You changed {what} in another window meanwhile. What you typed is still here: "
            "please choose which words to keep."
        )
    return words


def _as_seen(card: Scorecard, seen: tuple[Any, ...] | None) -> Scorecard:
    """``card``, unless it was changed since it was looked at."""
    if seen is not None and contents(card) != seen:
        raise Stale(
            "You changed this scorecard in another window meanwhile. Please look at it as it is "
            "now, then go on."
        )
    return card
