"""Quoted words, each with a button that shows them in the transcript."""

from collections.abc import Callable, Sequence
from html import escape

import streamlit as st

from core.evaluation.evidence import Evidence
from core.models import Interview, Turn
from core.review.turn_words import since_start
from pages.parts.review.highlighted_quote import focus_on
from pages.widgets.callbacks import handled

_STYLE = """<style>
blockquote.rc-quote {margin: 0; padding: .1rem 0 .1rem .75rem; border-left: 3px solid currentColor;
  overflow-wrap: anywhere; font-size: .9375rem}
.rc-quote span {font-variant-numeric: tabular-nums; margin-right: .5rem}
</style>"""
Do = Callable[[Evidence], None]


def quotes(
    interview: Interview, turns: Sequence[Turn], spans: Sequence[Evidence], key: str,
    actions: dict[str, Do] | None = None,
) -> None:  # fmt: skip
    """The words of ``spans``; ``actions`` are further buttons beside "Show"."""
    by_id = {turn.id: turn for turn in turns}
    for place, span in enumerate(spans):
        with st.container(gap="xsmall"):
            _quote(interview, by_id.get(span.turn_id), span)
            with st.container(horizontal=True, gap="xsmall"):
                st.button("Show", icon=":material/my_location:", key=f"{key}-{place}-show",
                          type="tertiary", on_click=handled(focus_on),
                          args=(interview.id, span))  # fmt: skip
                for label, do in (actions or {}).items():
                    st.button(label, key=f"{key}-{place}-{label}", type="tertiary",
                              on_click=handled(do), args=(span,))  # fmt: skip


def _quote(interview: Interview, turn: Turn | None, span: Evidence) -> None:
    when = since_start(interview, turn) if turn else ""
    st.html(
        f'{_STYLE}<blockquote class="rc-quote"><span>{when}</span>“{escape(span.quote)}”'
        "</blockquote>"
    )
