"""Choosing a rating, in however many windows of its reviewer."""

from collections.abc import Callable

import streamlit as st

from core.interviews.rated_competencies import Rated
from core.review.rating_words import CHOICES, Choice, choice_meaning
from pages.widgets.callbacks import handled
from pages.widgets.reading import Reading
from pages.widgets.tab import entered
from pages.widgets.text import plain


def rating_field(
    key: str, one: Rated, chosen: str | None, save: Callable[[str, Reading[Choice]], None]
) -> None:
    """The field ``key`` for the rating of ``one``, which is ``chosen`` by now.

    ``save`` gets what is chosen here, and what the field went by.
    """
    reading, options = Reading(key, Choice(chosen), 0), list(CHOICES)
    st.session_state.setdefault(key, chosen)

    def put(draft: Choice, field: str) -> None:
        st.session_state[key] = draft.choice

    reading.catch_up(Choice(st.session_state[key]), put)
    if reading.clashes:  # chosen in another window meanwhile: that stands
        put(reading.now, "choice")
        reading.keep(reading.now)
    st.radio(plain(one.name), options, format_func=CHOICES.__getitem__, index=None,
             captions=[plain(choice_meaning(one, choice)) for choice in options], key=key,
             on_change=handled(lambda: save(entered(key), reading)))  # fmt: skip
