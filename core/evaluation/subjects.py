"""What an interview is rated on: its competencies with their anchors, and their words (pure)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from core.models import JobPosting
from core.posting_roles import Focus, focus_of
from core.prompt_builder import clean_skills
from core.prompts import Anchors, BasePrompt, Competency
from core.skills import matches, skill_competency
from core.skills.families import EVERYDAY
from core.skills.reading import clean, find_skill, stripped


@dataclass(frozen=True)
class Subject:
    """One competency as it is rated.

    ``skills`` are the posting's required skills that it is about; the first brought it in.
    """

    name: str
    keywords: tuple[str, ...]
    anchors: Anchors
    skills: tuple[str, ...] = ()

    @property
    def words(self) -> re.Pattern[str]:
        """Finds where an answer is about it."""
        spoken = (name for skill in self.skills for name in _names(skill))
        return _pattern((*self.keywords, *spoken))


def subjects_of(posting: JobPosting | None, base: BasePrompt) -> tuple[Subject, ...]:
    """The competencies of an interview about ``posting`` on ``base``, in order."""
    skills = clean_skills(posting.required_skills) if posting else []
    technical = posting is None or focus_of(posting, base.name) is Focus.TECHNICAL
    bank = [c for c in base.competencies if technical or not c.technical]
    found: dict[str, tuple[Competency, str | None]] = {}
    for skill in skills:
        about = next((c for c in bank if matches(skill, c)), None)
        competency = about or skill_competency(skill, technical_role=technical)
        found.setdefault(competency.name, (competency, skill))
    for competency in bank:
        found.setdefault(competency.name, (competency, None))
    return tuple(
        Subject(
            name,
            competency.keywords,
            competency.anchors,
            tuple(s for s in skills if s == brought or _within(s, name, base)),
        )
        for name, (competency, brought) in found.items()
    )


def skill_words(skill: str) -> re.Pattern[str]:
    """Finds ``skill`` in any of its spellings."""
    return _pattern(_names(skill))


def _within(skill: str, name: str, base: BasePrompt) -> bool:
    """Whether ``skill`` is what the base prompt's competency ``name`` is about."""
    about = next((c for c in base.competencies if matches(skill, c)), None)
    return about is not None and about.name == name


def _names(skill: str) -> tuple[str, ...]:
    found = find_skill(clean(skill))
    return (stripped(clean(skill)), found.spoken, *found.spellings)


@lru_cache(512)
def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    """Whole words only; "Go" and "Excel" in that very case, because "go" and "excel" are verbs."""
    exact = {word for word in words if word.casefold() in EVERYDAY or len(word) < 3}
    return re.compile(
        rf"(?<![\w.+#&])(?:{_any_of(exact)}|(?i:{_any_of(set(words) - exact)}))(?![\w+#&]|\.\w)"
    )


def _any_of(words: Iterable[str]) -> str:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    # An empty set of words is found nowhere.
    return "|".join(map(re.escape, longest_first)) or r"(?!)"
