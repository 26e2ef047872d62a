"""The tokens of a prompt against the budget: a bar of its parts, and a table."""

from html import escape

import altair as alt
import streamlit as st

from core.prompting.account import token_shares
from core.prompting.builder import TOKEN_BUDGET, Prompt
from core.prompting.sections import Section

# The palette of Okabe and Ito, which colour-blind people can tell apart
# (https://jfly.uni-koeln.de/color/), and two of Paul Tol's (https://personal.sron.nl/~pault/):
# cool for the program's own text, warm for people's.
_COLOURS = {
    "Conduct": "#0072B2",
    "Base prompt": "#56B4E9",
    "Job facts": "#E69F00",
    "Job description": "#D55E00",
    "Required skills": "#F0E442",
    "Interview plan": "#882255",
    "Resume": "#CC79A7",
    "Earlier turns": "#9A6A00",
    "Tailoring": "#009E73",
    "Language": "#332288",
    "Progress": "#5B6770",
}
_DARK = ("#0072B2", "#9A6A00", "#5B6770", "#882255", "#332288")
_CHART_HEIGHT = 90
_NO_ROOM = 70
"""Segments with fewer tokens are too narrow for their number."""
_STYLE = """<style>
.rc-budget {border-collapse: collapse; width: 100%; font-size: .9375rem}
.rc-budget th {text-align: left; font-weight: 600; padding: .2rem .75rem .2rem 0}
.rc-budget td {padding: .25rem .75rem .25rem 0; vertical-align: top; overflow-wrap: anywhere;
  border-top: 1px solid color-mix(in srgb, currentColor 18%, transparent)}
.rc-budget .n {text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap}
.rc-key {display: inline-block; width: 1.6rem; line-height: 1.4rem; text-align: center;
  border-radius: .25rem; font-weight: 600; font-size: .8125rem;
  border: 1px solid color-mix(in srgb, currentColor 55%, transparent)}
.rc-untrusted {white-space: nowrap; font-weight: 600; border-radius: .3rem; padding: 0 .35rem;
  border: 1px solid color-mix(in srgb, currentColor 60%, transparent)}
@media (max-width: 640px) {.rc-budget .wide {display: none}}
</style>"""


def budget_bar(prompt: Prompt) -> None:
    """The bar, and a table of each part's tokens, share and origin."""
    st.altair_chart(_chart(prompt), height=_CHART_HEIGHT, alt=_said(prompt))
    st.html(_table(prompt))


def _said(prompt: Prompt) -> str:
    return f"{prompt.tokens:,} of {TOKEN_BUDGET:,} tokens are used, as the table below lists."


def _colour(name: str) -> str:
    return _COLOURS.get(name, "transparent")


def _ink(colour: str) -> str:
    """A text colour with a contrast of at least 4.5 to 1 on ``colour``."""
    return "#ffffff" if colour in _DARK else "#000000"


def _chart(prompt: Prompt) -> alt.LayerChart | alt.FacetChart:
    rows: list[dict[str, object]] = []
    at = 0
    for number, (name, tokens) in enumerate(token_shares(prompt), start=1):
        rows.append(
            {
                "Part": name, "Tokens": tokens, "from": at, "to": at + tokens,
                "middle": at + tokens / 2, "colour": _colour(name), "ink": _ink(_colour(name)),
                "label": str(number) if tokens >= _NO_ROOM and name in _COLOURS else "",
            }
        )  # fmt: skip
        at += tokens
    axis = alt.Axis(values=[0, 1_000, 2_000, 3_000, 4_000], format=",d", grid=False)
    scale = alt.Scale(domain=[0, TOKEN_BUDGET], nice=False)
    base = alt.Chart(alt.InlineData(values=rows)).encode(tooltip=["Part:N", "Tokens:Q"])
    bars = base.mark_bar(stroke="#7a8594", strokeWidth=1).encode(
        x=alt.X("from:Q", axis=axis, scale=scale, title=None),
        x2="to:Q",
        color=alt.Color("colour:N", scale=None),
    )
    numbers = base.mark_text(fontWeight=600, fontSize=13).encode(
        x=alt.X("middle:Q", scale=scale), text="label:N", color=alt.Color("ink:N", scale=None)
    )
    return alt.layer(bars, numbers)


def _table(prompt: Prompt) -> str:
    sections = {section.name: section for section in prompt.sections}
    rows = "".join(
        _row(number, name, tokens, sections.get(name))
        for number, (name, tokens) in enumerate(token_shares(prompt), start=1)
    )
    return (
        f'{_STYLE}<table class="rc-budget"><thead><tr><th></th><th>Part</th>'
        '<th class="n">Tokens</th><th class="n">Of the budget</th>'
        f'<th class="wide">Where it comes from</th></tr></thead><tbody>{rows}'
        f'<tr><td></td><td><strong>Used</strong></td><td class="n"><strong>{prompt.tokens:,}'
        f'</strong></td><td class="n"><strong>{prompt.tokens / TOKEN_BUDGET:.0%}</strong></td>'
        '<td class="wide"></td></tr></tbody></table>'
    )


def _row(number: int, name: str, tokens: int, section: Section | None) -> str:
    colour = _colour(name)
    sign = number if name in _COLOURS else "&nbsp;"
    ink = _ink(colour) if name in _COLOURS else "inherit"
    mark = ' <span class="rc-untrusted">untrusted</span>' if section and section.untrusted else ""
    note = f"<br>Trimmed: {escape(section.trimmed)}" if section and section.trimmed else ""
    return (
        f'<tr><td><span class="rc-key" style="background:{colour};color:{ink}">{sign}</span></td>'
        f'<td>{escape(name)}{mark}{note}</td><td class="n">{tokens:,}</td>'
        f'<td class="n">{tokens / TOKEN_BUDGET:.1%}</td>'
        f'<td class="wide">{escape(section.source) if section else ""}</td></tr>'
    )
