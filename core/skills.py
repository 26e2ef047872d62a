"""A posting's skill, as somebody typed it: what it is, and how to ask about it (pure).

The text is untrusted. It is cut to one short line and put into questions by plain
replacement; it is never formatted or evaluated.
"""

import re
import unicodedata
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import count

from core.prompts import Anchors, Competency, Probes, Questions
from core.skill_families import (
    EVERYDAY,
    FAMILIES,
    GENERAL,
    GENERIC,
    INTERVIEW_LANGUAGE,
    LANGUAGE_WORDS,
    LANGUAGES,
    OPENINGS,
    SPOKEN_LANGUAGE,
    TRAILERS,
    WHOLE_ONLY,
)
from core.skill_table import Family

LONGEST = 60
"""Characters of a skill that are read, spoken and shown."""
SHORTEST_NAME = 3
"""Characters that a competency's name needs; "Go" becomes "Go skills"."""
MOST_KEYWORDS = 16
CACHED = 2048

_READ = 600  # more than enough for LONGEST characters once white space is collapsed
_NOTHING = "this kind of work"
_HYPHEN = re.compile(r"(?<=\w)[-_‐‑–](?=\w)")
_EDGES = " \t.,;:!?\"'`*•·()[]{}<>|-–"
_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]?")
_VERSION = re.compile(r"\s+v?\d+(?:\.[\dx]+)*\+?$", re.IGNORECASE)
_YEARS = re.compile(r"^(?:\d+\s*[-–]?\s*\d*\+?\s*(?:years?|yrs?)\b\s*(?:of\b)?)\s*", re.IGNORECASE)
_LIST = re.compile(r"\s*[,;/|]\s*|\s+(?:[&+]|and|or|und|oder|et|ou|y|e|и|или)\s+", re.IGNORECASE)
_STOP = re.compile(r"[.!?;:]+(?=\s|$)")
_LANGUAGE_TOKEN = re.compile(r"[^\W\d_]+", re.UNICODE)
_CEFR = re.compile(r"\b[abc][12]\b\+?", re.IGNORECASE)


@dataclass(frozen=True)
class _Found:
    """A skill of the table: its family, how it is spoken, its spellings, its place."""

    family: Family
    spoken: str
    spellings: tuple[str, ...]
    place: int


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
    return _competency(_clean(skill), technical_role)


def skill_family(skill: str) -> str:
    """The name of the family that ``skill`` belongs to, ``general`` for an unknown one."""
    return _find(_clean(skill)).family.name


def spoken_language(skill: str) -> str | None:
    """The ISO 639-1 code of the language that ``skill`` asks for, None if it asks for none.

    Of several languages the first that is not English counts.
    """
    codes = _languages(_clean(skill))
    return next((code for code in codes if code != "en"), codes[0] if codes else None)


def matches(skill: str, competency: Competency) -> bool:
    """Whether a posting's skill is what ``competency`` is about.

    In any of its spellings it must be a keyword, or as typed stand as a whole word in the
    name, or end a keyword: negotiation is what "contract negotiation" is about, SQL is not
    what "SQL injection" is about. R and Go never match inside other words or phrases.
    """
    spellings, typed = _forms(_clean(skill))
    keywords = [_key(keyword) for keyword in competency.keywords]
    if not spellings.isdisjoint([*keywords, _key(competency.name)]):
        return True
    return any(
        _within(form, _key(competency.name)) or any(_about(form, word) for word in keywords)
        for form in typed
    )


def question_shape(question: str, skill: str) -> str:
    """``question`` with ``{skill}`` where it names ``skill``.

    Two questions of one shape are the same question about two skills; one of them is enough
    for one interview.
    """
    return question.replace(_find(_clean(skill)).spoken, "{skill}")


def _clean(skill: str) -> str:
    """One line without control characters, long enough to be a name, at most ``LONGEST``."""
    text = unicodedata.normalize("NFKC", skill[:_READ]).replace("’", "'")
    text = " ".join("".join(map(_visible, text)).split())
    if len(text) > LONGEST:
        text = text[: LONGEST + 1].rsplit(" ", 1)[0][:LONGEST].rstrip()
    if not any(c.isalnum() for c in text):
        return _NOTHING
    return text if len(text) >= SHORTEST_NAME else f"{text} skills"


