"""Lines of a transcript about one plan's first question."""

import uuid
from dataclasses import replace

from core.base_prompts.library import load_base_prompts
from core.evaluation.transcript import Line
from core.interviews.plans.proposal import propose_plan
from core.models import InputMode, Speaker, TurnKind

BASE = load_base_prompts()["data_engineering"]
PLAN = propose_plan(None, BASE, 30)
FIRST = PLAN.questions[0]


def line(text: str, number: int = 2, **changes: object) -> Line:
    """An answer, typed, to the plan's first question."""
    answer = Line(
        uuid.uuid4(), number, Speaker.CANDIDATE, TurnKind.ANSWER, InputMode.TYPED, text,
        FIRST.competency, FIRST.id, None,
    )  # fmt: skip
    return replace(answer, **changes)  # type: ignore[arg-type]


def question(number: int = 1, **changes: object) -> Line:
    """That question, asked."""
    asking = {"speaker": Speaker.INTERVIEWER, "kind": TurnKind.QUESTION, **changes}
    return line(FIRST.text, number, **asking)
