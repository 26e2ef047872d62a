"""A completed interview, for tests of what comes after it: ratings, decisions, exports."""

from datetime import timedelta

from sqlalchemy.orm import Session

from core.access.permissions import Member
from core.applications.candidates.own_interview import give_consent
from core.evaluation.evidence import Evidence
from core.interviews.rated_competencies import asked_plan, rated_of
from core.models import (
    ApplicationStatus,
    Interview,
    InterviewStatus,
    JobPosting,
    Speaker,
    Turn,
    TurnKind,
    utc_now,
)
from core.models.status import move
from core.postings.content.draft import PostingDraft
from core.review.scorecard_evidence import attach
from core.review.scorecard_filling import rate, submit
from tests.factories import DATA_ENGINEER, apply, link_to, open_posting

ANSWER = "A hot key held up Kafka, so I measured the lag and split it. It fell to a minute."


def held_interview(
    db: Session, draft: PostingDraft = DATA_ENGINEER, posting: JobPosting | None = None
) -> Interview:
    """A complete interview in which every core question was asked and answered."""
    interview = apply(db, posting or open_posting(db, draft)).interview
    give_consent(db, link_to(db, interview))
    move(interview, InterviewStatus.IN_PROGRESS)
    interview.started_at = utc_now() - timedelta(minutes=20)
    plan = asked_plan(db, interview)
    assert plan
    for place, question in enumerate(plan.questions):
        for step, (speaker, kind, text) in enumerate(
            (
                (Speaker.INTERVIEWER, TurnKind.QUESTION, question.text),
                (Speaker.CANDIDATE, TurnKind.ANSWER, f"{ANSWER} Case {place + 1}."),
            )
        ):
            db.add(
                Turn(
                    interview_id=interview.id, number=2 * place + step + 1, speaker=speaker,
                    kind=kind, text=text, competency=question.competency, level=question.level,
                    question_id=question.id,
                    started_at=interview.started_at + timedelta(seconds=100 * place + 10 * step),
                )
            )  # fmt: skip
    move(interview, InterviewStatus.COMPLETED)
    interview.ended_at, interview.end_reason = utc_now(), "completed"
    assert interview.application
    move(interview.application, ApplicationStatus.INTERVIEWING)
    move(interview.application, ApplicationStatus.TO_REVIEW)
    db.flush()
    db.refresh(interview, ["turns"])
    return interview


def answers(interview: Interview) -> list[Turn]:
    """What the candidate said."""
    return [turn for turn in interview.turns if turn.speaker is Speaker.CANDIDATE]


def words_of(turn: Turn, quote: str) -> Evidence:
    """The span of ``turn`` where ``quote`` stands."""
    start = turn.text.index(quote)
    return Evidence(turn.id, start, start + len(quote), quote)


def competencies(db: Session, interview: Interview) -> list[str]:
    """What the interview is rated on."""
    return [one.name for one in rated_of(db, interview)]


def fill_in(db: Session, interview: Interview, by: Member, rating: int | None = 4) -> None:
    """Rate every competency the same, with evidence where there is a number."""
    span = words_of(answers(interview)[0], "I measured the lag")
    for name in competencies(db, interview):
        rate(db, interview.id, by, name, rating)
        if rating is not None:
            attach(db, interview.id, by, name, span)


def rated_by(db: Session, interview: Interview, by: Member, rating: int | None = 4) -> None:
    """A submitted scorecard of ``by``."""
    fill_in(db, interview, by, rating)
    submit(db, interview.id, by)
