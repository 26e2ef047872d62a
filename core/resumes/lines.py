"""Dehyphenation: undoes line breaks and letter spacing of a laid-out resume (pure, linear time).

A word that was broken over two lines is joined: with its hyphen where it is a compound
("open-source"), without where the hyphen only marks the break ("develop-ment"). The document's own
words decide first, then those of this product's prompts. Spaced letters ("S K I L L S") are closed
up.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SOFT_HYPHEN = "\xad"
MAX_SPACED = 60
"""Letters of a spaced line; a heading has at most half as many."""

_PROMPTS = Path(__file__).parent.parent.parent / "prompts"
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BROKEN = re.compile(r"(?<!\S)(?P<left>\S*\w)[-\xad] *\n *(?=(?P<right>\w\S{0,80}))")
_BROKEN_RANGE = re.compile(r"(?<=\d)–\n(?=\d)")
_SOFT = re.compile(r"(?<![^\W\d_])(?P<left>[^\W\d_]+)\xad(?=(?P<right>[^\W\d_]{1,80}))")
_LAST_PART = re.compile(r"[^\W\d_]+\Z")
_FIRST_PART = re.compile(r"[^\W\d_]+")
MAX_PART = 80
"""Characters of a broken word that are looked at on each side."""
_ADDRESS = re.compile(r"@|://|www\.|[\w-]\.\w|\w/")
_VOWEL = re.compile("[aeiouyäöüàáâéèêíìîóòôúùûå]", re.IGNORECASE)
_PAIRED = frozenset("and or to und oder bis y o et ou e ed i".split())
"""After these words the hyphen before them stands for a part that comes later ("front- and
back-end")."""
_STARTS = frozenset(
    """all back best bi cross customer data day double end event ever fast fault first five four
    free front full half hand hard high higher home in job key large last late left life light
    long low mid middle mobile multi near new next non object on one open out part peer people
    point post problem quality quick real right risk second self semi service short side single
    six small state step task team ten test third three time top two user value vice web well
    world year""".split()
)
_SURE_STARTS = frozenset("cross day large long non second self semi third two".split())
"""Those of them that begin hardly any other word."""
_SUFFIXES = frozenset("able age ed er ful ing ings ion ions ish ist less like ly man ment ness or "
                      "ship ships ward wards wise".split())  # fmt: skip
_ENDS = frozenset(
    """aided aware backed based bearing bound building centred centered centric class client
    compliant controlled critical dependent depth development driven edge effective efficient
    end ended facing first focused founded free friendly functional going grade hand hour house
    intensive led level like line long made management managed minded native of off on one only
    oriented out owned person quality rated ready related rich saving scale scaling season side
    site skilled source specific speed style task term test tested time to touch up user wide
    word year""".split()
)


def without_soft_hyphens(text: str) -> str:
    """``text`` with soft hyphens resolved and spaced letters closed up."""
    return _resolved(text, _Words.of(text))


def dehyphenated(text: str) -> str:
    """``text`` with words that were broken over lines joined; soft hyphens are resolved too."""
    words = _Words.of(text)
    text = _BROKEN.sub(lambda match: _joined(match, words), text)
    return _resolved(_BROKEN_RANGE.sub("–", text), words)


def _resolved(text: str, words: "_Words") -> str:
    text = "\n".join(_closed_up(line, words) for line in text.split("\n"))
    text = _SOFT.sub(lambda m: m["left"] + words.hyphen(m["left"], m["right"]), text)
    return text.replace(SOFT_HYPHEN, "")


@dataclass(frozen=True)
class _Words:
    """Words, in small letters, and compounds among them."""

    whole: frozenset[str]

    @classmethod
    def of(cls, text: str) -> "_Words":
        return cls(_product_words() | _words_in(_BROKEN.sub(" ", text)))

    def hyphen(self, left: str, right: str, *, address: bool = False) -> str:
        """ "-" or "" between two parts of a word; in an address a hyphen is more likely kept."""
        return "-" if self._is_compound(left, right, address) else ""

    def _is_compound(self, left: str, right: str, address: bool) -> bool:
        low, high = left.casefold(), right.casefold()
        if f"{low}-{high}" in self.whole:
            return True
        if len(left) == 1 or not _VOWEL.search(right):  # C-level, node-js
            return True
        if left.isupper() != right.isupper() and (left.isupper() or right[0].isupper()):
            return True  # SQL-based, Scrum-Master
        if left.isupper() and len(left) < 4:
            return True
        if right[0].isupper() and not left.isupper():
            return True
        if low + high in self.whole or high in _SUFFIXES:
            return False
        if low in _SURE_STARTS and len(right) > 4:
            return True
        if (low in _STARTS and high in self.whole) or (high in _ENDS and low in self.whole):
            return True
        both = min(len(left), len(right)) > 2 and low in self.whole and high in self.whole
        return both or address


def _joined(match: re.Match[str], words: _Words) -> str:
    """The first half of a broken word, with what belongs between it and the second."""
    left, right = match["left"], match["right"]
    last = _LAST_PART.search(left[-MAX_PART:])
    first = _FIRST_PART.match(right)
    if not last or not first:  # a number is on one of the sides
        return f"{left}-"
    if first[0].casefold() in _PAIRED and first[0] == right:
        return f"{left}- "
    tail = left[-MAX_PART:]
    address = _ADDRESS.search(tail) is not None or "@" in right or "/" in right
    return left + words.hyphen(last[0], first[0], address=address)


def _closed_up(line: str, words: _Words) -> str:
    """``line``, its letters together if each of them stands alone."""
    signs = line.split()
    if not 3 < len(signs) <= MAX_SPACED or any(len(sign) > 1 for sign in signs):
        return line
    if sum(sign.isalpha() for sign in signs) * 5 < len(signs) * 4:
        return line
    groups = [group.replace(" ", "") for group in re.split(r"\s{2,}", line.strip())]
    return " ".join(groups) if len(groups) > 1 else " ".join(_split_letters(groups[0], words.whole))


def _split_letters(letters: str, known: frozenset[str]) -> list[str]:
    """``letters`` as the fewest known words of three letters or more; else as one word."""
    ways: list[list[str] | None] = [[]]
    for end in range(1, len(letters) + 1):
        found = [
            [*before, letters[start:end]]
            for start in range(end - 2)
            if (before := ways[start]) is not None and letters[start:end].casefold() in known
        ]
        ways.append(min(found, key=len, default=None))
    return ways[-1] or [letters]


@cache
def _product_words() -> frozenset[str]:
    return _words_in(" ".join(path.read_text("utf-8") for path in _PROMPTS.glob("*.txt")))


def _words_in(text: str) -> frozenset[str]:
    """Words and compounds; of a compound also each of its parts."""
    found = {word.casefold() for word in _WORD.findall(text)}
    parts: Iterable[str] = (part for word in found for part in word.split("-"))
    return frozenset(found.union(parts))
