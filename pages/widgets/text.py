"""Escapes what people typed, for elements of Streamlit that read Markdown (pure)."""

import re
from collections import Counter
from collections.abc import Hashable, Mapping
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
_SPECIAL = re.compile(r"([!-/:-@\[-`{-~])")
# Streamlit finds links, e-mail addresses, icons and arrows after it has removed escapes; a
# character without width between their parts prevents that.
_JOINT = re.compile(r"(?<=[:@])(?=\S)|(?<=www)(?=\.)|(?<=[-<>=~])(?=[-<>=~])", re.IGNORECASE)
_WORD_JOINER = "\u2060"
_MARKDOWN = re.compile(
    r"[\\`*_\[\]<>$~|#&^]|:\w|://|\w@\w|www\.|^\s*(?:\d+[.)]|[-+])\s", re.IGNORECASE
)


def plain(text: str) -> str:
    """``text`` on one line, shown as typed: no Markdown, link or icon in it.

    For titles, labels and names of tabs, where ``st.text`` cannot be used. ``st.badge`` escapes
    brackets itself, so it needs ``plain_badge``.
    """
    line = _JOINT.sub(_WORD_JOINER, " ".join(text.split()))
    return _SPECIAL.sub(r"\\\1", line)


def plain_badge(text: str) -> str:
    """``plain`` for the label of ``st.badge``."""
    return plain(text).replace(r"\[", "[").replace(r"\]", "]")


def distinct_labels(labels: Mapping[K, str]) -> dict[K, str]:
    """``labels`` of options, numbered where several are the same.

    Streamlit tells options apart by label: of two equal ones it always returns the first.
    """
    counts = Counter(labels.values())
    return {
        key: f"{label} ({place})" if counts[label] > 1 else label
        for place, (key, label) in enumerate(labels.items(), start=1)
    }


def message(text: str) -> str:
    """A service's message, which may quote what was typed, for ``st.error`` and the like.

    Unchanged if nothing in it could be Markdown, else ``plain``.
    """
    return plain(text) if _MARKDOWN.search(text) else text
