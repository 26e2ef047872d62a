"""The competencies of an interview with the words that belong to each (pure)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from core.base_prompts.library import BasePrompt
from core.interviews.plans.interview_plan import CoreQuestion, InterviewPlan
from core.interviews.plans.question_bank import competency_named
from core.interviews.rated_competencies import RatedCompetency, rated_in
from core.skills.reading import clean, find_skill, is_everyday_word, stripped


@dataclass(frozen=True)
class EvaluatedCompetency:
    """A rated competency with the words that belong to it.

    ``questions`` are the plan's core questions about it.
    """

    rated: RatedCompetency
    keywords: tuple[str, ...]
    questions: tuple[CoreQuestion, ...]

    @property
    def name(self) -> str:
        """As the plan names it."""
        return self.rated.name

    @property
    def words(self) -> re.Pattern[str]:
        """Finds where an answer is about it."""
        spoken = (name for skill in self.rated.skills for name in _names(skill))
        return _pattern((*self.keywords, *spoken))

    def ids_about(self, skill: str) -> frozenset[str]:
        """Ids of the core questions about ``skill``."""
        return frozenset(question.id for question in self.questions if skill in question.skills)


def evaluated_competencies(
    plan: InterviewPlan, base: BasePrompt
) -> tuple[EvaluatedCompetency, ...]:
    """The competencies of ``plan``, in order; ``base`` is the base prompt that it names."""
    found = []
    for rated in rated_in(plan):
        bank = competency_named(rated.name, rated.skills, base, technical=plan.technical)
        questions = tuple(q for q in plan.questions if q.competency == rated.name)
        found.append(EvaluatedCompetency(rated, bank.keywords, questions))
    return tuple(found)


def skill_words(skill: str) -> re.Pattern[str]:
    """Finds ``skill`` in any of its spellings."""
    return _pattern(_names(skill))


def _names(skill: str) -> tuple[str, ...]:
    found = find_skill(clean(skill))
    return (stripped(clean(skill)), found.spoken, *found.spellings)


@lru_cache(512)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Whole words only; "Go" and "Excel" in that very case, because "go" and "excel" are verbs."""
    exact = {word for word in words if is_everyday_word(word) or len(word) < 3}
    return re.compile(
        rf"(?<![\w.+#&])(?:{_any_of(exact)}|(?i:{_any_of(set(words) - exact)}))(?![\w+#&]|\.\w)"
    )


def _any_of(words: Iterable[str]) -> str:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    # An empty set of words is found nowhere.
    return "|".join(map(re.escape, longest_first)) or r"(?!)"
