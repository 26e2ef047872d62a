"""Turns a posting's text into sentences that can be spoken (pure).

Nothing of the markup remains: no tags, entities, markdown, bullets, full addresses or emoji.
"""

import html
from collections.abc import Iterator

import regex

from core.text.characters import kept_text
from core.text.cutting import cut_at_word
from core.text.plain_text import MAX_SOURCE, plain_text
from core.text.pronunciation import pronounced

LONGEST_SENTENCE = 300
"""Characters of a sentence that is read out."""
LONGEST_NUMBER = 12
"""Digits of a number that is read as one; the voice knows no name for much longer ones."""
_ENTITIES = 3
"""HTML escaping may have been applied up to so many times."""
_LEFT_TAG = regex.compile(r"</?[a-zA-Z!?][^<>]{0,300}>")
_LINK = regex.compile(r"!?\[([^\[\]]{0,200})\]\([^()\s]{0,500}\)")
_ADDRESS = regex.compile(r"(?i)\b(?:https?://|www\.)(?:www\.)?([^\s/?#<>\"']{1,200})[^\s<>\"']*+")
_MAIL = regex.compile(r"(?<=\w)@(?=\w[\w-]*\.)")
_ITEM = regex.compile(r"(?:[-–—*•·▪●◦‣✓✔➤►>+]+|\(?\d{1,3}[.)]|#{1,6})\s+")
_MARKS = regex.compile(
    r"[*_~`^|\\{}\[\]<>=]+|(?<!\w)#+|\p{Extended_Pictographic}[\ufe0f\u200d]*"
    r"|[\p{Emoji_Modifier}\p{Regional_Indicator}\u20e3\ufe0f•·▪●◦‣]"
)
_SPOKEN_MARK = regex.compile(r"[©®™#*\d]")
_AND = regex.compile(r"(?<=\s)&(?=\s)")
_CELLS = regex.compile(r"\s+\|\s+")
_RULE = regex.compile(r"([^\w\s])\1{3,}")
_SPACE_BEFORE = regex.compile(r"\s+(?=[,.;:!?])")
_BETWEEN = regex.compile(r"(?<=[.!?…][\"'”’)]?)\s+(?=[\p{Lu}\p{Lo}\d\"'“‘(])|(?<=[。！？])")
_CLAUSE = regex.compile(r"[,;:–—]\s")
_END = ".!?…。！？"
_DIGITS = regex.compile(rf"\d{{{LONGEST_NUMBER + 1},}}")


def spoken_sentences(source: str) -> list[str]:
    """The sentences of a pasted text, each of at most ``LONGEST_SENTENCE`` characters.

    A heading or line that ends in a colon goes with the list under it: "We offer: training,
    lunch." Each item of the list stands alone as well.
    """
    return list(dict.fromkeys(s for s in _sentences(_lines(source)) if any(map(str.isalnum, s))))


def spoken_line(typed: str, longest: int = 160) -> str:
    """A field for use inside a spoken sentence: one line without a full stop."""
    line = ", ".join(text for text, _ in _lines(typed))
    return cut_at_word(line, longest).rstrip(f"{_END} ,;:")


def for_voice(text: str) -> str:
    """``text`` as people say it, without what the voice cannot pronounce.

    Long numbers are read digit by digit, of an address only the host; terms and figures: see
    ``core.text.pronunciation``.
    """
    text = _DIGITS.sub(lambda number: " ".join(number[0]), kept_text(text))
    return _said(pronounced(text))


def _lines(source: str) -> list[tuple[str, bool]]:
    """The lines of ``source``, and whether each is an item of a list."""
    text = source[:MAX_SOURCE]
    for _ in range(_ENTITIES):
        text = html.unescape(text)
    lines = []
    for line in _LEFT_TAG.sub(" ", plain_text(text)).split("\n"):
        item = _ITEM.match(line.strip())
        said = _said(line.strip()[item.end() if item else 0 :])
        if said:
            lines.append((said, item is not None))
    return lines


def _said(line: str) -> str:
    """``line`` without marks that are only written."""
    line = _ADDRESS.sub(r"\1", _LINK.sub(r"\1", line))
    line = _MAIL.sub(" at ", _AND.sub("and", _CELLS.sub(", ", _RULE.sub(" ", line))))
    line = _MARKS.sub(lambda mark: mark[0] if _SPOKEN_MARK.fullmatch(mark[0]) else " ", line)
    return str(_SPACE_BEFORE.sub("", " ".join(line.split()))).strip(" -–—,;")


def _sentences(lines: list[tuple[str, bool]]) -> Iterator[str]:
    at = 0
    while at < len(lines):
        text, _ = lines[at]
        at += 1
        begin = at
        while text.endswith(":") and at < len(lines) and lines[at][1]:
            at += 1
        if begin < at:
            yield _listed(text, [item for item, _ in lines[begin:at]])
        for piece in [text] if begin == at else [item for item, _ in lines[begin:at]]:
            yield from map(_ended, _BETWEEN.split(piece))


def _listed(lead: str, items: list[str]) -> str:
    """As many of ``items`` after ``lead`` as one sentence takes."""
    said = f"{lead} {items[0].rstrip(_END)}"
    for item in items[1:]:
        if len(said) + len(item) + 3 > LONGEST_SENTENCE:
            break
        said += f", {item.rstrip(_END)}"
    return _ended(said)


def _ended(sentence: str) -> str:
    """``sentence`` with a full stop, cut after one of its clauses where it is too long."""
    sentence = sentence.strip().rstrip(":;,")
    if len(sentence) > LONGEST_SENTENCE - 1:
        window = sentence[: LONGEST_SENTENCE - 1]
        clauses = [m.start() for m in _CLAUSE.finditer(window, LONGEST_SENTENCE // 3)]
        sentence = window[: clauses[-1]] if clauses else window.rsplit(" ", 1)[0]
    return sentence if sentence.endswith(tuple(_END)) else f"{sentence}."
