"""Feedback to a candidate: written by a person, visible to the candidate once it is released."""

import uuid

from sqlalchemy.orm import Session

from core.access.audit import record
from core.access.permissions import Actor, Permission, permitted_member
from core.errors import Conflict, InvalidInput, NotFound
from core.models import Application, utc_now
from core.postings.content.revisions import both_changed, latest_change
from core.text.characters import kept_text
from core.text.merging import would_overwrite

LONGEST = 4_000
"""Characters."""
FIELD = "feedback"
WROTE = "wrote feedback"


def write_feedback(
    db: Session, application_id: uuid.UUID, text: str, by: Actor, *, read: str | None = None
) -> Application:
    """Keep ``text`` as a draft that only the team sees; an empty one removes the draft.

    ``read`` is the draft that the form was loaded with; None does not check.

    Raises:
        NotAllowed: if ``by`` may not hire.
        Stale: if somebody else has written another one since.
        NotFound: if there is no such application.
        Conflict: if feedback is with the candidate already.
        InvalidInput: if it is too long.
    """
    user = permitted_member(db, by, Permission.HIRE)
    application = _unreleased(db, application_id)
    words, now = kept_text(text).strip(), application.feedback or ""
    if would_overwrite(read, words, now):
        raise both_changed(latest_change(db, application.id, WROTE, user))
    if len(words) > LONGEST:
        raise InvalidInput(
            FIELD, f"The feedback is {len(words):,} characters long; {LONGEST:,} is the most."
        )
    if words != now:
        application.feedback, application.feedback_by = words or None, user.id
        record(db, user, WROTE, "application", application.id, characters=len(words))
        db.flush()
    return application


def release_feedback(db: Session, application_id: uuid.UUID, by: Actor) -> Application:
    """Show the draft to the candidate.

    Raises:
        NotAllowed, NotFound, Conflict: as ``write_feedback``.
        InvalidInput: if nothing is written yet.
    """
    user = permitted_member(db, by, Permission.HIRE)
    application = _unreleased(db, application_id)
    if not application.feedback:
        raise InvalidInput(FIELD, "Please write the feedback first.")
    application.feedback_released_at = utc_now()
    record(db, user, "released feedback to the candidate", "application", application.id)
    db.flush()
    return application


def take_feedback_back(db: Session, application_id: uuid.UUID, by: Actor) -> Application:
    """Make released feedback a draft again, for a correction; what was read stays read.

    Raises:
        NotAllowed: if ``by`` may not hire.
        NotFound: if there is no such application.
    """
    user = permitted_member(db, by, Permission.HIRE)
    application = _locked(db, application_id)
    if application.feedback_released_at is not None:
        application.feedback_released_at = None
        record(db, user, "took feedback back", "application", application.id)
        db.flush()
    return application


def released_feedback(application: Application | None) -> str | None:
    """What the candidate sees, if anything."""
    if application is None or application.feedback_released_at is None:
        return None
    return application.feedback


def _locked(db: Session, application_id: uuid.UUID) -> Application:
    application = db.get(Application, application_id, with_for_update={"of": Application})
    if application is None:
        raise NotFound("This application does not exist.")
    return application


def _unreleased(db: Session, application_id: uuid.UUID) -> Application:
    application = _locked(db, application_id)
    if application.feedback_released_at is not None:
        raise Conflict("This feedback is with the candidate. Take it back to change it.")
    return application
