"""What a candidate reads about the status of their application (pure).

A shortlisted application reads like any other that is with the team. That a decision was made is
shown at once; the decision itself only after the team has released feedback, because a person says
it first.
"""

from dataclasses import dataclass

from core.models import ApplicationStatus, Interview, InterviewStatus


@dataclass(frozen=True)
class StatusText:
    """A headline and what it means for the candidate."""

    title: str
    text: str


DECIDED = StatusText(
    "The hiring team has decided",
    "Somebody of the team will tell you the decision in person, by e-mail or by phone.",
)
_DECISIONS = {
    ApplicationStatus.HIRED: StatusText(
        "The hiring team has chosen you",
        "Congratulations! They will be in touch about everything that follows.",
    ),
    ApplicationStatus.REJECTED: StatusText(
        "The hiring team goes on without you this time",
        "People of the team made this decision, for this job only. Thank you for the time and "
        "thought that you gave to your application.",
    ),
}
UNDECIDED = {
    InterviewStatus.SCHEDULED: StatusText(
        "Your interview is waiting for you",
        "You can start it when it suits you; if the connection breaks, the same link goes on "
        "where you stopped.",
    ),
    InterviewStatus.IN_PROGRESS: StatusText(
        "Your interview has begun",
        "The same link goes on where you stopped. Every answer so far is kept.",
    ),
    InterviewStatus.COMPLETED: StatusText(
        "Your interview is with the hiring team",
        "Your interview is complete and every answer is kept. People of the team read it and "
        "decide about the next step; no program rejects anybody. You can come back to this page "
        "by the same link.",
    ),
}
NOT_BEGUN = "There is no interview to take any more, so there is nothing left for you to do here."


def status_text(
    status: ApplicationStatus | None, interview: InterviewStatus, *, feedback_released: bool
) -> StatusText:
    """The text for a status; ``status`` None is an interview without an application."""
    if status not in _DECISIONS or status is None:
        return UNDECIDED[interview]
    return _DECISIONS[status] if feedback_released else DECIDED


def may_be_taken(interview: Interview) -> bool:
    """Whether the candidate may begin the interview, or go on with it.

    A running interview may always be finished. One that was not begun when the team decided would
    only cost the candidate's time.
    """
    if interview.status is InterviewStatus.SCHEDULED:
        application = interview.application
        return application is None or application.status not in _DECISIONS
    return interview.status is InterviewStatus.IN_PROGRESS
