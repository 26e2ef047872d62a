"""Feedback to a candidate: written by a person, and seen by the candidate once it is released."""

import uuid

from sqlalchemy.orm import Session

from core.audit import record
from core.errors import Conflict, InvalidInput, NotFound
from core.models import Application, User, utc_now
from core.text.characters import kept_text

LONGEST = 4_000
"""Characters."""
FIELD = "feedback"


def write_feedback(db: Session, application_id: uuid.UUID, text: str, *, by: User) -> Application:
    """Keep ``text`` as a draft that only the team sees; an empty one removes the draft.

    Raises:
        NotFound: if there is no such application.
        Conflict: if feedback is with the candidate already.
        InvalidInput: if it is too long.
    """
    application = _unreleased(db, application_id)
    words = kept_text(text).strip()
    if len(words) > LONGEST:
        raise InvalidInput(
            FIELD, f"The feedback is {len(words):,} characters long; {LONGEST:,} is the most."
        )
    if words != (application.feedback or ""):
        application.feedback, application.feedback_by = words or None, by.id
        record(db, by, "wrote feedback", "application", application.id, characters=len(words))
        db.flush()
    return application


def release_feedback(db: Session, application_id: uuid.UUID, *, by: User) -> Application:
    """Show the draft to the candidate.

    Raises:
        NotFound, Conflict: as ``write_feedback``.
        InvalidInput: if nothing is written yet.
    """
    application = _unreleased(db, application_id)
    if not application.feedback:
        raise InvalidInput(FIELD, "Please write the feedback first.")
    application.feedback_released_at = utc_now()
    record(db, by, "released feedback to the candidate", "application", application.id)
    db.flush()
    return application


def take_feedback_back(db: Session, application_id: uuid.UUID, *, by: User) -> Application:
    """Make released feedback a draft again, for a correction; what was read stays read.

    Raises:
        NotFound: if there is no such application.
    """
    application = _locked(db, application_id)
    if application.feedback_released_at is not None:
        application.feedback_released_at = None
        record(db, by, "took feedback back", "application", application.id)
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
