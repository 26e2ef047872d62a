"""Cuts a text at a word, or between two characters as readers see them (pure)."""

import regex

ELLIPSIS = "…"
_CLUSTER = regex.compile(r"[\ud800-\udbff][\udc00-\udfff]|\X")
_FLAGS_BEFORE = regex.compile(r"(?r)\p{Regional_Indicator}*")
_NEAR = 256
"""Characters; nothing that is seen as one has as many."""
_SPACELESS = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]", regex.VERSION1
)


def cut_at_word(text: str, limit: int) -> str:
    """The beginning of ``text`` in at most ``limit`` characters, with "…" where it was cut.

    The cut is at a space, or beside a character of a script that writes without spaces. A text
    with neither is cut between two characters as readers see them, never inside an emoji or a
    letter with its accents. A limit below 1 gives an empty text.
    """
    if len(text) <= limit:
        return text
    if limit < 1:
        return ""
    window, room = text[:limit], limit - len(ELLIPSIS)
    margin = len(window) - len(window.lstrip())
    end = next((end for end in range(room, margin, -1) if _is_word_end(window, end)), None)
    return window[: _character_end(window, room) if end is None else end].rstrip() + ELLIPSIS


def _is_word_end(text: str, end: int) -> bool:
    around = text[end - 1 : end + 1]
    if not (around[0].isspace() or around[-1].isspace() or _SPACELESS.search(around)):
        return False
    first = _CLUSTER.match(around)
    return first is not None and first.end() == 1


def _character_end(text: str, room: int) -> int:
    """The last place up to ``room`` between two characters as readers see them.

    Clusters are counted from a place shortly before it; a flag is two characters, so the start is
    moved to an even number of them.
    """
    start = max(0, room - _NEAR)
    start -= len(_FLAGS_BEFORE.search(text, 0, start)[0]) % 2 if start else 0
    ends = [start + m.end() for m in _CLUSTER.finditer(text[start:])]
    return max((end for end in ends if end <= room), default=start)
