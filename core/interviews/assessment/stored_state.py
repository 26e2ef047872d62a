"""The state of an assessment as JSON, as interview_sessions.assessment holds it (pure)."""

from typing import Any

from core.base_prompts.library import BasePrompt
from core.interviews.assessment.directive import Directive
from core.interviews.assessment.legacy_states import upgraded
from core.interviews.assessment.progressive import ProgressiveAssessment
from core.interviews.assessment.topics import topic_from_json, topics_of
from core.interviews.plans.interview_plan import InterviewPlan

VERSION = 2


def assessment_to_json(state: ProgressiveAssessment) -> dict[str, Any]:
    """All that ``assessment_from_json`` needs, as plain JSON values."""
    return {
        "version": VERSION,
        "plan": state.plan.to_json(),
        "minutes": state.minutes,
        "elapsed": state.elapsed,
        "asked": state.asked,
        "steps": state.steps,
        "current": state.current.to_json(),
        "asides": dict(state.asides),
        "left_open": dict(state.left_open),
        "topics": [topic.to_json() for topic in state.topics],
    }


def assessment_from_json(data: dict[str, Any], base: BasePrompt) -> ProgressiveAssessment:
    """The state that ``assessment_to_json`` wrote; ``base`` is the base prompt that it names."""
    if data["version"] == 1:
        data = upgraded(data, base)
    plan = InterviewPlan.from_json(data["plan"])
    topics = zip(data["topics"], topics_of(plan, base), strict=True)
    return ProgressiveAssessment(
        plan=plan,
        topics=tuple(topic_from_json(row, topic) for row, topic in topics),
        minutes=data["minutes"],
        elapsed=data["elapsed"],
        asked=data["asked"],
        steps=data["steps"],
        current=Directive.from_json(data["current"]),
        asides=data.get("asides", {}),
        left_open=data.get("left_open", {}),
    )
