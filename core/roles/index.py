"""The lookup index of the table of roles: words -> aliases.

An alias is a sequence of keys (a word, a Chinese character, or a sign such as "/"), kept in a
tree. A key that ends in ``*`` stands for every word that begins so, one between two ``*`` for
every longer word that holds it (German compounds: "Gebietsverkaufsleiter").
"""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache, lru_cache

from core.roles.ambiguous_words import EVERYDAY_WORDS, IDIOMS
from core.roles.out_of_library import OTHER_TRADES
from core.roles.table import FAMILIES, Family, Row, Strength, split_words
from core.roles.technologies import TECHNOLOGIES
from core.roles.words import TRADES
from core.text.look_alikes import latin_looking

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufeff"
_LETTER = f"A-Za-z0-9\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u1fff{_INVISIBLE}"
TOKEN = re.compile(
    rf"\.net(?![{_LETTER}])"
    rf"|\*?[{_LETTER}]+(?:[.'][{_LETTER}]+)*(?:\+\+|\#|\*(?=[ ,]|\Z))?"
    rf"|[{_CJK}]"
    r"|(?<=\s)-(?=\s)|[.!?:](?=\s|\Z)|[^\w\s.!?:\-]|\n",
    re.IGNORECASE,
)
_INVISIBLE_SIGNS = re.compile(f"[{_INVISIBLE}]")
_VERSION = re.compile(r"([a-z]{2,}?)v?\d+(?:\.[\dx]+)*\Z")
_ELISION = re.compile(r"\A(?:l|d|qu|s|n|j)'(?=\w{3})")


@dataclass(frozen=True)
class Alias:
    """One spelling in the table. ``text`` is as the table writes it."""

    text: str
    family: Family
    strength: Strength
    language: str
    everyday: bool

    @property
    def technical(self) -> bool:
        """Whether it names a technology (of any developer's or of a speciality)."""
        return self.strength < Strength.TOOL


@dataclass
class Node:
    """A place in the tree; ``technology`` and ``trade`` are what the words so far mean."""

    children: "dict[str, Node]" = field(default_factory=dict)
    technology: Alias | None = None
    trade: Alias | None = None


def fold(word: str) -> str:
    """``word`` without case, accents, compatibility forms and invisible signs."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", _INVISIBLE_SIGNS.sub("", word))
    plain = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return plain.casefold()


def _spellings(word: str) -> list[str]:
    if not word.endswith(".js"):
        return [word]
    stem = word.removesuffix(".js")
    return [word, f"{stem}js", f"{stem} js"]


def _keys(alias: str) -> tuple[str, ...]:
    return tuple(fold(token) for token in TOKEN.findall(alias))


@dataclass(frozen=True)
class Index:
    """The tree, its keys, the beginnings of words by length (longest first), and their insides."""

    root: Node
    words: frozenset[str]
    stems: frozenset[str]
    stem_lengths: tuple[int, ...]
    insides: tuple[str, ...]


def _aliases_of(row: Row) -> list[Alias]:
    family = FAMILIES[row.family]
    return [
        Alias(word, family, row.strength, row.language, word in EVERYDAY_WORDS)
        for word in split_words(row.words)
    ]


@cache
def aliases() -> tuple[Alias, ...]:
    """Every alias of the table, in its order."""
    rows = (*TECHNOLOGIES, *TRADES, *OTHER_TRADES, *IDIOMS)
    return tuple(alias for row in rows for alias in _aliases_of(row))


def _add(root: Node, alias: Alias) -> None:
    for spelling in _spellings(alias.text):
        node = root
        for key in _keys(spelling):
            node = node.children.setdefault(key, Node())
        if alias.strength <= Strength.TOOL:
            node.technology = node.technology or alias
        else:
            node.trade = node.trade or alias


@cache
def index() -> Index:
    """The index of the whole table; built at first use, about 4,000 aliases."""
    root = Node()
    for alias in aliases():
        _add(root, alias)
    keys: set[str] = set()
    pending = [root]
    while pending:
        node = pending.pop()
        keys.update(node.children)
        pending.extend(node.children.values())
    insides = [key[1:-1] for key in keys if key.startswith("*") and len(key) > 2]
    stems = frozenset(key[:-1] for key in keys if key.endswith("*") and not key.startswith("*"))
    lengths = tuple(sorted({len(stem) for stem in stems}, reverse=True))
    longest_first = tuple(sorted(insides, key=lambda inside: (-len(inside), inside)))
    return Index(root, frozenset(keys), stems, lengths, longest_first)


@lru_cache(maxsize=20_000)
def candidates(word: str) -> tuple[str, ...]:
    """The keys under which ``word``, as typed, may stand in the tree, likeliest first."""
    table = index()
    folded = fold(word)
    forms = [folded]
    if "'" in folded:
        forms.append(_ELISION.sub("", folded))
    if folded not in table.words and (latin := fold(latin_looking(word))) != folded:
        forms.append(latin)
    version = _VERSION.match(folded)
    if version and folded not in table.words:
        forms.append(version[1])
    keys = [form for form in forms if form in table.words]
    for form in forms:
        for length in table.stem_lengths:
            if length <= len(form) and form[:length] in table.stems:
                keys.append(form[:length] + "*")
    if not keys:
        keys = [f"*{inside}*" for inside in table.insides if inside in folded]
    return tuple(dict.fromkeys(keys))


@lru_cache(maxsize=20_000)
def beginnings(word: str) -> tuple[Node, ...]:
    """The places in the tree to which ``word`` leads from its root; most words lead nowhere."""
    children = index().root.children
    return tuple(children[key] for key in candidates(word) if key in children)