def _visible(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cf":
        return ""
    return " " if category[0] in "CZ" else character


def _key(text: str) -> str:
    """``text`` as it is compared: lower case, without hyphens and outer punctuation."""
    spaced = " ".join(_HYPHEN.sub(" ", text.casefold()).split())
    return spaced.lstrip(_EDGES.replace(".", "")).rstrip(_EDGES)


def _within(word: str, text: str) -> bool:
    """Whether ``word`` stands in ``text`` as a whole word; C is not in C++, R not in R&D."""
    if word not in text:
        return False
    return re.search(rf"(?<![\w.+#&]){re.escape(word)}(?![\w+#&]|\.\w)", text) is not None


@cache
def _trimmers() -> tuple[re.Pattern[str], re.Pattern[str]]:
    def options(words: str) -> str:
        ordered = sorted((w.strip() for w in words.split(",")), key=len, reverse=True)
        return "|".join(re.escape(" ".join(w.split())) for w in ordered)

    return (
        re.compile(rf"^(?:(?:{options(OPENINGS)})\b[\s:]*)+", re.IGNORECASE),
        re.compile(rf"(?:[\s,:-]+(?:is\s+)?(?:{options(TRAILERS)}))+$", re.IGNORECASE),
    )


def _stripped(text: str) -> str:
    """``text`` without brackets, years, versions and words such as "strong ... skills"."""
    opening, trailer = _trimmers()
    bare = _YEARS.sub("", _BRACKETS.sub("", text))
    bare = trailer.sub("", opening.sub("", bare))
    return _VERSION.sub("", bare).strip(_EDGES.replace(".", "")) or text


@cache
def _table() -> dict[str, _Found]:
    """Every spelling of every listed skill -> what it is."""
    table: dict[str, _Found] = {}
    for family in FAMILIES:
        place = count()
        for entry in family.entries():
            spellings = tuple(spelling for wording in entry for spelling in wording)
            for wording in entry:
                found = _Found(family, wording[0], spellings, next(place))
                table.update(dict.fromkeys(map(_key, wording), found))
    return table


@cache
def _family(name: str) -> Family:
    return next(family for family in FAMILIES if family.name == name)


@cache
def _language_names() -> dict[str, str]:
    return {
        _key(name): code
        for code, names in LANGUAGES.items()
        for name in " ".join(names.split()).split(", ")
    }


@lru_cache(CACHED)
def _languages(text: str) -> tuple[str, ...]:
    """The codes of the languages that ``text`` names, () if it speaks of anything else too."""
    names = _language_names()
    if _key(text) in names:
        return (names[_key(text)],)
    codes = []
    for token in _LANGUAGE_TOKEN.findall(_CEFR.sub(" ", text.casefold())):
        name = token.removesuffix("kenntnisse") or token
        if name in names:
            codes.append(names[name])
        elif token not in LANGUAGE_WORDS:
            return ()
    return tuple(dict.fromkeys(codes))


def _language(code: str) -> _Found:
    spellings = tuple(" ".join(LANGUAGES[code].split()).split(", "))
    family = _family(INTERVIEW_LANGUAGE if code == "en" else SPOKEN_LANGUAGE)
    return _Found(family, spellings[0], spellings, list(LANGUAGES).index(code))


@lru_cache(CACHED)
def _find(text: str) -> _Found:
    """What ``text`` is: a language, a listed skill, one inside the phrase, or unknown."""
    code = spoken_language(text)
    if code is not None:
        return _language(code)
    bare = _stripped(text)
    for key in _readings(text, bare):
        if key in _table():
            return _table()[key]
    for key in _telling():
        if _within(key, _key(bare)):
            return _table()[key]
    return _Found(GENERAL, _as_said(text), (text,), zlib.crc32(_key(text).encode()))


def _readings(text: str, bare: str) -> Iterator[str]:
    """Keys to look up, the most literal first; at last each item, if it is a list."""
    yield _key(text)
    yield _key(bare)
    parts = [part for part in _LIST.split(bare) if len(part) > 1]
    if parts != [bare]:
        yield from (k for k in map(_key, map(_stripped, parts)) if k not in WHOLE_ONLY)


@cache
def _telling() -> tuple[str, ...]:
    """What shows inside a phrase what is meant: names, and two words or more; longest first."""
    names = {_key(s) for found in _table().values() for s in found.spellings if s != s.lower()}
    keys = (k for k in _table() if " " in k or (k in names and len(k) > 2 and k not in EVERYDAY))
    return tuple(sorted(keys, key=len, reverse=True))


def _as_said(text: str) -> str:
    """An unknown skill as it stands inside a sentence: no stops, no leading capital."""
    said = _STOP.sub(",", text).strip(" ,")
    words = said.split()
    sentence = len(words) > 1 and words[0].istitle() and words[1].islower()
    if sentence and _key(words[0]) not in _language_names():
        said = said[0].lower() + said[1:]
    return said or _NOTHING


@lru_cache(CACHED)
def _forms(text: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Every key of the skill, and those of the wording used that can tell inside a phrase."""
    found, bare = _find(text), _key(_stripped(text))
    typed = {_key(text), _key(found.spoken)} if _key(text) in _table() else {bare}
    telling = (k for k in typed if len(k) > 2 and k not in GENERIC and k not in EVERYDAY)
    return frozenset({*typed, *map(_key, found.spellings)}), tuple(sorted(telling))


def _about(form: str, keyword: str) -> bool:
    """Whether ``keyword`` is a kind of ``form``, or a phrase that ``form`` contains."""
    return keyword.endswith(f" {form}") or (" " in keyword and _within(keyword, form))


@lru_cache(CACHED)
def _competency(name: str, technical_role: bool) -> Competency:
    found = _find(name)
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


def _keywords(name: str, found: _Found) -> tuple[str, ...]:
    skill = [_stripped(name), *found.spellings]
    if found.family is GENERAL:
        skill += [word for word in name.split() if len(word) > 4]
    lower = dict.fromkeys(word.casefold() for word in skill)
    room = MOST_KEYWORDS - len(found.family.words())
    return tuple(dict.fromkeys([*list(lower)[:room], *found.family.words()]))
