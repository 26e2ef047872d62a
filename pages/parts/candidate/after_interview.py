"""The candidate's page after the interview, opened by the same link."""

from datetime import datetime

import streamlit as st

from core.applications.candidates.corrections import is_correctable
from core.applications.candidates.own_interview import own_record
from core.applications.candidates.retakes import take_again
from pages.access.private_files import file_button
from pages.composition.wiring import services
from pages.parts.candidate.application_status_view import application_status_view
from pages.parts.candidate.own_link import own_link
from pages.parts.candidate.own_transcript import own_transcript
from pages.parts.candidate.recording_rights import recording_rights
from pages.parts.candidate.typed_answer import erase_stored_answer
from pages.widgets.callbacks import handled
from pages.widgets.forms import field_error, problem_of
from pages.widgets.local_times import date_and_time
from pages.widgets.tab_state import tab_state

_RETAKE = "retake"


def after_interview() -> None:
    """The application's status, feedback, transcript, recording, and what can be done with them."""
    link = own_link()
    with services().begin() as db:
        own = own_record(db, link)
    interview, turns, recorded = own.interview, own.turns, own.recorded
    until = own.correctable_until
    st.title("Thank you", anchor=False)
    erase_stored_answer(interview.id)
    application_status_view(interview)
    if own.may_retake:
        _offer_retake(link)
    st.subheader("What was said", anchor=False)
    if not turns:
        st.text("Nothing was said in this interview.")
    else:
        if any(map(is_correctable, turns)):
            _about_corrections(until)
        own_transcript(interview, turns, recorded, until, link)
        file_button("Keep a copy of the transcript", "my-interview", link=link)
    st.subheader("Your recording", anchor=False)
    recording_rights(interview, len(recorded), link)


def _about_corrections(until: datetime | None) -> None:
    if until is None:
        st.text("This is your copy. The time to correct it is over.")
        return
    st.text(
        "Speech recognition makes mistakes. If it mis-heard you, put your own words right: until "
        f"{date_and_time(until)}, or until somebody of the team begins to rate the interview."
    )


def _offer_retake(link: str) -> None:
    with st.container(border=True):
        st.subheader("You may take the interview again", anchor=False)
        st.write(
            "There is too little in it to go by, or too little of it came through clearly. That is "
            "no fault of yours and counts for nothing. If you like, take it again by this link, "
            "whenever it suits you."
        )
        field_error(_RETAKE)
        st.button("Take the interview again", type="primary", icon=":material/replay:",
                  on_click=handled(_take_again), args=(link,))  # fmt: skip


def _take_again(link: str) -> None:
    with problem_of(_RETAKE):
        with services().begin() as db:
            take_again(db, link, days=services().settings.link_days)
        for key in ("joined", "audio_wanted", "attached"):
            tab_state().pop(key, None)
