"""What a candidate is told of where their application stands, in plain words (pure).

Being shortlisted is the team's own sorting, so it reads like any other interview that is with
the team. That a decision was made is said as soon as it is true; which one it is comes from a
person first, and is repeated here once the team has released feedback.
"""

from dataclasses import dataclass

from core.models import ApplicationStatus


@dataclass(frozen=True)
class Standing:
    """A headline and what it means for the candidate."""

    title: str
    text: str


WITH_TEAM = Standing(
    "Your interview is with the hiring team",
    "Your interview is complete and every answer is kept. People of the team read it and decide "
    "about the next step; no program rejects anybody. You can come back to this page by the same "
    "link.",
)
DECIDED = Standing(
    "The hiring team has decided",
    "Somebody of the team will tell you the decision in person, by e-mail or by phone.",
)
_TOLD = {
    ApplicationStatus.HIRED: Standing(
        "The hiring team has chosen you",
        "Congratulations! They will be in touch about everything that follows.",
    ),
    ApplicationStatus.REJECTED: Standing(
        "The hiring team goes on without you this time",
        "People of the team made this decision, for this job only. Thank you for the time and "
        "thought that you gave to the interview.",
    ),
}


def standing(status: ApplicationStatus | None, *, feedback_released: bool) -> Standing:
    """What to tell; ``status`` None is an interview without an application."""
    if status not in _TOLD or status is None:
        return WITH_TEAM
    return _TOLD[status] if feedback_released else DECIDED
