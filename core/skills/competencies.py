"""A posting's skill: how to ask about it, and which competency of the library is about it.

Pure. The skill is untrusted text: it is cut to one short line by ``core.skills.reading`` and
put into questions by plain replacement.
"""

import re
from functools import lru_cache

from core.base_prompts.competency import Anchors, Competency, Probes, Questions
from core.skills.families import EVERYDAY_WORDS, GENERAL, GENERIC
from core.skills.reading import (
    CACHED,
    FoundSkill,
    clean,
    find_skill,
    key_of,
    language_in,
    listed_skills,
    stripped,
    within,
)

MOST_KEYWORDS = 16
"""Spellings and words of the field together."""


def skill_competency(skill: str, *, technical_role: bool) -> Competency:
    """The competency that asks about one required skill of a posting.

    Args:
        skill: as typed in the posting; any text.
        technical_role: True for somebody who builds software; False gets no question that
            only such a person could answer.

    Returns:
        Its name is the skill on one line of at most ``LONGEST`` characters, its keywords the
        skill in all its spellings and words that belong to its family. ``technical`` tells
        whether the questions are those for a builder, so that name and ``technical`` give
        the same competency again.
    """
    return _competency(clean(skill), technical_role)


def skill_family(skill: str) -> str:
    """The name of the family that ``skill`` belongs to, ``general`` for an unknown one."""
    return find_skill(clean(skill)).family.name


def spoken_name(skill: str) -> str:
    """How ``skill`` stands in a sentence; the same for two spellings of one skill."""
    return find_skill(clean(skill)).spoken


def spoken_language(skill: str) -> str | None:
    """The ISO 639-1 code of the language that ``skill`` asks for, None if it asks for none.

    Of several languages the first that is not English counts.
    """
    return language_in(clean(skill))


def matches(skill: str, competency: Competency) -> bool:
    """Whether a posting's skill is what ``competency`` is about.

    In any of its spellings it must be a keyword, or as typed stand as a whole word in the
    name, or end a keyword: negotiation is what "contract negotiation" is about, SQL is not
    what "SQL injection" is about. R and Go never match inside other words or phrases.
    """
    spellings, typed = _forms(clean(skill))
    keywords = [key_of(keyword) for keyword in competency.keywords]
    if not spellings.isdisjoint([*keywords, key_of(competency.name)]):
        return True
    return any(
        within(form, key_of(competency.name)) or any(_about(form, word) for word in keywords)
        for form in typed
    )


def question_shape(question: str, skill: str) -> str:
    """``question`` with ``{skill}`` where it names ``skill``.

    Two questions of one shape are the same question about two skills; one of them is enough
    for one interview.
    """
    spoken = re.escape(find_skill(clean(skill)).spoken)
    return re.sub(rf"(?<!\w){spoken}(?!\w)", "{skill}", question)


@lru_cache(CACHED)
def _forms(text: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Every key of the skill, and those of the wording used that can tell inside a phrase."""
    found, bare = find_skill(text), key_of(stripped(text))
    typed = {key_of(text), key_of(found.spoken)} if key_of(text) in listed_skills() else {bare}
    telling = (k for k in typed if len(k) > 2 and k not in GENERIC and k not in EVERYDAY_WORDS)
    return frozenset({*typed, *map(key_of, found.spellings)}), tuple(sorted(telling))


def _about(form: str, keyword: str) -> bool:
    """Whether ``keyword`` is a kind of ``form``, or a phrase that ``form`` contains."""
    return keyword.endswith(f" {form}") or (" " in keyword and within(keyword, form))


@lru_cache(CACHED)
def _competency(name: str, technical_role: bool) -> Competency:
    found = find_skill(name)
    builder = found.family.builder if technical_role else None
    asked = builder or found.family.anyone

    def spoken(templates: tuple[str, ...]) -> tuple[str, ...]:
        # Two skills of one family begin with different questions.
        start = found.place % len(templates)
        turned = templates[start:] + templates[:start]
        return tuple(template.replace("{skill}", found.spoken) for template in turned)

    one, three, five = asked.anchors
    return Competency(
        name=name,
        technical=builder is not None,
        keywords=_keywords(name, found),
        questions=Questions(
            foundation=spoken(asked.foundation),
            working=spoken(asked.working),
            expert=spoken(asked.expert),
        ),
        probes=Probes(**dict(zip(Questions.model_fields, asked.probes, strict=True))),
        anchors=Anchors(**{"1": one, "3": three, "5": five}),
    )


def _keywords(name: str, found: FoundSkill) -> tuple[str, ...]:
    skill = [stripped(name), *found.spellings]
    if found.family is GENERAL:
        skill += [word for word in name.split() if len(word) > 4]
    lower = dict.fromkeys(word.casefold() for word in skill)
    room = MOST_KEYWORDS - len(found.family.words())
    return tuple(dict.fromkeys([*list(lower)[:room], *found.family.words()]))
