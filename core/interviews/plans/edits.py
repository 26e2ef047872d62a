"""Edits of an interview plan, and the conditions for publishing it (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.base_prompts.competency import Anchors, Level
from core.errors import Conflict, InvalidInput
from core.interviews.plans.interview_plan import (
    CLOSING_SECONDS,
    PROBE_SECONDS,
    QUESTION_SECONDS,
    CoreQuestion,
    InterviewPlan,
    next_id,
    uncovered,
)
from core.interviews.plans.question_bank import intent_of
from core.text.fields import clean_line, required_line

MOST_QUESTIONS = 50
MOST_PROBES = 60
LONGEST_TEXT, LONGEST_COMPETENCY, LONGEST_INTENT, LONGEST_ANCHOR = 600, 60, 300, 400
_SHORTEST = {"competency": 3, "text": 8, "one": 8, "three": 8, "five": 8}
_ANCHORS = {"one": "anchor for 1", "three": "anchor for 3", "five": "anchor for 5"}


@dataclass(frozen=True)
class QuestionDraft:
    """What the editor's form holds of a core question; everything as typed.

    ``one``, ``three`` and ``five`` are the anchors; an ``intent`` left empty is filled in.
    """

    text: str = ""
    competency: str = ""
    level: str = Level.WORKING
    skills: tuple[str, ...] = ()
    intent: str = ""
    one: str = ""
    three: str = ""
    five: str = ""


def question_draft(question: CoreQuestion) -> QuestionDraft:
    """What the form shows of a question."""
    anchors = question.anchors
    return QuestionDraft(
        question.text, question.competency, str(question.level), question.skills,
        question.intent, anchors.one, anchors.three, anchors.five,
    )  # fmt: skip


def with_question(
    plan: InterviewPlan, draft: QuestionDraft, question_id: str | None = None
) -> InterviewPlan:
    """``plan`` with the question changed, or added at the end where there is no id.

    Raises:
        InvalidInput: naming the field that is wrong.
        Conflict: if there is no such question (any more).
    """
    others = [question for question in plan.questions if question.id != question_id]
    if question_id is not None and len(others) == len(plan.questions):
        raise Conflict("This question was taken out of the plan meanwhile.")
    if question_id is None and len(others) >= MOST_QUESTIONS:
        raise InvalidInput("text", f"A plan has at most {MOST_QUESTIONS} core questions.")
    made = _checked(draft, question_id or next_id(plan.questions))
    for question in others:
        if made.resembles([question]):
            number = plan.questions.index(question) + 1
            raise InvalidInput("text", f"This asks the same as question {number}.")
    if question_id is None:
        return replace(plan, questions=(*plan.questions, made))
    kept = tuple(made if q.id == question_id else q for q in plan.questions)
    return replace(plan, questions=kept)


def _checked(draft: QuestionDraft, question_id: str) -> CoreQuestion:
    text = _line("text", "question", draft.text, LONGEST_TEXT)
    competency = _line("competency", "competency", draft.competency, LONGEST_COMPETENCY)
    if draft.level not in list(Level):
        raise InvalidInput("level", "Please choose the level from the list.")
    anchors = [
        _line(field, label, getattr(draft, field), LONGEST_ANCHOR)
        for field, label in _ANCHORS.items()
    ]
    intent = clean_line(draft.intent) or intent_of(Level(draft.level), competency, draft.skills)
    return CoreQuestion(
        id=question_id,
        competency=competency,
        level=Level(draft.level),
        text=text,
        intent=required_line("intent", "purpose", intent, LONGEST_INTENT + len(competency)),
        skills=draft.skills,
        anchors=Anchors(**dict(zip("135", anchors, strict=True))),
    )


def _line(field: str, label: str, typed: str, longest: int) -> str:
    line = required_line(field, label, typed, longest)
    if len(line) < _SHORTEST[field]:
        raise InvalidInput(field, f"The {label} needs {_SHORTEST[field]} characters at least.")
    return line


def moved(plan: InterviewPlan, question_id: str, by: int) -> InterviewPlan:
    """``plan`` with the question ``by`` places later (earlier if below 0), as far as it goes."""
    questions = list(plan.questions)
    place = next((n for n, q in enumerate(questions) if q.id == question_id), None)
    if place is not None:
        questions.insert(max(0, place + by), questions.pop(place))
    return replace(plan, questions=tuple(questions))


def without_question(plan: InterviewPlan, question_id: str) -> InterviewPlan:
    """``plan`` without the question.

    Raises:
        InvalidInput: if it is the only one.
    """
    kept = tuple(question for question in plan.questions if question.id != question_id)
    if not kept:
        raise InvalidInput("questions", "A plan needs at least one core question.")
    return replace(plan, questions=kept)


def with_probes(plan: InterviewPlan, probes: int) -> InterviewPlan:
    """``plan`` with another number of adaptive steps.

    Raises:
        InvalidInput: if it is below 0 or above ``MOST_PROBES``.
    """
    if not 0 <= probes <= MOST_PROBES:
        raise InvalidInput("probes", f"Please choose 0 to {MOST_PROBES} follow-ups.")
    return replace(plan, probes=probes)


# --- fit to publish ---


def core_minutes(plan: InterviewPlan) -> float:
    """Minutes that the core takes with the closing, without any follow-up."""
    return (len(plan.questions) * QUESTION_SECONDS + CLOSING_SECONDS) / 60


def whole_minutes(plan: InterviewPlan) -> float:
    """Minutes that the plan takes if every follow-up is used."""
    return core_minutes(plan) + plan.probes * PROBE_SECONDS / 60


def require_complete(plan: InterviewPlan, skills: Sequence[str]) -> None:
    """Refuse a plan that cannot be what every candidate is asked.

    Args:
        plan: what is to be published.
        skills: the posting's required skills.

    Raises:
        InvalidInput: if a skill has no question, or the core does not fit the minutes.
    """
    missing = uncovered(plan, skills)
    if missing:
        named = ", ".join(missing)
        raise InvalidInput(
            "required_skills",
            f"The interview plan has no question about {named}. Please add one to the plan, "
            "or take the skill out of the posting.",
        )
    if len(plan.questions) > 1 and core_minutes(plan) > plan.minutes:
        raise InvalidInput(
            "required_skills",
            f"The {len(plan.questions)} core questions of the interview plan take about "
            f"{round(core_minutes(plan))} minutes; the interview has {plan.minutes}. Please drop "
            "some, or plan more minutes.",
        )


def differences(before: InterviewPlan | None, after: InterviewPlan) -> list[str]:
    """What changed between two versions, in words; empty if nothing did."""
    if before is None:
        return []
    old = {question.id: question for question in before.questions}
    new = {question.id: question for question in after.questions}
    stay = [id_ for id_ in new if id_ in old]
    found = [f"Added: {new[id_].text}" for id_ in new if id_ not in old]
    found += [f"Dropped: {old[id_].text}" for id_ in old if id_ not in new]
    for id_ in stay:
        if old[id_].text != new[id_].text:
            found.append(f"Reworded: “{old[id_].text}” is now “{new[id_].text}”")
        changed = [label for field, label in _PARTS.items()
                   if getattr(old[id_], field) != getattr(new[id_], field)]  # fmt: skip
        if changed:
            found.append(f"Changed {', '.join(changed)}: {new[id_].text}")
    if stay != [id_ for id_ in old if id_ in new]:
        found.append("The order of the questions changed.")
    for field, label in _WHOLE.items():
        if getattr(before, field) != getattr(after, field):
            found.append(f"{label}: {getattr(before, field)} before, {getattr(after, field)} now")
    return found


_PARTS = {
    "competency": "competency",
    "level": "level",
    "skills": "skills",
    "intent": "purpose",
    "anchors": "anchors",
}
_WHOLE = {
    "probes": "Follow-ups at most",
    "minutes": "Minutes",
    "base_prompt": "Base prompt",
    "base_prompt_version": "Version of the base prompt",
}
