"""Reads what people typed: text -> clauses -> the words of the table in them.

A clause is what stands between two separators (a comma, a slash, a bullet, a new line): one entry
of a list of technologies, or a piece of a sentence. Positions are those of the text as typed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from core.roles.ambiguous_words import STOP_WORDS
from core.roles.index import TOKEN, Alias, Node, beginnings, candidates, fold

_MAX_CLAUSE = 40
_MAX_WORD = 60  # longer ones are no words, and would fill the caches
_MAX_TOKENS = 8_000
_MAX_TOKENS_OF_PROSE = 800

_JOINING = "& + and or und oder et ou y e o и или с sowie mit plus"
_SOFT = frozenset([*_JOINING.split(), '"'])
_STOP_WORDS = frozenset(map(fold, STOP_WORDS))
_DEVELOPERS = frozenset({"front", "back", "mobile", "speciality", "general"})


class Token(NamedTuple):
    """A word or sign as typed, and where."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Hit:
    """Words of the text that stand in the table.

    ``technology`` and ``trade`` are their two possible meanings (at least one is there);
    ``everyday`` is true where the technology's name is meant in its everyday sense here.
    """

    text: str
    start: int
    end: int
    technology: Alias | None
    trade: Alias | None
    everyday: bool = False

    @property
    def tech(self) -> Alias | None:
        """The technology, unless the word is meant in its everyday sense."""
        return None if self.everyday else self.technology

    @property
    def idiom(self) -> bool:
        """Whether this is a phrase that only looks like a technology."""
        return self.technology is not None and self.technology.family.name == "idiom"


@dataclass(frozen=True)
class Clause:
    """One entry of a list, or a piece of a sentence: its text as typed, its hits, other words."""

    text: str
    start: int
    hits: tuple[Hit, ...]
    others: tuple[str, ...]


def _is_separator(token: str) -> bool:
    return len(token) == 1 and not token.isalnum() and token not in _SOFT


def _longest(places: Sequence[Node], tokens: Sequence[Token], at: int) -> tuple[int, Node] | None:
    """Where the longest alias ends that came to ``places`` before token ``at``, and its node."""
    for place in places:
        if place.children and at < len(tokens):
            keys = candidates(tokens[at].text)
            further = [place.children[key] for key in keys if key in place.children]
            found = _longest(further, tokens, at + 1)
            if found:
                return found
        if place.technology or place.trade:
            return at, place
    return None


def _clauses(text: str, limit: int) -> Iterator[tuple[list[Token], list[tuple[int, int, Node]]]]:
    """The tokens of each clause with the aliases found in it (an alias may hold a separator)."""
    found_tokens = islice(TOKEN.finditer(text), limit)
    tokens = [Token(m.group()[:_MAX_WORD], m.start(), m.end()) for m in found_tokens]
    clause: list[Token] = []
    found: list[tuple[int, int, Node]] = []
    at = 0
    while at < len(tokens):
        if len(clause) >= _MAX_CLAUSE:
            yield clause, found
            clause, found = [], []
        places = beginnings(tokens[at].text)
        match = _longest(places, tokens, at + 1) if places else None
        if match:
            end, node = match
            found.append((len(clause), len(clause) + end - at, node))
            clause.extend(tokens[at:end])
            at = end
            continue
        if _is_separator(tokens[at].text):
            if clause:
                yield clause, found
            clause, found = [], []
        else:
            clause.append(tokens[at])
        at += 1
    if clause:
        yield clause, found


@lru_cache(maxsize=20_000)
def _telling(word: str) -> str:
    """The word without case and accents; empty if it says nothing beside a technology."""
    folded = fold(word)
    silent = not folded or folded in _SOFT or folded in _STOP_WORDS or folded[0].isdigit()
    return "" if silent else folded


def _technology_meant(
    hit: Hit, hits: Sequence[Hit], others: Sequence[str], words: Sequence[Token], prose: bool
) -> bool:
    """Whether an everyday word is a technology's name here.

    It is where nothing but technologies, developers' trades and filling words stands beside it;
    where a technology with an unmistakable name does; where the rest is in another script; and,
    in prose, where it alone is written with a capital in the middle of a clause.
    """
    beside = [other for other in hits if other is not hit]
    if any(other.idiom for other in beside):
        return False
    technical = [
        other
        for other in beside
        if (other.technology and other.technology.technical)
        or (other.trade and other.trade.family.side in _DEVELOPERS)
    ]
    if len(technical) == len(beside) and not others:
        return True
    if any(
        (other.technology and other.technology.technical and not other.technology.everyday)
        or (other.trade and other.trade.family.side in _DEVELOPERS)
        for other in technical
    ):
        return True
    if others and not any(sign.isascii() for word in others for sign in word):
        return hit.text.isascii()
    return prose and _stands_out(hit, words)


def _stands_out(hit: Hit, words: Sequence[Token]) -> bool:
    if hit.start == words[0].start or not hit.text[0].isupper():
        return False
    rest = [word.text for word in words if word.start != hit.start and word.text[0].isalpha()]
    lower = sum(word[0].islower() for word in rest)
    return lower * 3 >= len(rest) * 2


def read(text: str, prose: bool = False) -> tuple[Clause, ...]:
    """The clauses of ``text`` (already plain) with every word of the table found in them.

    ``prose`` says that sentences are expected rather than a list of names; of those, clauses
    without a word of the table are left out, and the first 800 words are read.
    """
    limit = _MAX_TOKENS_OF_PROSE if prose else _MAX_TOKENS
    return tuple(
        _clause(text, words, found, prose)
        for words, found in _clauses(text, limit)
        if found or not prose
    )


def _clause(
    text: str, words: list[Token], found: list[tuple[int, int, Node]], prose: bool
) -> Clause:
    covered: set[int] = set()
    hits = []
    for first, last, node in found:
        covered.update(range(first, last))
        start, end = words[first].start, words[last - 1].end
        typed = text[start:end].replace("\u200b", "")
        hits.append(Hit(typed, start, end, node.technology, node.trade))
    rest = (_telling(word.text) for at, word in enumerate(words) if at not in covered)
    others = tuple(word for word in rest if word)
    settled = tuple(
        Hit(hit.text, hit.start, hit.end, hit.technology, hit.trade, everyday=True)
        if hit.technology
        and hit.technology.everyday
        and not _technology_meant(hit, hits, others, words, prose)
        else hit
        for hit in hits
    )
    start = words[0].start
    typed = text[start : words[-1].end]
    return Clause(typed, start, settled, others)
