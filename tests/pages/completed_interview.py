"""A completed interview as its candidate finds it by the link."""

from datetime import timedelta

from sqlalchemy.orm import Session
from streamlit.testing.v1 import AppTest

from core.applications.candidates.own_interview import give_consent
from core.interviews.service import list_turns
from core.models import (
    Application,
    ApplicationStatus,
    Evaluation,
    EvaluationStatus,
    InputMode,
    InterviewStatus,
    Speaker,
    Turn,
    TurnKind,
    utc_now,
)
from core.models.status import move
from core.recordings.service import agree_to_recording, keep_recording
from pages.composition.wiring import Services
from tests.core.recordings.recorded_turns import a_recording
from tests.factories import apply, open_posting
from tests.pages.screen import Visit

MARKUP = "<img src=x onerror=alert(1)> **bold** :material/home:"
SAID = (
    (Speaker.INTERVIEWER, TurnKind.OPENING, "Hello Ada. Tell me of a lag.", InputMode.VOICE),
    (Speaker.CANDIDATE, TurnKind.ANSWER, "We moved to Cough Car.", InputMode.VOICE),
    (Speaker.INTERVIEWER, TurnKind.QUESTION, "What then?", InputMode.VOICE),
    (Speaker.CANDIDATE, TurnKind.ANSWER, MARKUP, InputMode.TYPED),
)


class CompletedInterview:
    """An interview that is over, as its candidate finds it."""

    def __init__(self, services: Services, visit: Visit) -> None:
        self.services, self._visit = services, visit
        with services.begin() as db:
            new = apply(db, open_posting(db))
            self.link, self.id = new.link_token, new.interview.id
            self.application_id = new.application.id
            give_consent(db, self.link)
            move(new.application, ApplicationStatus.INTERVIEWING)
            move(new.interview, InterviewStatus.IN_PROGRESS)
            new.interview.started_at = utc_now() - timedelta(minutes=20)
            for number, (speaker, kind, text, mode) in enumerate(SAID, start=1):
                db.add(
                    Turn(interview_id=self.id, number=number, speaker=speaker, kind=kind,
                         text=text, mode=mode, note="an inner remark", signal="weak")
                )  # fmt: skip
            move(new.interview, InterviewStatus.COMPLETED)
            new.interview.ended_at = utc_now()
            move(new.application, ApplicationStatus.TO_REVIEW)

    def open(self) -> AppTest:
        return self._visit("interview", link=self.link)

    def turns(self) -> list[Turn]:
        with self.services.begin() as db:
            return list_turns(db, self.id)

    def application(self, db: Session) -> Application:
        return db.get_one(Application, self.application_id)

    def record(self) -> None:
        with self.services.begin() as db:
            agree_to_recording(db, self.link)
            keep_recording(db, self.id, 2, a_recording())

    def decline(self) -> None:
        with self.services.begin() as db:
            db.add(Evaluation(interview_id=self.id, status=EvaluationStatus.DECLINED))
