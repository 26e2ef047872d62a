"""The turns of a transcript in their order, and links to each question."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from core.models import Interview, Turn, TurnKind
from core.review.turn_words import ASKING, since_start
from pages.parts.review.turn_html import Highlights, anchor, turn_html

_STYLE = """<style>
ol.rc-turns {list-style: none; margin: 0; padding: 0}
.rc-turns li {display: grid; grid-template-columns: 4rem 1fr; gap: 0 .75rem; margin: 0;
  padding: .5rem .25rem; border-top: 1px solid color-mix(in srgb, currentColor 16%, transparent);
  scroll-margin-top: 1rem}
.rc-turns li.rc-here {background: color-mix(in srgb, currentColor 6%, transparent)}
.rc-turns a.rc-time {font-variant-numeric: tabular-nums; padding-top: .1rem; color: inherit}
.rc-turns .rc-said {margin: .1rem 0 0; white-space: pre-wrap; overflow-wrap: anywhere;
  max-width: 46rem}
.rc-turns .rc-head {display: flex; flex-wrap: wrap; gap: .1rem .6rem; font-size: .875rem}
.rc-turns .rc-more {font-size: .875rem; margin: .2rem 0 0; max-width: 46rem;
  overflow-wrap: anywhere}
.rc-turns .candidate > div {border-left: 4px solid #0072B2; padding-left: .75rem}
.rc-turns .interviewer > div {border-left: 4px solid transparent; padding-left: .75rem}
.rc-turns mark {background: #F0E442; color: #000}
.rc-turns mark.rc-attached {background: #BFE3F7; color: #000; border-bottom: 2px solid #0072B2}
.rc-turns mark.rc-focus {background: #FFB000; color: #000; outline: 2px solid #7A4B00}
nav ul.rc-jumps {display: flex; flex-wrap: wrap; gap: .25rem .75rem; margin: 0 0 .5rem; padding: 0;
  list-style: none; font-size: .875rem}
nav .rc-jumps li {margin: 0}
.rc-jumps a {color: inherit}
@media (max-width: 640px) {
  .rc-turns li {grid-template-columns: 1fr}
  nav ul.rc-jumps {flex-wrap: nowrap; overflow-x: auto; white-space: nowrap}
}
</style>"""


def jumps(interview: Interview, turns: Sequence[Turn]) -> None:
    """A link to each question."""
    asked = [turn for turn in turns if turn.kind in ASKING and turn.competency]
    links = "".join(
        f'<li><a href="#{anchor(turn)}">{since_start(interview, turn)} '
        f"{escape(turn.competency or '')}</a></li>"
        for turn in asked
        if turn.kind is not TurnKind.PROBE
    )
    if links:
        st.html(f'{_STYLE}<nav aria-label="Questions"><ul class="rc-jumps">{links}</ul></nav>')


def turns_view(interview: Interview, turns: Sequence[Turn], highlights: Highlights) -> None:
    """Who said what, and when."""
    items = "".join(turn_html(interview, turn, highlights) for turn in turns)
    st.html(f'{_STYLE}<ol class="rc-turns">{items}</ol>')
