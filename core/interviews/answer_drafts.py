"""Drafts of typed answers: stored so that another device can go on, never shown to the team."""

import uuid
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, exists, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from core.access.interview_links import FINISH_AFTER_EXPIRY, open_interview_link
from core.errors import InvalidInput
from core.models import AnswerDraft, Interview, InterviewLink, InterviewStatus, Turn, utc_now
from core.text.characters import kept_text

LONGEST_ANSWER = 8_000
"""Characters of an answer that can be sent."""
LONGEST_DRAFT = 40_000
"""Characters of a draft; what is longer stays in the browser alone."""
_LONGEST_NAME = 60
LEFT_DAYS = 30
"""Days that a draft is kept after its links expired: the team may still make a new link."""


@dataclass(frozen=True)
class Draft:
    """An unsent answer; see core.models.AnswerDraft."""

    id: uuid.UUID
    asking: str
    text: str
    version: int


def save_draft(db: Session, token: str, draft: Draft) -> None:
    """Store ``draft`` for the interview of a link, unless a later version is stored already.

    A draft of an answer that was sent, or of an interview that is over, is ignored.

    Raises:
        NotFound: if the link opens no interview.
        InvalidInput: if it is too long.
    """
    interview = open_interview_link(db, token)
    if len(draft.text) > LONGEST_DRAFT or len(draft.asking) > _LONGEST_NAME:
        raise InvalidInput("text", f"Please use at most {LONGEST_ANSWER:,} characters.")
    # The same lock as for a new turn: a draft must not be stored after its answer.
    db.refresh(interview, with_for_update={"key_share": True})
    if interview.status is InterviewStatus.COMPLETED or db.get(Turn, draft.id) is not None:
        return
    if not draft.text.strip():
        erase_draft(db, interview.id)
        return
    values = {
        "answer_id": draft.id,
        "asking": kept_text(draft.asking),
        "text": kept_text(draft.text),
        "version": draft.version,
        "updated_at": utc_now(),
    }
    kept = insert(AnswerDraft).values(interview_id=interview.id, **values)
    another = AnswerDraft.answer_id != kept.excluded.answer_id
    newer = AnswerDraft.version < kept.excluded.version
    db.execute(kept.on_conflict_do_update(
        index_elements=[AnswerDraft.interview_id], set_=values, where=another | newer
    ))  # fmt: skip


def own_draft(db: Session, token: str) -> Draft | None:
    """The draft of the interview that the link opens; None if there is none.

    Raises:
        NotFound: if the link opens no interview (any more).
    """
    return draft_of(db, open_interview_link(db, token).id)


def draft_of(db: Session, interview_id: uuid.UUID) -> Draft | None:
    """The draft of an interview, written on any device."""
    kept = db.get(AnswerDraft, interview_id)
    return Draft(kept.answer_id, kept.asking, kept.text, kept.version) if kept else None


def erase_draft(db: Session, interview_id: uuid.UUID, answer_id: uuid.UUID | None = None) -> None:
    """Delete the draft of this answer; with ``answer_id`` None any draft of the interview."""
    found = delete(AnswerDraft).where(AnswerDraft.interview_id == interview_id)
    db.execute(found if answer_id is None else found.where(AnswerDraft.answer_id == answer_id))


def forget_old_drafts(db: Session) -> None:
    """Delete drafts of interviews that are over, and abandoned ones."""
    now = utc_now()
    opens = exists().where(
        InterviewLink.interview_id == AnswerDraft.interview_id,
        InterviewLink.revoked_at.is_(None),
        InterviewLink.expires_at + FINISH_AFTER_EXPIRY > now,
    )
    over = select(Interview.id).where(Interview.status == InterviewStatus.COMPLETED)
    left = AnswerDraft.updated_at < now - timedelta(days=LEFT_DAYS)
    db.execute(delete(AnswerDraft).where(or_(AnswerDraft.interview_id.in_(over), left & ~opens)))
