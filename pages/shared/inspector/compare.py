"""Two prompts side by side: without and with the posting, two versions, or two postings."""

from html import escape

import streamlit as st

from core.example_postings import EXAMPLES
from core.job_postings import list_postings
from core.prompt_builder import SessionContext
from core.prompt_diff import Cell, Change, Row, changed_lines, side_by_side
from core.prompt_versions import list_versions, load_version
from pages.shared.gate import is_visitor
from pages.shared.inspector.address import BASE, choose, key, shown
from pages.shared.inspector.source import example_of, posting_title, saved_posting
from pages.shared.inspector.view import Subject, subject_of
from pages.shared.postings.posting_view import prompt_title
from pages.shared.text import day
from pages.shared.wiring import services

VERSION = "version-"
_CONTEXT = 2
_STYLE = """<style>
.rc-diff {width: 100%; table-layout: fixed; border-collapse: collapse; font-size: .875rem}
.rc-diff th {text-align: left; padding: .4rem .5rem; overflow-wrap: anywhere}
.rc-diff td {vertical-align: top; padding: .12rem .5rem; overflow-wrap: anywhere;
  white-space: pre-wrap; font-family: monospace;
  border-top: 1px solid color-mix(in srgb, currentColor 10%, transparent)}
.rc-diff .rc-sign {width: 3.6rem; text-align: right; font-variant-numeric: tabular-nums;
  white-space: nowrap; color: color-mix(in srgb, currentColor 78%, transparent)}
.rc-diff .rc-less {background: rgb(213 94 0 / 14%)}
.rc-diff .rc-more {background: rgb(0 114 178 / 16%)}
.rc-diff del {text-decoration: line-through; background: rgb(213 94 0 / 28%)}
.rc-diff ins {text-decoration: underline; background: rgb(0 114 178 / 32%)}
.rc-diff .rc-folded td {text-align: center; font-family: inherit; padding: .35rem}
@media (max-width: 640px) {
  .rc-diff, .rc-diff tbody, .rc-diff tr {display: block}
  .rc-diff thead, .rc-diff .rc-none, .rc-diff .rc-same .rc-before {display: none}
  .rc-diff td {display: block; border: 0}
  .rc-diff .rc-sign {display: none}
  .rc-diff .rc-less::before {content: "− "}
  .rc-diff .rc-more::before {content: "+ "}
}
</style>"""


def compare_view(subject: Subject) -> None:
    """What the posting changes in the prompt, or what sets two postings apart."""
    options = _others(subject)
    if shown("against") not in options:
        choose("against", BASE)
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    chosen = left.selectbox("Compare with", list(options), format_func=options.__getitem__,
                            key=key("against"), persist_state="page")  # fmt: skip
    whole = right.toggle("Show unchanged lines", key=key("whole"), persist_state="page")
    before = _text_of(chosen, subject)
    if before is None:
        st.warning("That posting does not exist any more. Please choose another one.")
        return
    rows = side_by_side(before, subject.prompt.text, context=None if whole else _CONTEXT)
    less, more = changed_lines(rows)
    if not less and not more:
        st.success("Both prompts are the same.", icon=":material/check:")
    st.text(f"{less} lines only on the left (−), {more} lines only on the right (+).")
    mine = posting_title(subject.posting) or "This posting"
    st.html(_diff(rows, options[chosen], f"With the posting: {mine}"))


def _others(subject: Subject) -> dict[str, str]:
    """What there is to compare with: value in the address -> label."""
    base = {BASE: f"Base only: {subject.base.title}, without a posting"}
    examples = {name: f"Example: {prompt_title(name)}" for name in EXAMPLES}
    return base | _earlier(subject) | _saved() | examples


def _earlier(subject: Subject) -> dict[str, str]:
    """The other versions that the base prompt has had."""
    with services().begin() as db:
        versions = list_versions(db, subject.base.name)
    return {
        VERSION + row.version: f"Version {row.version} of {subject.base.title}, "
        f"in use from {day(row.created_at)}"
        for row in versions
        if row.version != subject.base.version
    }


def _saved() -> dict[str, str]:
    """The team's postings, and the one that a link names."""
    if is_visitor():
        return {}
    with services().begin() as db:
        rows, _ = list_postings(db)
    known = {str(row.posting.id): row.posting for row in rows}
    linked = shown("against")
    found = None
    if linked != BASE and linked not in EXAMPLES and not linked.startswith(VERSION):
        found = saved_posting(linked)
    if found is not None:
        known[linked] = found
    return {key: f"Saved: {posting_title(posting)}" for key, posting in known.items()}


def _text_of(chosen: str, subject: Subject) -> str | None:
    engine = services().engine
    if chosen == BASE:
        return engine.get_realtime_system_prompt(subject.base.name)
    if chosen.startswith(VERSION):
        with services().begin() as db:
            earlier = load_version(db, chosen.removeprefix(VERSION))
        context = SessionContext(plan=subject.plan)
        return engine.build_with(earlier, subject.posting, context).text
    posting = example_of(chosen) if chosen in EXAMPLES else saved_posting(chosen)
    return subject_of(posting).prompt.text if posting else None


def _diff(rows: list[Row], left: str, right: str) -> str:
    body = "".join(map(_row, rows))
    return (
        f'{_STYLE}<table class="rc-diff"><colgroup><col style="width:3.6rem"><col>'
        f'<col style="width:3.6rem"><col></colgroup><thead><tr><th colspan="2">{escape(left)}</th>'
        f'<th colspan="2">{escape(right)}</th></tr></thead><tbody>{body}</tbody></table>'
    )


def _row(row: Row) -> str:
    if row.change is Change.FOLDED:
        return f'<tr class="rc-folded"><td colspan="4">{row.folded} unchanged lines</td></tr>'
    changed = row.change is not Change.SAME
    before = _cell(row.left, "del", "−", "rc-before", changed=changed)
    after = _cell(row.right, "ins", "+", "rc-after", changed=changed)
    return f'<tr class="rc-{row.change}">{before}{after}</tr>'


def _cell(cell: Cell | None, tag: str, sign: str, side: str, *, changed: bool) -> str:
    if cell is None:
        return '<td class="rc-sign rc-none"></td><td class="rc-none"></td>'
    tint = ("rc-less" if tag == "del" else "rc-more") if changed else ""
    mark = f"{sign} " if changed else ""
    partly = any(not span.changed for span in cell.spans)
    text = "".join(
        _tagged(span.text, tag) if span.changed and partly else escape(span.text)
        for span in cell.spans
    )
    return (
        f'<td class="rc-sign {side} {tint}">{mark}{cell.number}</td>'
        f'<td class="{side} {tint}">{text or "&nbsp;"}</td>'
    )


def _tagged(text: str, tag: str) -> str:
    """``text`` marked as changed, but for the space before it."""
    words = text.lstrip()
    return f"{text[: len(text) - len(words)]}<{tag}>{escape(words)}</{tag}>"
