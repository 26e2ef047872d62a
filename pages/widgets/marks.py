"""Text with highlighted words, as HTML (pure)."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from re import IGNORECASE, finditer
from re import escape as literally


@dataclass(frozen=True)
class Mark:
    """Characters ``start`` to ``end`` (exclusive), with the CSS class ``style``."""

    start: int
    end: int
    style: str = ""


def found_in(text: str, search: str) -> list[Mark]:
    """A mark on every occurrence of ``search``; none for an empty one."""
    if not search:
        return []
    return [Mark(*found.span()) for found in finditer(literally(search), text, IGNORECASE)]


def marked_html(text: str, marks: Iterable[Mark]) -> str:
    """``text`` escaped and marked; overlapping marks have the classes of all of them."""
    covering = [mark for mark in marks if 0 <= mark.start < mark.end <= len(text)]
    cuts = sorted({0, len(text), *(m.start for m in covering), *(m.end for m in covering)})
    parts = []
    for start, end in pairwise(cuts):
        here = [mark for mark in covering if mark.start <= start and end <= mark.end]
        styles = " ".join(dict.fromkeys(mark.style for mark in here if mark.style))
        words = escape(text[start:end])
        label = f' class="{styles}"' if styles else ""
        parts.append(f"<mark{label}>{words}</mark>" if here else words)
    return "".join(parts)
