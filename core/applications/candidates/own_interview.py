"""A candidate's own interview, found by their link at each call."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from core.access.interview_links import open_interview_link
from core.applications.candidates.corrections import correctable_until
from core.applications.candidates.retakes import may_retake
from core.base_prompts.library import BasePrompt
from core.interviews.plans.in_force import plan_of
from core.interviews.service import find_interview, list_turns
from core.models import Interview, Turn, utc_now
from core.recordings.service import recorded_seconds


def own_interview(db: Session, token: str) -> Interview:
    """The interview that the link opens, with its posting and candidate.

    Raises:
        NotFound: if the link opens none (any more).
    """
    return find_interview(db, open_interview_link(db, token).id)


def give_consent(db: Session, token: str) -> None:
    """Store when the candidate agreed to be interviewed by an AI and to what is stored.

    The first time counts, also if two windows agree at once.

    Raises:
        NotFound: if the link opens no interview (any more).
    """
    interview = open_interview_link(db, token)
    db.refresh(interview, with_for_update={"of": Interview})
    interview.consented_at = interview.consented_at or utc_now()
    db.flush()


def question_count(db: Session, token: str, base: BasePrompt) -> int:
    """How many core questions the interview has; without a plan, those proposed from ``base``.

    Raises:
        NotFound: if the link opens no interview (any more).
    """
    return len(plan_of(db, own_interview(db, token), base).questions)


@dataclass(frozen=True)
class OwnRecord:
    """What a candidate sees of their interview afterwards.

    Attributes:
        interview: as it is now.
        turns: every turn in order.
        recorded: seconds of the recording of each turn that has one.
        correctable_until: until when mis-heard lines may be put right; None where they may not.
        may_retake: whether it may be taken again.
    """

    interview: Interview
    turns: list[Turn]
    recorded: dict[uuid.UUID, float]
    correctable_until: datetime | None
    may_retake: bool


def own_record(db: Session, token: str) -> OwnRecord:
    """What was said and recorded, and what the candidate may still do about it.

    Raises:
        NotFound: if the link opens no interview (any more).
    """
    interview = own_interview(db, token)
    return OwnRecord(
        interview=interview,
        turns=list_turns(db, interview.id),
        recorded=recorded_seconds(db, interview.id),
        correctable_until=correctable_until(db, interview),
        may_retake=may_retake(db, interview),
    )
