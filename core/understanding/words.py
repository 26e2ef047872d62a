"""Text in one spelling, and its sentences and clauses, in any of the languages (pure)."""

import re
import unicodedata
from dataclasses import dataclass

_FOLDED = str.maketrans(
    {
        "ß": "ss", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "ё": "е",
        "أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ـ": None, "़": None,
        "'": None, "’": None, "ʼ": None, "`": None, "´": None, "‘": None,
    }
)  # fmt: skip
_ACCENTS = re.compile("[\u0300-\u036f\u064b-\u0652\u0670]")
_QUOTED = re.compile(r"[\"“”„«»「『][^\"“”„«»」』]{0,200}[\"“”«»」』]")
_SENTENCE_END = re.compile(r"(?<=[.!?…。!?؟।\n])\s*")
_CLAUSE_END = re.compile(r"[,;:،、؛()]|\s[–—-]+\s|\.\.+")
_NO_WORD = re.compile(r"[^\w\s\u0900-\u0963\u0966-\u097f]+|_")
_BETWEEN_HAN = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")
_HAN = re.compile(r"[\u3400-\u9fff]")


def folded(text: str) -> str:
    """Lower case, without accents and apostrophes; punctuation stays."""
    text = unicodedata.normalize("NFKC", text).casefold().translate(_FOLDED)
    return unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", text)))


def bare(text: str) -> str:
    """``text`` folded, as words with one space between; Chinese without spaces."""
    return _BETWEEN_HAN.sub("", " ".join(_NO_WORD.sub(" ", folded(text)).split()))


def length(text: str) -> int:
    """Number of words; two Chinese characters count as one."""
    han = len(_HAN.findall(text))
    return len(_HAN.sub(" ", text).split()) + (han + 1) // 2


@dataclass(frozen=True)
class Sentence:
    """A sentence's clauses, bare, and whether it ends as a question."""

    clauses: tuple[str, ...]
    asks: bool


def sentences(text: str) -> list[Sentence]:
    """The sentences of ``text`` that hold words; what it quotes does not count."""
    found = []
    for part in _SENTENCE_END.split(_QUOTED.sub(" … ", folded(text))):
        clauses = tuple(c for piece in _CLAUSE_END.split(part) if (c := bare(piece)))
        if clauses:
            found.append(Sentence(clauses, part.rstrip().endswith(("?", "؟"))))
    return found
