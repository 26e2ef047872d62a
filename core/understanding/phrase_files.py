"""The phrases that make an act, read once from ``phrases/LANGUAGE.txt``.

In these files ``[act]`` opens the phrases of an act, ``[act alone]`` those that count only where
nothing else is said, ``[courtesy]`` what says nothing by itself. A line is a phrase; ``(a|b|)`` is
a choice, with nothing after the last bar it may be left out; ``...`` stands for up to ten words;
``name = (a|b)`` names a choice that ``<name>`` stands for. Case, accents, apostrophes and marks do
not count. A phrase of any language is found whatever language an interview is in: people switch.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from core.understanding.acts import DialogueAct
from core.understanding.words import folded

_FILES = Path(__file__).parent / "phrases"
_NAMED = re.compile(r"(\w+)\s*=\s*(.+)")
_REST, _HAN_REST = r"(?:[^ ]+(?: |$)){0,10}", r".{0,20}"
_CHOICE = re.compile(r"\(([^()]*)\)")
_HAN = re.compile(r"[\u3400-\u9fff]")
_EDGE, _END = r"(?<![\w\u0900-\u097f])", r"(?![\w\u0900-\u097f])"
_MARKS = re.compile(r"[^\w\s()|<>\u0900-\u097f.]+")


@dataclass(frozen=True)
class Phrase:
    """One phrase; ``act`` is None for courtesy."""

    act: DialogueAct | None
    alone: bool
    found: re.Pattern[str]
    line: str


@cache
def phrases() -> tuple[Phrase, ...]:
    """All phrases of all languages; raises ``ValueError`` with file and line for a wrong one."""
    return tuple(p for path in sorted(_FILES.glob("*.txt")) for p in _of_file(path))


def _of_file(path: Path) -> Iterator[Phrase]:
    names: dict[str, str] = {}
    act: DialogueAct | None = None
    alone = False
    for number, raw in enumerate(path.read_text("utf-8").splitlines(), 1):
        line = raw.strip()
        try:
            if not line or line.startswith("#"):
                continue
            if line.startswith("["):
                name, _, how = line.strip("[]").partition(" ")
                act, alone = None if name == "courtesy" else DialogueAct(name), how == "alone"
            elif named := _NAMED.fullmatch(line):
                names[named[1]] = _filled(named[2], names)
            else:
                yield Phrase(act, alone, _pattern(_filled(line, names)), line)
        except (KeyError, ValueError, re.error) as wrong:
            raise ValueError(f"{path.name}:{number}: {wrong}") from wrong


def _filled(line: str, names: dict[str, str]) -> str:
    return re.sub(r"<(\w+)>", lambda name: names[name[1]], line)


def _longest_first(choice: re.Match[str]) -> str:
    return f"({'|'.join(sorted(choice[1].split('|'), key=len, reverse=True))})"


def _pattern(line: str) -> re.Pattern[str]:
    """A compiled phrase; a space may be missing where a choice is left out."""
    text = " ".join(_MARKS.sub(" ", folded(line)).split())
    text = _CHOICE.sub(_longest_first, text)
    han = _HAN.search(text) is not None
    text = text.replace("...", "\0").replace(".", "").replace("(", "(?:")
    text = text.replace(" ", "" if han else " *")
    text = text.replace("\0", _HAN_REST if han else _REST)
    return re.compile(f"(?:{text})" if han else f"{_EDGE}(?:{text}){_END}")
