"""The required skills beside the resume and the interview (pure).

It says where each skill was named or asked about; a person rates how well it is mastered.
"""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.evaluation.evaluated_competencies import skill_words
from core.evaluation.evidence import Evidence, evidence_in
from core.evaluation.transcript import sentences, turn_text
from core.interviews.plans.interview_plan import InterviewPlan
from core.models import Speaker, Turn, TurnKind

MOST_LINES = 4
"""Of the resume, and of the interview, shown for one skill."""


@dataclass(frozen=True)
class SkillGap:
    """Where one required skill is found.

    Attributes:
        skill: as the posting names it.
        in_resume: sentences of the resume that name it.
        asked: ids of the turns that asked about it.
        shown: what was answered: sentences that name it, else how the answers began.
    """

    skill: str
    in_resume: tuple[str, ...]
    asked: tuple[uuid.UUID, ...]
    shown: tuple[Evidence, ...]


def skill_gaps(
    skills: Sequence[str], resume: str | None, turns: Sequence[Turn], plan: InterviewPlan | None
) -> tuple[SkillGap, ...]:
    """Every skill of ``skills``, in order.

    Args:
        skills: the posting's required skills.
        resume: its text; None where there is none.
        turns: of the interview, in order.
        plan: what was to be asked.
    """
    return tuple(_gap(skill, resume or "", turns, plan) for skill in dict.fromkeys(skills))


def _gap(
    skill: str, resume: str, turns: Sequence[Turn], plan: InterviewPlan | None
) -> SkillGap:  # fmt: skip
    wanted = skill.casefold()
    questions = plan.questions if plan else ()
    ids = {q.id for q in questions if wanted in (name.casefold() for name in q.skills)}
    about = [turn for turn in turns if turn.question_id in ids]
    asked = tuple(turn.id for turn in about if turn.speaker is Speaker.INTERVIEWER)
    named = _mentions(skill, [turn for turn in turns if turn.kind is TurnKind.ANSWER])
    answers = [turn for turn in about if turn.kind is TurnKind.ANSWER]
    words = skill_words(skill)
    lines = (resume[s.start : s.end].strip() for s in sentences(resume))
    return SkillGap(
        skill,
        tuple(line for line in lines if words.search(line))[:MOST_LINES],
        asked,
        (tuple(named) or tuple(_beginnings(answers)))[:MOST_LINES],
    )


def _mentions(skill: str, answers: Sequence[Turn]) -> Iterator[Evidence]:
    words = skill_words(skill)
    for turn in answers:
        text = turn_text(turn)
        for span in sentences(text):
            if words.search(text[span.start : span.end]):
                yield evidence_in(turn.id, text, span)


def _beginnings(answers: Sequence[Turn]) -> Iterator[Evidence]:
    for turn in answers:
        first = next(sentences(turn_text(turn)), None)
        if first is not None:
            yield evidence_in(turn.id, turn_text(turn), first)
