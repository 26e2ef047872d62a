"""Text on screen: what people typed where Streamlit reads markdown."""

import re
from collections import Counter
from collections.abc import Hashable, Mapping
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
_SPECIAL = re.compile(r"([!-/:-@\[-`{-~])")
# Links, e-mail addresses, icons and arrows are found after escapes are undone; a character
# without width between their parts keeps them text.
_JOINT = re.compile(r"(?<=[:@])(?=\S)|(?<=www)(?=\.)|(?<=[-<>=~])(?=[-<>=~])", re.IGNORECASE)
_WORD_JOINER = "\u2060"
_MARKDOWN = re.compile(
    r"[\\`*_\[\]<>$~|#&^]|:\w|://|\w@\w|www\.|^\s*(?:\d+[.)]|[-+])\s", re.IGNORECASE
)


def plain(text: str) -> str:
    """``text`` on one line, looking as it was typed, with no markdown, link or icon in it.

    For titles, labels and tab names, which cannot be shown by ``st.text``. ``st.badge``
    escapes brackets itself, so it needs ``plain_badge``.
    """
    line = _JOINT.sub(_WORD_JOINER, " ".join(text.split()))
    return _SPECIAL.sub(r"\\\1", line)


def plain_badge(text: str) -> str:
    """``plain`` for the label of ``st.badge``."""
    return plain(text).replace(r"\[", "[").replace(r"\]", "]")


def told_apart(labels: Mapping[K, str]) -> dict[K, str]:
    """``labels`` of things to choose from, numbered where several are the same.

    Streamlit knows a choice by its label: of two that are the same it gives back the first.
    """
    counts = Counter(labels.values())
    return {
        key: f"{label} ({place})" if counts[label] > 1 else label
        for place, (key, label) in enumerate(labels.items(), start=1)
    }


def message(text: str) -> str:
    """What a service says, for ``st.error`` and its like: it may quote what was typed.

    As it is where nothing in it could be markdown, else ``plain``.
    """
    return plain(text) if _MARKDOWN.search(text) else text
