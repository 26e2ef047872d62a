"""Feedback to the candidate, on the team's page about an interview."""

import uuid

import streamlit as st

from core.access.permissions import Member
from core.models import Application
from core.review.feedback import (
    FIELD,
    LONGEST,
    release_feedback,
    take_feedback_back,
    write_feedback,
)
from pages.composition.wiring import services
from pages.parts.shared_text import SharedText
from pages.widgets.callbacks import handled
from pages.widgets.forms import field_error, problem_of
from pages.widgets.local_times import date_and_time
from pages.widgets.tab_state import tab_state, widget_value


def _key(application_id: uuid.UUID) -> str:
    """Of the form and of its text: a draft never shows up beside another application."""
    return f"feedback-{application_id}"


def _save(application_id: uuid.UUID, by: Member, text: SharedText, *, release: bool) -> None:
    key = _key(application_id)
    with problem_of(key):
        with services().begin() as db:
            write_feedback(db, application_id, widget_value(text.key), by, read=text.read)
            if release:
                release_feedback(db, application_id, by)
        tab_state()[f"{key}-saved"] = not release
        text.saved()


def _take_back(application_id: uuid.UUID, by: Member) -> None:
    with problem_of(_key(application_id)), services().begin() as db:
        take_feedback_back(db, application_id, by)


def feedback_form(application: Application | None, me: Member) -> None:
    """Write, release, take back.

    ``application`` is as this run loaded it; None, for an interview without one, shows nothing.
    """
    if application is None:
        return
    st.subheader("Feedback to the candidate", anchor=False)
    field_error(_key(application.id))
    if application.feedback_released_at is not None:
        _released(application, me)
    else:
        _draft(application, me)


def _released(application: Application, me: Member) -> None:
    st.text(f"With the candidate since {date_and_time(application.feedback_released_at)}:")
    with st.container(border=True):
        st.text(application.feedback or "")
    st.button("Take it back to change it", icon=":material/undo:", on_click=handled(_take_back),
              args=(application.id, me))  # fmt: skip


def _draft(application: Application, me: Member) -> None:
    key = _key(application.id)
    st.text(
        "Written by a person. The candidate sees it behind their interview link once you release "
        "it; if a decision was made, they then also see which one."
    )
    own = application.feedback_by == me.user_id
    text = SharedText(f"{key}-text", application.feedback or "", me, form=key, own=own)
    text.choice()
    with st.form(key, border=False):
        st.text_area(
            "Feedback",
            key=text.key,
            height=160,
            max_chars=LONGEST,
            placeholder="What was strong, and what would have made it stronger",
        )
        field_error(key, FIELD)
        with st.container(horizontal=True):
            for label, release in (("Save the draft", False), ("Release to the candidate", True)):
                st.form_submit_button(label, type="primary" if release else "secondary",
                                      on_click=handled(_save),
                                      args=(application.id, me, text),
                                      kwargs={"release": release})  # fmt: skip
    if tab_state().pop(f"{key}-saved", False):
        st.success("The draft is saved. Only the team sees it.")
