"""Homoglyphs: letters of one alphabet that look like another's (pure; UTS #39).

The table holds letters that look the same in nearly every font. Unicode Technical Standard #39
lists many more, which a reader can tell apart ("α" and "a", "г" and "r").
"""

import re
from collections.abc import Callable

import regex

_OTHERS = "АВЕЅІЈКМНОРСТХУҮԌԜаеѕіјкорсхуһԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧο"
_LATIN = "ABESIJKMHOPCTXYYGWaesijkopcxyhdqwABEZHIKMNOPTYXo"
_TABLE = str.maketrans(_OTHERS, _LATIN)
_WORD = re.compile(r"[^\W_]+")
_LATIN_WORD = regex.compile(r"[\p{Latin}\p{N}\p{M}]+")
_ALPHABETS = {
    name: regex.compile(rf"\p{{{name}}}")
    for name in ("Latin", "Cyrillic", "Greek", "Armenian", "Cherokee", "Coptic", "Lisu")
}
"""Alphabets that share homoglyphs; mixing others, as in "Tシャツ" or "K팝", is normal."""


def without_homoglyphs(text: str) -> str:
    """``text`` with Latin letters for homoglyphs in words that mix both.

    "Kafka" with one Cyrillic letter becomes Kafka; "Анна" and "SQL-запрос" stay. The length stays
    the same.
    """
    return _each_word(text, lambda word: _latin(word) if len(alphabets(word)) > 1 else word)


def latin_looking(text: str) -> str:
    """``text`` with Latin letters also in words that consist of homoglyphs alone.

    To look up a name that was not found as typed ("РНР" typed on a Russian keyboard).
    """
    return _each_word(text, _latin)


def alphabets(word: str) -> list[str]:
    """The alphabets in ``word``, of those that share homoglyphs."""
    if word.isascii():
        return ["Latin"]
    return [name for name, letter in _ALPHABETS.items() if letter.search(word)]


def mixed_words(text: str) -> list[str]:
    """The words of ``text`` whose letters are of more than one such alphabet."""
    return [word for word in _WORD.findall(text) if len(alphabets(word)) > 1]


def _latin(word: str) -> str:
    """``word`` in Latin letters, if all others in it look like some."""
    latin = word.translate(_TABLE)
    return latin if _LATIN_WORD.fullmatch(latin) else word


def _each_word(text: str, change: Callable[[str], str]) -> str:
    if text.isascii():
        return text
    return _WORD.sub(lambda match: change(match[0]), text)
