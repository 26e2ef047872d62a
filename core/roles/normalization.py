"""Normalizes what people typed before it is looked up; positions of characters stay the same."""

import re
import unicodedata
from collections.abc import Sequence

from core.text.look_alikes import without_homoglyphs

MAX_TEXT = 20_000
MAX_ENTRIES = 200
_MAX_ENTRY = 300

# Full-width and mathematical letters, which people paste from posts, to plain ones.
_STYLED = {
    code: plain
    for code in (*range(0xFF01, 0xFF5F), *range(0x1D400, 0x1D800))
    if len(plain := unicodedata.normalize("NFKC", chr(code))) == 1
}
_MARKS = str.maketrans(
    {
        "\u2019": "'",
        "\u2018": "'",
        "\u02bc": "'",
        "\u3000": " ",
        "\u00a0": " ",
        "\u202f": " ",
        "\r": "\n",
        "\u2028": "\n",
        "\u2029": "\n",
        "\u2010": "-",
        "\u2011": "-",
        "\u2212": "-",
    }
)
_CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(127, 160)), " ")
_TRANSLATION = _STYLED | _MARKS | _CONTROLS
_ENDING = re.compile(
    r"(?<=\w{3})(?:[/:*_·]-?|\()(?:in|innen|a|as|o|os|e|es|euse|rice|trice|se|ère|а|ая)\)?(?!\w)",
    re.IGNORECASE,
)


def entries_text(tech_stack: object) -> str:
    """What was given as a tech stack, as one text: a list's entries stand on lines of their own.

    Anything that is not text (None, numbers, nested lists) is passed over; length is bounded.
    """
    if isinstance(tech_stack, str):
        return tech_stack[:MAX_TEXT]
    if not isinstance(tech_stack, Sequence):
        return ""
    entries = [entry[:_MAX_ENTRY] for entry in tech_stack[:MAX_ENTRIES] if isinstance(entry, str)]
    return "\n".join(entries)[:MAX_TEXT]


def normalized(text: object, limit: int = MAX_TEXT) -> str:
    """``text`` cut to ``limit`` characters, with styled and look-alike signs as plain ones."""
    if not isinstance(text, str):
        return ""
    cut = text[:limit]
    if cut.isascii() and cut.isprintable():
        return cut
    return without_homoglyphs(cut.translate(_TRANSLATION))


def gender_neutral(text: str) -> str:
    """``text`` with endings such as "/in", "(a)" and ":innen" made invisible, place by place.

    So "Director/a de proyecto" reads as one phrase. For titles and categories, not for lists.
    """
    return _ENDING.sub(lambda match: "\u200b" * len(match.group()), text)
