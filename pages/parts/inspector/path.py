"""How a posting was mapped to its base prompt, step by step."""

from html import escape

import streamlit as st

from core.base_prompts.library import prompt_title
from core.models import JobPosting
from core.roles import EntryReading, Match, RoleMapping
from pages.parts.inspector.result import result_html
from pages.parts.inspector.subject import Subject
from pages.widgets.html_parts import items_html, table_html

_FIELDS = {"tech_stack": "Tech stack", "role_category": "Role category"}
_OUTCOMES = {
    "decided": "✓ Decided",
    "set aside": "Set aside",
    "everyday word": "An everyday word here",
    "unknown": "Not in the table",
}
_STYLE = """<style>
ol.rc-path {list-style: none; margin: 0; padding: 0; counter-reset: step}
.rc-path > li {counter-increment: step; position: relative; padding: 0 0 1.1rem 2.75rem}
.rc-path > li::before {content: counter(step); position: absolute; left: 0; top: 0;
  width: 1.8rem; height: 1.8rem; line-height: 1.8rem; text-align: center; border-radius: 50%;
  font-weight: 600; background: color-mix(in srgb, currentColor 14%, transparent)}
.rc-path > li:not(:last-child)::after {content: ""; position: absolute; left: .9rem; top: 2.1rem;
  bottom: .3rem; border-left: 2px solid color-mix(in srgb, currentColor 30%, transparent)}
.rc-path h3 {font-size: 1.05rem; font-weight: 600; margin: 0; padding: .15rem 0 .35rem}
.rc-path p, .rc-path ul {margin: 0 0 .35rem; overflow-wrap: anywhere}
.rc-path ul {padding-left: 1.1rem}
.rc-path q {quotes: none; font-family: monospace; padding: .1rem .35rem; border-radius: .3rem;
  background: color-mix(in srgb, currentColor 9%, transparent)}
.rc-result {font-size: 1.15rem}
</style>"""


def path_view(subject: Subject) -> None:
    """From what was typed to the base prompt, step by step."""
    mapping = subject.role.mapping
    steps = {
        "What was typed": _typed(subject.posting),
        "How it was read": _read(mapping.readings),
        "Which words decided": _decided(mapping.matched),
        "What lost, and why": _lost(mapping),
        "The result": result_html(subject),
    }
    body = "".join(f"<li><h3>{name}</h3>{html}</li>" for name, html in steps.items())
    st.html(f'{_STYLE}<ol class="rc-path">{body}</ol>')


def _typed(posting: JobPosting) -> str:
    return items_html(
        f"{label}: <q>{escape(value)}</q>" if value else f"{label}: left empty"
        for label, value in ((_FIELDS[name], getattr(posting, name)) for name in _FIELDS)
    )


def _read(readings: tuple[EntryReading, ...]) -> str:
    if not readings:
        return "<p>There was nothing to read.</p>"
    said = (
        "<p>The fields are cut into entries and looked up as whole words. Case, accents, versions "
        "and spellings such as “.js” make no difference.</p>"
    )
    rows = (
        (
            entry.typed,
            _FIELDS[entry.source],
            "; ".join(entry.understood) or "–",
            _OUTCOMES[entry.outcome],
        )
        for entry in readings
    )
    return said + table_html(("Entry", "Field", "Read as", "What became of it"), rows)


def _decided(matched: tuple[Match, ...]) -> str:
    if not matched:
        return "<p>None: nothing that was typed names a role of the library.</p>"
    return items_html(
        f"<q>{escape(one.text)}</q> in the {_FIELDS[one.source].lower()} is "
        f"<q>{escape(one.alias)}</q> in the table: {escape(prompt_title(one.role))}"
        for one in matched
    )


def _lost(mapping: RoleMapping) -> str:
    if not mapping.lost:
        return "<p>Nothing else was named.</p>"
    return items_html(escape(one) for one in mapping.lost)
