"""The competencies of an interview's plan that people rate, with their anchors."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from core.base_prompts.competency import Anchors
from core.base_prompts.library import BasePrompt, load_base_prompts
from core.base_prompts.versions import find_version
from core.errors import NotFound
from core.interviews.plans.interview_plan import InterviewPlan
from core.interviews.plans.proposal import propose_plan
from core.interviews.plans.versions import plan_in
from core.models import Interview
from core.postings.content.opening_snapshot import posting_of

SCALE = (1, 2, 3, 4, 5)


@dataclass(frozen=True)
class RatedCompetency:
    """A competency that is rated.

    Attributes:
        name: as the plan names it.
        skills: the posting's required skills that its questions are about.
        anchors: what is heard at 1, 3 and 5; more than one set only where the team wrote
            different ones for different questions.
    """

    name: str
    skills: tuple[str, ...]
    anchors: tuple[Anchors, ...]


def rated_in(plan: InterviewPlan) -> tuple[RatedCompetency, ...]:
    """The competencies of ``plan`` in the order of its questions."""
    found = []
    for name in plan.competencies:
        questions = [question for question in plan.questions if question.competency == name]
        skills = dict.fromkeys(skill for question in questions for skill in question.skills)
        anchors: list[Anchors] = []
        for question in questions:
            if question.anchors not in anchors:
                anchors.append(question.anchors)
        found.append(RatedCompetency(name, tuple(skills), tuple(anchors)))
    return tuple(found)


def rated_of(db: Session, interview: Interview) -> tuple[RatedCompetency, ...]:
    """What is rated in ``interview``; empty where its base prompt does not exist any more."""
    plan = asked_plan(db, interview)
    return rated_in(plan) if plan else ()


def asked_plan(db: Session, interview: Interview) -> InterviewPlan | None:
    """The plan that ``interview`` follows; None if its base prompt does not exist any more."""
    if interview.plan is not None:
        return plan_in(interview.plan)
    base = base_prompt_of(db, interview)
    return propose_plan(posting_of(interview), base, interview.minutes) if base else None


def base_prompt_of(db: Session, interview: Interview) -> BasePrompt | None:
    """The base prompt as it was for ``interview``, else as it is now."""
    try:
        return find_version(db, interview.base_prompt_version or "")
    except NotFound:
        return load_base_prompts().get(interview.base_prompt or str(interview.role_type))
