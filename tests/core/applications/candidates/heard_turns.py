"""A finished interview and a line in it that was mis-heard."""

from sqlalchemy.orm import Session

from core.models import (
    InputMode,
    Interview,
    InterviewStatus,
    Speaker,
    Turn,
    TurnKind,
    utc_now,
)
from core.models.status import move
from tests.factories import ready_interview

HEARD, SAID = "We moved to Cough Car.", "We moved to Kafka."


def ended(db: Session) -> Interview:
    interview = ready_interview(db)
    move(interview, InterviewStatus.IN_PROGRESS)
    move(interview, InterviewStatus.COMPLETED)
    interview.ended_at = utc_now()
    db.flush()
    return interview


def a_turn(db: Session, interview: Interview, number: int = 1, **other: object) -> Turn:
    values = {
        "speaker": Speaker.CANDIDATE, "kind": TurnKind.ANSWER, "mode": InputMode.VOICE,
        "text": HEARD,
    } | other  # fmt: skip
    turn = Turn(interview_id=interview.id, number=number, **values)
    db.add(turn)
    db.flush()
    return turn
