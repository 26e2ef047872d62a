"""The candidate's own corrections of mis-heard lines; both versions are kept.

A line may be corrected for a day after the interview, and only until somebody of the team begins
to rate it or a decision is made: ratings and decisions rest on words that do not change.
"""

import uuid
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.audit import record, times_done
from core.access.interview_links import open_interview_link
from core.errors import Conflict, InvalidInput, NotFound
from core.evaluation.service import latest_evaluation, queue_evaluation
from core.models import (
    ApplicationStatus,
    EvaluationStatus,
    InputMode,
    Interview,
    InterviewStatus,
    Scorecard,
    Speaker,
    Turn,
    utc_now,
)
from core.text.characters import kept_text

CORRECTION_TIME = timedelta(hours=24)
"""How long after the end of the interview lines may be corrected."""
EVALUATION_DELAY = timedelta(minutes=10)
"""Between a correction and the evaluation after it: more corrections may come."""
MORE_THAN_HEARD = 200
"""Characters that a correction may have beyond twice the heard line: enough where half of a line
was lost, too few for a second answer."""
MOST_CORRECTIONS = 20
"""Of one line, as each may cost an evaluation. Taking a correction back is not counted."""
FIELD = "correction"
_CORRECTED = "corrected a mis-heard line"
_DECIDED = frozenset({ApplicationStatus.REJECTED, ApplicationStatus.HIRED})


def correctable_until(db: Session, interview: Interview) -> datetime | None:
    """Until when lines may be corrected; None where they may not (any more)."""
    if interview.status is not InterviewStatus.COMPLETED or interview.ended_at is None:
        return None
    application = interview.application
    if application is not None and application.status in _DECIDED:
        return None
    end = interview.ended_at + CORRECTION_TIME
    rated = select(Scorecard.id).where(Scorecard.interview_id == interview.id).limit(1)
    return end if utc_now() < end and db.scalar(rated) is None else None


def is_correctable(turn: Turn) -> bool:
    """Whether it is the candidate's and spoken, so that it may be mis-heard."""
    return turn.speaker is Speaker.CANDIDATE and turn.mode is InputMode.VOICE


def longest_correction(turn: Turn) -> int:
    """How many characters a correction of ``turn`` may have."""
    return 2 * len(turn.text) + MORE_THAN_HEARD


def correct_turn(db: Session, token: str, turn_id: uuid.UUID, text: str) -> Turn:
    """Store what the candidate really said beside what was heard; the heard text undoes it.

    Raises:
        NotFound: if the link opens no interview (any more), or it has no such turn.
        Conflict: if the time for it is over, the turn was not spoken by the candidate, or it was
            corrected ``MOST_CORRECTIONS`` times.
        InvalidInput: if nothing is left of the line, or more is added than could be mis-heard.
    """
    interview = open_interview_link(db, token)
    # Locked, so that nobody begins to rate between the check and the change.
    db.refresh(interview, with_for_update={"of": Interview})
    if correctable_until(db, interview) is None:
        raise Conflict("The time to correct the transcript is over.")
    turn = db.scalar(select(Turn).where(Turn.id == turn_id, Turn.interview_id == interview.id))
    if turn is None:
        raise NotFound("This line does not exist.")
    if not is_correctable(turn):
        raise Conflict("Only what you said by voice can be corrected.")
    line = _checked(turn, text)
    corrected = None if line == turn.text.strip() else line
    if corrected == turn.corrected_text:
        return turn
    if corrected is not None:
        _require_room(db, interview, turn)
    turn.corrected_text = corrected
    turn.corrected_at = utc_now() if corrected is not None else None
    action = _CORRECTED if corrected is not None else "took a correction back"
    record(db, interview.candidate, action, "interview", interview.id, turn=turn.number)
    db.flush()
    _evaluate_anew(db, interview)
    return turn


def _require_room(db: Session, interview: Interview, turn: Turn) -> None:
    if times_done(db, _CORRECTED, interview.id, turn=turn.number) >= MOST_CORRECTIONS:
        raise Conflict(
            "This line was corrected many times already, so it stays as it is now. If something "
            "is still wrong, please write to the hiring team."
        )


def _evaluate_anew(db: Session, interview: Interview) -> None:
    """Queue an evaluation that reads the corrected line, unless one is waiting already."""
    latest = latest_evaluation(db, interview.id)
    begun = latest is None or latest.status is not EvaluationStatus.QUEUED or latest.steps_done
    if begun:
        why = "A mis-heard line was put right, so the interview is evaluated again shortly."
        queue_evaluation(db, interview, at=utc_now() + EVALUATION_DELAY, reason=why)


def _checked(turn: Turn, text: str) -> str:
    line = kept_text(text).strip()
    if not line:
        raise InvalidInput(FIELD, "Please write what you said; a line cannot be taken out.")
    most = longest_correction(turn)
    if len(line) > most:
        raise InvalidInput(
            FIELD,
            f"A correction of this line may have {most:,} characters, this one has "
            f"{len(line):,}. Please correct only what was mis-heard.",
        )
    return line
