"""Two texts side by side as an HTML table: lines by number, changed words marked."""

from collections.abc import Sequence
from html import escape

from core.text.side_by_side import Cell, Change, Row

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


def diff_html(rows: Sequence[Row], left: str, right: str) -> str:
    """The rows under the headings ``left`` and ``right``; everything in it is escaped."""
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
