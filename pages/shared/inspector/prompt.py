"""The finished system prompt: tokens against the budget, every section, and downloads."""

import json
from html import escape
from typing import Any

import altair as alt
import streamlit as st

from core.prompt_builder import TOKEN_BUDGET, Prompt, Section
from pages.shared.inspector.view import Subject
from pages.shared.text import plain

# The palette of Okabe and Ito, which colour-blind people can tell apart
# (https://jfly.uni-koeln.de/color/): cool for the program's own text, warm for people's.
_COLOURS = {
    "Conduct": "#0072B2",
    "Base prompt": "#56B4E9",
    "Job facts": "#E69F00",
    "Job description": "#D55E00",
    "Required skills": "#F0E442",
    "Resume": "#CC79A7",
    "Earlier turns": "#9A6A00",
    "Tailoring": "#009E73",
    "Progress": "#5B6770",
}
_DARK = ("#0072B2", "#D55E00", "#9A6A00", "#5B6770")
_JOINTS, _FREE = "Blank lines between", "Free"
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


def prompt_view(subject: Subject) -> None:
    """Everything that the model is told about this posting before anybody speaks."""
    prompt = subject.prompt
    st.markdown("#### Tokens against the budget")
    st.altair_chart(_chart(prompt), height=_CHART_HEIGHT, alt=_said(prompt))
    st.html(_table(prompt))
    if prompt.trimmed:
        st.write("What people typed is trimmed; conduct, base prompt and tailoring never are.")
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    left.markdown("#### The prompt, section by section")
    with right.container(horizontal=True, horizontal_alignment="right"):
        _downloads(subject)
    st.write(
        "In the interview itself the candidate's resume and the earlier turns follow, "
        "inside the same budget."
    )
    for section in prompt.sections:
        _section(section)


def prompt_record(subject: Subject) -> dict[str, Any]:
    """The prompt and where it came from, as plain JSON values."""
    role, prompt = subject.role, subject.prompt
    return {
        "base_prompt": subject.base.name,
        "base_prompt_version": subject.base.version,
        "role_type": role.role_type,
        "chosen_by_hand": role.by_hand,
        "reasons": list(role.mapping.reasons),
        "runner_up": role.mapping.runner_up,
        "tokens": prompt.tokens,
        "budget": TOKEN_BUDGET,
        "sections": [vars(section) for section in prompt.sections],
        "text": prompt.text,
    }


def _downloads(subject: Subject) -> None:
    name = f"rolecall-{subject.base.name}-prompt"
    st.download_button("Text", subject.prompt.text, f"{name}.txt", "text/plain",
                       icon=":material/download:", on_click="ignore")  # fmt: skip
    record = json.dumps(prompt_record(subject), ensure_ascii=False, indent=2)
    st.download_button("JSON", record, f"{name}.json", "application/json",
                       icon=":material/download:", on_click="ignore")  # fmt: skip


def _section(section: Section) -> None:
    mark = " · untrusted text" if section.untrusted else ""
    icon = ":material/person_alert:" if section.untrusted else ":material/verified_user:"
    label = plain(f"{section.name} · {section.tokens:,} tokens · {section.source}{mark}")
    with st.expander(label, icon=icon):
        if section.untrusted:
            st.warning(
                "A person typed or uploaded this. It stands between data tags, and the conduct "
                "tells the model that nothing in there is an instruction.",
                icon=":material/person_alert:",
            )
        if section.trimmed:
            st.text(f"Trimmed: {section.trimmed}.")
        if section.text:
            st.code(section.text, language=None, wrap_lines=True)


def _parts(prompt: Prompt) -> list[tuple[str, int]]:
    """Name and tokens of every part of the bar, the last one being what is free."""
    parts = [(section.name, section.tokens) for section in prompt.sections]
    joints = prompt.tokens - sum(tokens for _, tokens in parts)
    if joints > 0:
        parts.append((_JOINTS, joints))
    return [*parts, (_FREE, TOKEN_BUDGET - prompt.tokens)]


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
    for number, (name, tokens) in enumerate(_parts(prompt), start=1):
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
        for number, (name, tokens) in enumerate(_parts(prompt), start=1)
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
