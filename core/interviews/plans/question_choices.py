"""The choices in the form of a core question (pure)."""

from core.base_prompts.competency import Competency, Level
from core.interviews.plans.in_force import base_of
from core.interviews.plans.interview_plan import InterviewPlan
from core.models import JobPosting

LEVELS = {
    Level.FOUNDATION: "Foundation",
    Level.WORKING: "Working",
    Level.EXPERT: "Expert",
}
ANCHORS = {"one": "Rated 1", "three": "Rated 3", "five": "Rated 5"}
"""The fields of the anchors, each with its label."""


def offered_competencies(posting: JobPosting, plan: InterviewPlan) -> dict[str, dict[str, str]]:
    """The competencies to choose from, each with its anchors: the plan's, then the role's."""
    role: tuple[Competency, ...] = base_of(posting).competencies
    found = {q.competency: q.anchors for q in plan.questions}
    found |= {c.name: c.anchors for c in role if plan.technical or not c.technical}
    return {
        name: {field: getattr(anchors, field) for field in ANCHORS}
        for name, anchors in found.items()
    }
