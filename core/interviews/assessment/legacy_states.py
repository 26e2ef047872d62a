"""Converts assessments that were stored before interview plans existed (version 1; pure).

Such a state names topics instead of a plan. What was asked becomes the beginning of a plan, and the
topics that were still to come become its further core questions.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from core.base_prompts.competency import Competency, Level
from core.base_prompts.library import BasePrompt
from core.interviews.plans.interview_plan import (
    CLOSING_SECONDS,
    CORE_SECONDS,
    QUESTION_SECONDS,
    CoreQuestion,
    InterviewPlan,
    next_id,
)
from core.interviews.plans.proposal import MOST_STEPS, fresh_question
from core.interviews.plans.question_bank import intent_of
from core.skills.competencies import skill_competency

Row = dict[str, Any]


def upgraded(data: Row, base: BasePrompt) -> Row:
    """A state of version 1 as one of version 2; ``base`` is the base prompt that it names."""
    current = data["current"]
    rows = sorted(data["topics"], key=lambda row: row["name"] == current["competency"])
    begun = [row for row in rows if row["asked"]]
    questions = [_begun(row, number, base) for number, row in enumerate(begun, 1)]
    if current["kind"] in ("question", "probe"):
        _add_waiting(questions, data, base)
    plan = InterviewPlan(
        base_prompt=base.name,
        base_prompt_version=base.version,
        minutes=data["minutes"],
        technical=any(row["technical"] for row in rows),
        questions=tuple(questions),
        probes=MOST_STEPS * len(questions),
    )
    topics = [{"asked": row["asked"], "answers": row["answers"]} for row in begun]
    return {
        **data,
        "version": 2,
        "plan": plan.to_json(),
        "asked": len(begun),
        "steps": 0,
        "current": _current(current, plan, begun),
        "topics": topics + [{"asked": [], "answers": []}] * (len(questions) - len(begun)),
    }


def _competency(row: Row, base: BasePrompt) -> Competency:
    bank = {c.name: c for c in base.competencies}
    return bank.get(row["name"]) or skill_competency(row["name"], technical_role=row["technical"])


def _skills(row: Row) -> tuple[str, ...]:
    return (row["skill"],) if row["skill"] else ()


def _begun(row: Row, number: int, base: BasePrompt) -> CoreQuestion:
    return CoreQuestion(
        id=f"q{number}",
        competency=row["name"],
        level=Level.WORKING,
        text=row["asked"][0],
        intent=intent_of(Level.WORKING, row["name"], _skills(row)),
        skills=_skills(row),
        anchors=_competency(row, base).anchors,
    )


def _add_waiting(questions: list[CoreQuestion], data: Row, base: BasePrompt) -> None:
    """Add the topics still to come: skills while there is time, others while there is room."""
    left = data["minutes"] * 60 - data["elapsed"] - CLOSING_SECONDS - QUESTION_SECONDS
    begun = len(questions)
    said = [*questions, *_said(data["topics"], base)]
    for row in (row for row in data["topics"] if not row["asked"]):
        room = left // (QUESTION_SECONDS if row["skill"] else CORE_SECONDS)
        if len(questions) - begun >= room:
            continue
        known = [*questions, *said]
        fresh = fresh_question(_competency(row, base), _skills(row), known)
        if fresh is not None:
            questions.append(replace(fresh, id=next_id(questions)))


def _said(rows: Iterable[Row], base: BasePrompt) -> list[CoreQuestion]:
    """Everything that was asked, in the form of core questions to compare it by."""
    return [
        replace(_begun(row, 0, base), text=text)
        for row in rows
        if row["asked"]
        for text in row["asked"]
    ]


def _current(current: Row, plan: InterviewPlan, begun: list[Row]) -> Row:
    """The current step, in the terms of the plan."""
    number = len(begun)
    now = {**current, "number": number, "of": len(plan.questions), "intent": "", "skills": []}
    if current["kind"] not in ("question", "probe"):
        return now
    question, asked = plan.questions[number - 1], begun[-1]["asked"]
    further = len(asked) > 1
    named = f"{question.id}/{current['level']}/{len(asked)}" if further else question.id
    level = Level(current["level"])
    return {
        **now,
        "kind": "follow_up" if further and current["kind"] == "question" else current["kind"],
        "question_id": named + "/probe" * (current["kind"] == "probe"),
        "intent": intent_of(level, question.competency, question.skills),
        "skills": list(question.skills),
    }
