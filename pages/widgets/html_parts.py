"""Small pieces of HTML that Streamlit has no element for. Everything given is escaped here.

Colours are mixed from the text's own, so that they fit the light and the dark theme.
"""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

import streamlit as st

_STYLE = """<style>
dl.rc-facts {display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr));
  gap: .75rem 1.25rem; margin: 0; padding: 0}
.rc-facts div {min-width: 0}
.rc-facts dt {font-size: .875rem; margin: 0;
  color: color-mix(in srgb, currentColor 78%, transparent)}
.rc-facts dd {margin: 0; font-weight: 600; overflow-wrap: anywhere}
.rc-scroll {overflow-x: auto}
.rc-table {border-collapse: collapse; width: 100%; font-size: .9375rem}
.rc-table th {text-align: left; font-weight: 600; padding: .25rem .75rem .25rem 0;
  border-bottom: 1px solid color-mix(in srgb, currentColor 45%, transparent)}
.rc-table td {padding: .3rem .75rem .3rem 0; vertical-align: top; overflow-wrap: break-word;
  border-bottom: 1px solid color-mix(in srgb, currentColor 18%, transparent)}
.rc-table .rc-number {text-align: right; font-variant-numeric: tabular-nums}
</style>"""


def facts(pairs: Mapping[str, str | None]) -> None:
    """Names and their values side by side; those without a value are left out."""
    items = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>"
        for name, value in pairs.items()
        if value
    )
    st.html(f'{_STYLE}<dl class="rc-facts">{items}</dl>')


def table_html(
    head: Sequence[str], rows: Iterable[Sequence[str]], numbers: frozenset[int] = frozenset()
) -> str:
    """A plain table as HTML; ``numbers`` are the columns that are set to the right."""

    def cells(tag: str, row: Sequence[str]) -> str:
        return "".join(
            f"<{tag}{' class=rc-number' if place in numbers else ''}>{escape(cell)}</{tag}>"
            for place, cell in enumerate(row)
        )

    body = "".join(f"<tr>{cells('td', row)}</tr>" for row in rows)
    return (
        f'{_STYLE}<div class="rc-scroll" tabindex="0"><table class="rc-table"><thead>'
        f"<tr>{cells('th', head)}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def items_html(sentences: Iterable[str]) -> str:
    """A list of ``sentences``, which are HTML already."""
    return f"<ul>{''.join(f'<li>{one}</li>' for one in sentences)}</ul>"
