"""An interview that its candidate has taken."""

from sqlalchemy.orm import Session

from core.applications.candidates.own_interview import give_consent
from core.models import (
    ApplicationStatus,
    Evaluation,
    EvaluationStatus,
    InterviewStatus,
)
from core.models.status import move
from tests.factories import apply, open_posting


class Taken:
    """An interview that was taken and evaluated, with the candidate's link."""

    def __init__(self, db: Session, outcome: EvaluationStatus = EvaluationStatus.DECLINED) -> None:
        new = apply(db, open_posting(db))
        self.link, self.interview = new.link_token, new.interview
        self.application = new.application
        give_consent(db, self.link)
        move(self.interview, InterviewStatus.IN_PROGRESS)
        move(self.application, ApplicationStatus.INTERVIEWING)
        move(self.interview, InterviewStatus.COMPLETED)
        move(self.application, ApplicationStatus.TO_REVIEW)
        db.add(Evaluation(interview_id=self.interview.id, status=outcome))
        db.flush()
