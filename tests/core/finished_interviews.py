"""Finished interviews for the tests of what comes after."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from core.interviews.service import find_interview
from core.models import InputMode, Interview, InterviewStatus, Speaker, Turn, TurnKind, utc_now
from core.models.status import move
from core.postings.content.draft import PostingDraft
from tests.factories import DATA_ENGINEER, ready_interview

PIPELINES = "ETL and ELT pipelines"
GOOD = (
    "Last year I rebuilt our ingestion with Kafka because the nightly load doubled rows. "
    "I made every step idempotent, so a rerun changed nothing, and reconciled the counts."
)


@dataclass(frozen=True)
class Said:
    """A question about ``competency`` and the answer to it."""

    competency: str | None
    answer: str
    question: str = "How did you build it?"
    mode: InputMode = InputMode.TYPED
    confidence: float | None = None
    corrected: str | None = None


def finished_interview(
    db: Session,
    exchanges: Sequence[Said] = (Said(PIPELINES, GOOD),),
    draft: PostingDraft | None = DATA_ENGINEER,
) -> Interview:
    """A complete interview in which ``exchanges`` were held; nothing is queued for it."""
    interview = ready_interview(db, draft)
    move(interview, InterviewStatus.IN_PROGRESS)
    move(interview, InterviewStatus.COMPLETED)
    interview.started_at = interview.ended_at = utc_now()
    add_turns(db, interview, exchanges)
    return find_interview(db, interview.id)


def add_turns(db: Session, interview: Interview, exchanges: Sequence[Said]) -> None:
    """Questions and answers as turns."""
    for number, said in enumerate(exchanges):
        question, answer = 2 * number + 1, 2 * number + 2
        db.add_all(
            [
                Turn(
                    interview_id=interview.id,
                    number=question,
                    speaker=Speaker.INTERVIEWER,
                    kind=TurnKind.QUESTION,
                    text=said.question,
                    competency=said.competency,
                ),
                Turn(
                    interview_id=interview.id,
                    number=answer,
                    speaker=Speaker.CANDIDATE,
                    kind=TurnKind.ANSWER,
                    text=said.answer,
                    competency=said.competency,
                    mode=said.mode,
                    confidence=said.confidence,
                    corrected_text=said.corrected,
                ),
            ]
        )
    db.flush()
