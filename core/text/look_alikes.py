"""Letters of one alphabet that look like another's (pure; Unicode Technical Standard #39).

The table holds letters that hardly any font tells apart. UTS #39 lists many more, which differ to
the eye ("α" beside "a", "г" beside "r") and are meant for identifiers, not for what people write.
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
"""Those with letters that pass for each other's; "Tシャツ" and "K팝" are nothing but words."""


def unmixed(text: str) -> str:
    """``text``, where words of Latin letters and others that look like them are all Latin.

    "Kafka" with one Cyrillic letter is Kafka; "Анна" and "SQL-запрос" stay. Each letter keeps its
    place.
    """
    return _each_word(text, lambda word: _latin(word) if len(alphabets(word)) > 1 else word)


def latin_looking(text: str) -> str:
    """``text``, where also words without any Latin letter are Latin if all of it looks so.

    For looking a name up that was not found as it stands ("РНР" typed on a Russian keyboard).
    """
    return _each_word(text, _latin)


def alphabets(word: str) -> list[str]:
    """Which alphabets ``word`` has letters of, among those that pass for each other."""
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
