"""The end of a scorecard: its summary, what is missing, and submitting it."""

from collections.abc import Callable, Sequence

import streamlit as st

from core.access.permissions import Member
from core.models import Scorecard
from core.review.scorecard_filling import MOST_NOTE, look_without_rating, save_summary, submit
from core.review.scorecards import unfinished
from core.text.dates import many
from pages.parts.shared_text import SharedText
from pages.widgets.callbacks import handled
from pages.widgets.forms import field_error
from pages.widgets.tab_state import widget_value


def submission(
    card: Scorecard | None, competencies: Sequence[str], form: str, do: Callable[..., None],
    end: Callable[..., None], me: Member,
) -> None:  # fmt: skip
    """``do`` makes a change to the scorecard, given the service function and its values.

    ``end`` closes it as it was seen.
    """

    def save(text: SharedText) -> None:
        do(save_summary, widget_value(text.key), read=text.read, then=text.saved)

    st.divider()
    summary = card.summary if card else ""
    text = SharedText(f"{form}-summary", summary, me, form=form, save=save)
    st.text_area("Summary", key=text.key, height=90, max_chars=MOST_NOTE,
                 on_change=handled(save), args=(text,))  # fmt: skip
    field_error(form, "summary")
    text.choice()
    missing = unfinished(card, competencies)
    field_error(form, "scorecard")
    if missing:
        st.text(f"{many(len(missing), 'thing')} left before you can submit:")
        st.text("\n".join(missing))
    st.button("Submit and see what others make of it", type="primary", disabled=bool(missing),
              on_click=handled(end), args=(submit,))  # fmt: skip
    with st.expander("I will not rate this interview"):
        st.text("You then see what others and the program make of it, and cannot rate it.")
        st.button("Look without rating", on_click=handled(end), args=(look_without_rating,))
