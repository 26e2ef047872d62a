"""The field for a rating, which its reviewer may have open in several windows."""

from collections.abc import Callable

import streamlit as st

from core.interviews.rated_competencies import RatedCompetency
from core.review.rating_words import CHOICES, RatingChoice, choice_meaning
from pages.widgets.callbacks import handled
from pages.widgets.form_merge import FormMerge
from pages.widgets.tab_state import widget_value
from pages.widgets.text import plain


def rating_field(
    key: str,
    one: RatedCompetency,
    chosen: str | None,
    save: Callable[[str, FormMerge[RatingChoice]], None],
) -> None:
    """The field ``key`` for the rating of ``one``; ``chosen`` is the saved one.

    ``save`` gets what is chosen here, and the field's merge.
    """
    merge, options = FormMerge(key, RatingChoice(chosen), 0), list(CHOICES)
    st.session_state.setdefault(key, chosen)

    def put(draft: RatingChoice, field: str) -> None:
        st.session_state[key] = draft.choice

    merge.catch_up(RatingChoice(st.session_state[key]), put)
    if merge.conflicts:  # chosen in another window meanwhile: that counts
        put(merge.now, "choice")
        merge.keep(merge.now)
    st.radio(plain(one.name), options, format_func=CHOICES.__getitem__, index=None,
             captions=[plain(choice_meaning(one, choice)) for choice in options], key=key,
             on_change=handled(lambda: save(widget_value(key), merge)))  # fmt: skip
