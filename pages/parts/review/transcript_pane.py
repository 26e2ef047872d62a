"""The pane of the transcript: filter, search, and its own scrolling."""

from collections.abc import Callable, Sequence

import streamlit as st

from core.models import Interview, Turn
from core.review.turn_words import EVERYTHING, FILTERS, matching
from pages.access.private_files import file_button
from pages.parts.review.transcript_view import jumps, turns_view
from pages.parts.review.turn_html import Highlights

_PANE = "transcript-pane"
_STYLE = f"""<style>
.st-key-{_PANE} {{height: calc(100vh - 16rem) !important; min-height: 22rem}}
@media (min-width: 641px) {{
  [data-testid="stColumn"]:has(.st-key-{_PANE}) {{position: sticky; top: 4rem;
    align-self: flex-start}}
}}
@media (max-width: 640px) {{.st-key-{_PANE} {{height: 60vh !important}}}}
</style>"""


def transcript_pane(
    interview: Interview, turns: Sequence[Turn], highlights: Callable[[str], Highlights]
) -> None:
    """What was said; ``highlights`` says what is marked in it, given what is searched for."""
    if not turns:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kinds = st.segmented_control("Show", list(FILTERS), default=EVERYTHING, required=True,
                                     wrap=True)  # fmt: skip
        search = st.text_input("Search what was said", type="search", live="300ms", width=200)
        file_button("As text", "transcript", interview.id)
    jumps(interview, turns)
    found = matching(turns, FILTERS[kinds], search or "")
    st.html(_STYLE)
    with st.container(height=560, key=_PANE, border=False):
        if not found:
            st.write("No turn matches.")
        turns_view(interview, found, highlights(search or ""))
