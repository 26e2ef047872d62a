"""A printable packet of one interview: a single self-contained HTML page (pure)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

_PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy"
  content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>
<style>
body {{font: 11pt/1.45 system-ui, sans-serif; color: #111; max-width: 48rem; margin: 2rem auto;
  padding: 0 1rem}}
h1 {{font-size: 18pt; margin: 0}} h2 {{font-size: 13pt; margin: 1.6rem 0 .4rem}}
h3 {{font-size: 11pt; margin: 1rem 0 .2rem}}
p {{margin: .2rem 0; white-space: pre-wrap; overflow-wrap: anywhere}}
dl {{display: grid; grid-template-columns: 12rem 1fr; gap: .1rem 1rem}}
dt {{color: #444}} dd {{margin: 0; overflow-wrap: anywhere}}
table {{border-collapse: collapse; width: 100%}}
th, td {{text-align: left; vertical-align: top; padding: .2rem .6rem .2rem 0;
  border-bottom: 1px solid #bbb; overflow-wrap: anywhere}}
blockquote {{margin: .2rem 0; padding-left: .6rem; border-left: 3px solid #555}}
article {{margin: .6rem 0; break-inside: avoid}}
p, dd, td, blockquote, h1, h3 {{unicode-bidi: plaintext}}
.who {{font-size: 9.5pt; color: #333}}
@page {{size: A4; margin: 18mm 16mm}}
@media print {{body {{margin: 0; max-width: none; padding: 0}} h2 {{break-after: avoid}}
  tr {{break-inside: avoid}}}}
</style></head><body><h1>{title}</h1>{body}</body></html>
"""


@dataclass(frozen=True)
class PrintedEntry:
    """A printed turn or decision: ``head`` says who, when and what about."""

    head: str
    text: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class PrintedRating:
    """One reviewer's rating of one competency, as it is printed."""

    reviewer: str
    competency: str
    rating: str
    note: str = ""
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Packet:
    """All that is printed; every text is as it was typed."""

    title: str
    facts: Mapping[str, str]
    ratings: Sequence[PrintedRating]
    decisions: Sequence[PrintedEntry]
    turns: Sequence[PrintedEntry]


def packet_html(packet: Packet) -> str:
    """The packet as one page; everything in it is escaped."""
    facts = "".join(
        f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in packet.facts.items()
    )
    body = (
        f"<dl>{facts}</dl>"
        f"{_section('Ratings by people', map(_rating, packet.ratings))}"
        f"{_section('Decisions', map(_entry, packet.decisions))}"
        f"{_section('What was said', map(_entry, packet.turns))}"
    )
    return _PAGE.format(title=escape(packet.title), body=body)


def _section(title: str, parts: Iterable[str]) -> str:
    inside = "".join(parts)
    return f"<h2>{title}</h2>{inside}" if inside else ""


def _rating(one: PrintedRating) -> str:
    quotes = "".join(f"<blockquote>“{escape(quote)}”</blockquote>" for quote in one.quotes)
    note = f"<p>{escape(one.note)}</p>" if one.note else ""
    head = f"{escape(one.competency)}: {escape(one.rating)}"
    return (
        f"<article><h3>{head}</h3><p class=who>{escape(one.reviewer)}</p>{note}{quotes}</article>"
    )


def _entry(one: PrintedEntry) -> str:
    notes = "".join(f"<p class=who>{escape(note)}</p>" for note in one.notes)
    return f"<article><p class=who>{escape(one.head)}</p><p>{escape(one.text)}</p>{notes}</article>"
