"""Reads a skill as somebody typed it: one clean line, and which listed skill it is (pure).

The text is untrusted: it is only compared and cut, never formatted or evaluated.
"""

import re
import unicodedata
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import count

from core.skills.families import (
    EVERYDAY_WORDS,
    FAMILIES,
    GENERAL,
    INTERVIEW_LANGUAGE,
    LANGUAGE_WORDS,
    LANGUAGES,
    OPENINGS,
    SPOKEN_LANGUAGE,
    TRAILERS,
    WHOLE_ONLY,
)
from core.skills.family import Family
from core.text.look_alikes import latin_looking, without_homoglyphs
from core.text.plain_text import plain_text

LONGEST = 60
"""Characters of a skill that are read, spoken and shown."""
SHORTEST_NAME = 3
"""Characters that a competency's name needs; "Go" becomes "Go skills"."""
CACHED = 2048
"""Skills of which the reading is kept."""

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
class FoundSkill:
    """What a typed skill turned out to be.

    Attributes:
        family: the family whose questions fit it.
        spoken: how it stands in a sentence.
        spellings: every way to write it that is known, other wordings included.
        place: its number within the family; neighbours begin with different questions.
    """

    family: Family
    spoken: str
    spellings: tuple[str, ...]
    place: int


def clean(skill: str) -> str:
    """One line without control characters, long enough to be a name, at most ``LONGEST``."""
    text = without_homoglyphs(unicodedata.normalize("NFKC", skill[:_READ])).replace("’", "'")
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


def key_of(text: str) -> str:
    """``text`` as it is compared: lower case, without hyphens and outer punctuation."""
    spaced = " ".join(_HYPHEN.sub(" ", text.casefold()).split())
    return spaced.lstrip(_EDGES.replace(".", "")).rstrip(_EDGES)


def is_everyday_word(name: str) -> bool:
    """Whether the name of a skill is also an everyday word, such as "go" or "excel"."""
    return name.casefold() in EVERYDAY_WORDS


def within(word: str, text: str) -> bool:
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


def stripped(text: str) -> str:
    """``text`` without brackets, years, versions and words such as "strong ... skills"."""
    opening, trailer = _trimmers()
    bare = _YEARS.sub("", _BRACKETS.sub("", text))
    bare = trailer.sub("", opening.sub("", bare))
    return _VERSION.sub("", bare).strip(_EDGES.replace(".", "")) or text


@cache
def listed_skills() -> dict[str, FoundSkill]:
    """Every spelling of every listed skill -> what it is."""
    table: dict[str, FoundSkill] = {}
    for family in FAMILIES:
        place = count()
        for entry in family.entries():
            spellings = tuple(spelling for wording in entry for spelling in wording)
            for wording in entry:
                found = FoundSkill(family, wording[0], spellings, next(place))
                table.update(dict.fromkeys(map(key_of, wording), found))
    return table


@cache
def _family(name: str) -> Family:
    return next(family for family in FAMILIES if family.name == name)


@cache
def _language_names() -> dict[str, str]:
    return {
        key_of(name): code
        for code, names in LANGUAGES.items()
        for name in " ".join(names.split()).split(", ")
    }


@lru_cache(CACHED)
def languages_in(text: str) -> tuple[str, ...]:
    """The codes of the languages that ``text`` names, () if it speaks of anything else too."""
    names = _language_names()
    if key_of(text) in names:
        return (names[key_of(text)],)
    codes = []
    for token in _LANGUAGE_TOKEN.findall(_CEFR.sub(" ", text.casefold())):
        name = token.removesuffix("kenntnisse") or token
        if name in names:
            codes.append(names[name])
        elif token not in LANGUAGE_WORDS:
            return ()
    return tuple(dict.fromkeys(codes))


def language_in(text: str) -> str | None:
    """The language that ``text`` asks for; of several the first that is not English."""
    codes = languages_in(text)
    return next((code for code in codes if code != "en"), codes[0] if codes else None)


def _language(code: str) -> FoundSkill:
    spellings = tuple(" ".join(LANGUAGES[code].split()).split(", "))
    family = _family(INTERVIEW_LANGUAGE if code == "en" else SPOKEN_LANGUAGE)
    return FoundSkill(family, spellings[0], spellings, list(LANGUAGES).index(code))


@lru_cache(CACHED)
def find_skill(text: str) -> FoundSkill:
    """What ``text`` is: a language, a listed skill, one inside the phrase, or unknown."""
    code = language_in(text)
    if code is not None:
        return _language(code)
    bare = stripped(text)
    for key in _readings(text, bare):
        if key in listed_skills():
            return listed_skills()[key]
    phrase = key_of(bare)
    for key in _telling():
        if within(key, phrase):
            return listed_skills()[key]
    return FoundSkill(GENERAL, _as_said(text), (text,), zlib.crc32(key_of(text).encode()))


def _readings(text: str, bare: str) -> Iterator[str]:
    """Keys to look up, the most literal first; at last each item, if it is a list."""
    yield key_of(text)
    yield key_of(bare)
    yield key_of(latin_looking(bare))
    parts = [part for part in _LIST.split(bare) if len(part) > 1]
    if parts != [bare]:
        yield from (k for k in map(key_of, map(stripped, parts)) if k not in WHOLE_ONLY)


@cache
def _telling() -> tuple[str, ...]:
    """What shows inside a phrase what is meant: names, and two words or more; longest first."""
    names = {
        key_of(s) for found in listed_skills().values() for s in found.spellings if s != s.lower()
    }
    keys = (
        k
        for k in listed_skills()
        if " " in k or (k in names and len(k) > 2 and k not in EVERYDAY_WORDS)
    )
    return tuple(sorted(keys, key=len, reverse=True))


def _as_said(text: str) -> str:
    """An unknown skill as it stands inside a sentence: no stops, no leading capital."""
    said = _STOP.sub(",", " ".join(plain_text(text).split())).strip(" ,")
    words = said.split()
    sentence = len(words) > 1 and words[0].istitle() and words[1].islower()
    if sentence and key_of(words[0]) not in _language_names():
        said = said[0].lower() + said[1:]
    return said or _NOTHING
