"""The fields of one core question's form, each with its error message."""

from typing import Any

import streamlit as st

from core.interviews.plans.edits import (
    LONGEST_ANCHOR,
    LONGEST_COMPETENCY,
    LONGEST_INTENT,
    LONGEST_TEXT,
)
from core.interviews.plans.question_choices import ANCHORS, LEVELS
from pages.parts.postings.plan_question_form import QuestionForm
from pages.widgets.callbacks import handled
from pages.widgets.tab_state import widget_value


def question_fields(form: QuestionForm) -> None:
    """Every field of ``form``."""
    _area(form, "text", "Question", 90, LONGEST_TEXT,
          help="Every candidate is asked this, in these words.")  # fmt: skip
    left, right = st.columns(2)
    with left:
        _competency(form)
    with right:
        st.selectbox("Level", list(LEVELS), format_func=LEVELS.__getitem__,
                     key=form.key("level"), persist_state="session")  # fmt: skip
        form.problem("level")
    if form.skills:
        st.multiselect("Required skills that it asks about", form.skills,
                       key=form.key("skills"), persist_state="session")  # fmt: skip
        form.problem("skills")
    _area(form, "intent", "What the answer should show (optional)", 70, LONGEST_INTENT)
    st.markdown("What is heard in an answer:")
    for field, label in ANCHORS.items():
        _area(form, field, label, 70, LONGEST_ANCHOR)


def _area(
    form: QuestionForm, field: str, label: str, height: int, longest: int, **more: Any
) -> None:
    st.text_area(label, height=height, max_chars=longest, key=form.key(field),
                 persist_state="session", **more)  # fmt: skip
    form.problem(field)


def _competency(form: QuestionForm) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="xsmall"):
        st.text_input("Competency", key=form.key("competency"), persist_state="session",
                      max_chars=LONGEST_COMPETENCY, placeholder="Type, or choose")  # fmt: skip
        st.menu_button("List", list(form.offered), key=form.key("offered"),
                       on_click=handled(_take_competency), args=(form,))  # fmt: skip
    form.problem("competency")


def _take_competency(form: QuestionForm) -> None:
    """Take a competency from the list, and its anchors where none are typed."""
    name = widget_value(form.key("offered"))
    typed = any(widget_value(form.key(field)) for field in ANCHORS)
    taken = {"competency": name, **({} if typed else form.offered[name])}
    for field, text in taken.items():
        st.session_state[form.key(field)] = text
