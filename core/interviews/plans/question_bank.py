"""Where questions come from: a role's competencies, and the posting's skills (pure)."""

import re
from collections.abc import Iterable, Sequence

from core.base_prompts.competency import Anchors, Competency, Level, Probes, Questions
from core.base_prompts.library import BasePrompt
from core.skills.competencies import question_shape, skill_competency, spoken_name
from core.skills.reading import key_of, within
from core.text.lists import listed

FURTHER = "Further required skills"
"""Name of the competency for skills that share one question because time is short."""
_FURTHER = Competency(
    name=FURTHER,
    technical=False,
    keywords=("skills", "used", "learned"),
    questions=Questions(
        foundation=(
            "Where have you met {skills} so far, at work or elsewhere?",
            "How would you go about getting to know {skills} better for this job?",
        ),
        working=(
            "The job also calls for {skills}. Tell me about work in which you used that, or part "
            "of it, and what came of it.",
            "Think of the last time your work rested on {skills}, in whole or in part. What was "
            "your own share in it?",
        ),
        expert=(
            "Think of hard work that rested on {skills}, in whole or in part. What did you decide "
            "there, and why?",
            "How would you bring a colleague who is new to {skills} up to standard?",
        ),
    ),
    probes=Probes(
        foundation="What did you do yourself there?",
        working="Which part of that would have gone differently without you?",
        expert="What spoke against doing it that way?",
    ),
    anchors=Anchors(
        **{
            "1": "Names no work of their own that needed any of these skills.",
            "3": "Describes own work with at least one of them: what was done, how, and what came "
            "of it.",
            "5": "Shows several of them put to use in real work, with reasons and results, and "
            "knows which are still to be learned.",
        }
    ),
)
_INTENTS = {
    Level.FOUNDATION: "Whether the candidate has the basics of {about} and can tell of own use.",
    Level.WORKING: "How the candidate handles {about} in real work: what they did, and what came "
    "of it.",
    Level.EXPERT: "How the candidate judges and leads in {about}: trade-offs, limits, what they "
    "changed.",
}


def spoken_list(skills: Sequence[str]) -> str:
    """The skills as they are said in a sentence: "Kafka, Spark and Airflow"."""
    return listed(list(dict.fromkeys(map(spoken_name, skills))))


def further_skills(skills: Sequence[str]) -> Competency:
    """The competency that asks about several skills in one question."""

    def about(templates: Iterable[str]) -> tuple[str, ...]:
        return tuple(template.replace("{skills}", spoken_list(skills)) for template in templates)

    own = [word for s in skills for word in skill_competency(s, technical_role=False).keywords]
    asked = {str(level): about(_FURTHER.questions.at(level)) for level in Level}
    keywords = (*_FURTHER.keywords, *dict.fromkeys(own))
    return _FURTHER.model_copy(update={"questions": Questions(**asked), "keywords": keywords})


def competency_named(
    name: str, skills: Sequence[str], base: BasePrompt, *, technical: bool
) -> Competency:
    """The competency of a question: the role's own of that ``name``, else one made for it.

    Args:
        name: as a plan's question names it; a team may have typed it.
        skills: the required skills that the question is about.
        base: the base prompt whose competencies come first.
        technical: False lets no technical competency in.
    """
    if name == FURTHER and skills:
        return further_skills(skills)
    bank = {c.name: c for c in base.competencies if technical or not c.technical}
    return bank.get(name) or skill_competency(name, technical_role=technical)


def questions_about(competency: Competency, skills: Sequence[str], level: Level) -> list[str]:
    """Questions of ``level``, those that name more of ``skills`` first."""
    bank = list(competency.questions.at(level))
    if not skills or competency.name == FURTHER:
        return bank
    own = skill_competency(skills[0], technical_role=competency.technical).questions.at(level)
    keys = [key_of(skill) for skill in skills]
    alone = len(set(map(spoken_name, skills))) == 1

    def order(question: str) -> tuple[int, int]:
        if question in own:
            return (1, 0) if alone else (3, 0)
        named = sum(within(key, key_of(question)) for key in keys)
        return (0, -named) if named else (2, 0)

    return sorted(dict.fromkeys([*bank, *own]), key=order)


def source_of(text: str, competency: Competency, skills: Sequence[str]) -> Competency:
    """Where a question of ``questions_about`` comes from: ``competency``, or its first skill."""
    if any(text in competency.questions.at(level) for level in Level) or not skills:
        return competency
    skill = skill_competency(skills[0], technical_role=competency.technical)
    asked = any(text in skill.questions.at(level) for level in Level)
    return skill if asked else competency


def intent_of(level: Level, competency: str, skills: Sequence[str]) -> str:
    """What a question of ``level`` is meant to show."""
    return _INTENTS[level].replace("{about}", spoken_list(skills) if skills else competency)


def shapes_of(question: str, about: Sequence[str]) -> frozenset[str]:
    """The words of ``question``, and its words without the skill that it is about.

    Two questions that share one of these are the same question, perhaps about two skills.
    """
    bare = question
    for name in about:
        bare = question_shape(bare, name)
    return frozenset(" ".join(re.findall(r"\w+", text.casefold())) for text in (question, bare))
