"""Describes an interview plan to the team, in words (pure)."""

from collections.abc import Sequence

from core.interviews.plans.edits import core_minutes, whole_minutes
from core.interviews.plans.interview_plan import InterviewPlan
from core.interviews.plans.service import PlanView
from core.models import PostingStatus
from core.text.dates import many
from core.text.untrusted_text import clean_skills


def version_words(view: PlanView) -> str:
    """Which version of the plan is shown, such as "version 2", in a few words."""
    if view.editing and view.published:
        return f"version {view.published}, version {view.editing} is being edited"
    if view.published:
        return f"version {view.published}"
    return "edited, not published yet" if view.editing else "as proposed"


def plan_status_words(status: PostingStatus, view: PlanView) -> str:
    """What the plan of a posting in ``status`` is used for, and when it is frozen."""
    if status is PostingStatus.OPEN:
        now = view.published or 1
        if view.editing:
            return (
                f"You are editing version {view.editing}. New candidates get version {now} until "
                "you publish it; those who have applied keep the version that they were given."
            )
        return (
            f"Version {now}: every new candidate is asked this, in this order. A change begins "
            "the next version and changes nothing for candidates who have applied."
        )
    event = "reopened" if status is PostingStatus.CLOSED else "published"
    begun = "This is what your team has edited" if view.editing else "Proposed from the posting"
    if view.published and not view.editing:
        begun = f"This is version {view.published}"
    return (
        f"{begun}. It is frozen when the posting is {event}; then every candidate is asked these "
        "questions in this order, and only the follow-ups depend on the answers."
    )


def time_words(plan: InterviewPlan) -> str:
    """How much there is to ask, and how long it takes."""
    questions = many(len(plan.questions), "core question")
    more = f" and at most {many(plan.probes, 'follow-up')}" if plan.probes else ""
    return f"{questions}{more}, about {_shown(whole_minutes(plan))} of {plan.minutes} minutes"


def too_long(plan: InterviewPlan) -> str | None:
    """Why the core does not fit the interview; None where it does, or is a single question."""
    if len(plan.questions) == 1 or core_minutes(plan) <= plan.minutes:
        return None
    return (
        f"The core alone takes about {_shown(core_minutes(plan))} minutes, and the "
        f"interview has {plan.minutes}. Drop questions, or plan more minutes in the posting."
    )


def _shown(minutes: float) -> int:
    return max(1, round(minutes))


def coverage_words(plan: InterviewPlan, skills: Sequence[str]) -> list[str]:
    """For each required skill, the first question that is about it."""
    places = {
        skill.casefold(): number
        for number, question in reversed(list(enumerate(plan.questions, 1)))
        for skill in question.skills
    }
    found = {skill: places.get(skill.casefold()) for skill in clean_skills(skills)}
    return [f"{skill}: {f'question {n}' if n else 'no question yet'}" for skill, n in found.items()]
