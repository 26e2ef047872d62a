"""Before the interview: the sound check, a practice question, accommodations, and the start."""

from functools import partial

import streamlit as st

from core.interviews.accommodations import accommodations_of
from core.interviews.answer_drafts import own_draft
from core.models import Interview, InterviewStatus
from core.realtime.bridge import Bridge
from core.realtime.session.room import RoomState
from pages.composition.wiring import services
from pages.parts.candidate.accommodation_form import accommodation_form
from pages.parts.candidate.browser_components import sound_check
from pages.parts.candidate.joining import BEGIN, begin, in_writing, join
from pages.parts.candidate.own_link import own_link
from pages.parts.candidate.troubleshooting import microphone_problem
from pages.parts.candidate.typed_answer import resume_writing
from pages.widgets.callbacks import handled
from pages.widgets.forms import field_error
from pages.widgets.tab_state import tab_state

PRACTICE = "Tell me about something that you learned lately. How did you go about it?"
MOVED = "The interview goes on in another window. You can take it back to this one."
FAILED = (
    "Something went wrong on our side. Everything you said is kept: go on now, or come back later "
    "by this link."
)
WELCOME_BACK = "Welcome back. Your interview goes on at the question where it stopped."
STILL_THERE = "What you had begun to write is still there."
_NOTICES = {RoomState.MOVED: MOVED, RoomState.FAILED: FAILED}


def _half_written() -> bool:
    """Whether there is a draft of an answer, from any device."""
    with services().begin() as db:
        return own_draft(db, own_link()) is not None


def _notices(bridge: Bridge, returning: bool, half_written: bool) -> None:
    """Messages for a candidate who is not in the live room."""
    state = bridge.view.state if bridge.view else None
    if state in _NOTICES:
        st.info(_NOTICES[state])
    elif returning:
        st.info(f"{WELCOME_BACK} {STILL_THERE}" if half_written else WELCOME_BACK)


def green_room(interview: Interview, bridge: Bridge) -> None:
    """The green room; a candidate who comes back can go on at once."""
    returning = interview.status is InterviewStatus.IN_PROGRESS
    half_written = returning and _half_written()
    _notices(bridge, returning, half_written)
    asked = accommodations_of(interview).in_writing
    if returning:
        writing = half_written or asked
        resume_writing(interview.id, partial(begin, interview.id, typing=True))
        field_error(BEGIN, calm=True)
        with st.container(key="ways", horizontal=True):
            st.button("Turn on the microphone and continue",
                      type="secondary" if writing else "primary",
                      icon=":material/mic:", on_click=handled(join, form=BEGIN),
                      args=(interview.id,))  # fmt: skip
            in_writing(interview, primary=writing)
        return
    microphone = sound_check(PRACTICE)
    tab_state()["device"] = microphone.get("device", "")
    problem = microphone.get("problem")
    if problem:
        st.warning(microphone_problem(problem), icon=":material/mic_off:")
    accommodation_form(interview)
    writing = bool(problem) or asked
    field_error(BEGIN, calm=True)
    with st.container(key="ways", horizontal=True):
        if "device" in microphone:
            st.button("Start the interview", type="secondary" if writing else "primary",
                      icon=":material/play_arrow:", on_click=handled(join, form=BEGIN),
                      args=(interview.id,))  # fmt: skip
        in_writing(interview, primary=writing)
