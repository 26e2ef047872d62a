"""The form in which a candidate asks for accommodations, until the interview begins."""

import streamlit as st

from core.interviews.accommodations import LONGEST_NOTE, Accommodations, accommodations_of, ask_for
from core.models import Interview
from pages.composition.wiring import services
from pages.parts.candidate.own_link import own_link
from pages.widgets.callbacks import handled
from pages.widgets.forms import field_error, problem_of
from pages.widgets.tab_state import tab_state, widget_value
from pages.widgets.text_forms import keep_text_form

_FORM = "accommodations"
_CHOICES = {
    "slower_speech": "The interviewer speaks more slowly",
    "more_time": "More time: one and a half times the minutes",
    "longer_pauses": "Longer pauses before an answer counts as finished",
    "in_writing": "I prefer to answer in writing",
}


def _save(link: str) -> None:
    values = {name: widget_value(f"{_FORM}-{name}") for name in (*_CHOICES, "note")}
    with problem_of(_FORM):
        with services().begin() as db:
            ask_for(db, link, Accommodations(**values))
        tab_state()[f"{_FORM}-saved"] = True


def accommodation_form(interview: Interview) -> None:
    """The form, with what was asked for so far."""
    wanted = accommodations_of(interview)
    label = "Your request to the team" if wanted else "Do you need anything to be different?"
    with st.expander(label, icon=":material/accessibility_new:"):
        st.write(
            "Ask for whatever lets you show your best. The hiring team sees it as your request. "
            "It is never used to rate you, and you need not say why."
        )
        keep_text_form(_FORM, {"note": f"{_FORM}-note"}, saved={"note": wanted.note})
        with st.form(_FORM, border=False):
            for name, words in _CHOICES.items():
                st.checkbox(words, value=getattr(wanted, name), key=f"{_FORM}-{name}")
            st.text_area("A note to the team, if you like",
                         key=f"{_FORM}-note", max_chars=LONGEST_NOTE, height=96)  # fmt: skip
            field_error(_FORM, "note")
            st.form_submit_button("Save my request", on_click=handled(_save), args=(own_link(),))
            field_error(_FORM)
    if tab_state().pop(f"{_FORM}-saved", False):
        words = ", ".join(wanted.requests) or (
            "your note to the team" if wanted.note else "nothing"
        )
        st.success(f"Saved. You asked for: {words}.", icon=":material/check_circle:")
