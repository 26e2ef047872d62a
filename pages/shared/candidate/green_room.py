"""Before the interview: the sound check, a practice question, a request, and the start."""

import time
import uuid
from functools import partial

import streamlit as st

from core.candidates.accommodations import accommodations_of
from core.models import Interview, InterviewStatus
from core.realtime import commands as do
from core.realtime.bridge import Bridge
from core.realtime.room import RoomState
from pages.shared.callbacks import handled
from pages.shared.candidate.accommodation_form import accommodation_form
from pages.shared.candidate.advice import BLOCKED, CONNECT_SECONDS, microphone_problem
from pages.shared.candidate.browser_parts import sound_check
from pages.shared.candidate.own_link import way_in
from pages.shared.candidate.own_way_in import still_open
from pages.shared.candidate.typed_answer import goes_on_writing
from pages.shared.forms import field_error
from pages.shared.outage import part
from pages.shared.tab import memory
from pages.shared.wiring import services

PRACTICE = "Tell me about something that you learned lately. How did you go about it?"
MOVED = "The interview goes on in another window. You can take it back to this one."
CONNECTING = "Connecting your microphone… Please allow it if the browser asks."
FAILED = (
    "Something went wrong on our side. Everything you said is kept: go on now, or come back later "
    "by this link."
)
BEGIN = "begin"
"""The form that says why the live session did not begin."""
_NOTICES = {RoomState.MOVED: MOVED, RoomState.FAILED: FAILED}


def begin(interview_id: uuid.UUID, *, typing: bool) -> None:
    """Start or go on with the live session; raises HouseFull, or DatabaseAway."""
    if not still_open():
        return  # the page says why
    if typing:
        memory()["audio_wanted"] = False
    bridge = services().rooms.start(interview_id, way_in())
    if typing:
        bridge.tell(do.SetTyping(True))
    memory()["joined"] = True


def connect() -> None:
    """Have the browser connect its microphone and speaker; the room follows once it has."""
    memory().update(audio_wanted=True, go_on=True, connecting_since=time.monotonic())


def asked_for_audio() -> bool:
    """Whether this tab ever asked for the audio connection."""
    return "connecting_since" in memory()


def _disconnect() -> None:
    memory().update(audio_wanted=False, go_on=False)


def _in_writing(interview: Interview, *, primary: bool = False) -> None:
    st.button("Answer in writing instead", icon=":material/keyboard:",
              type="primary" if primary else "secondary", on_click=handled(begin, form=BEGIN),
              args=(interview.id,), kwargs={"typing": True})  # fmt: skip


def _notices(bridge: Bridge, returning: bool) -> None:
    """What a candidate who is not in the room should know."""
    state = bridge.view.state if bridge.view else None
    field_error(BEGIN)
    if state in _NOTICES:
        st.info(_NOTICES[state])
    elif returning:
        st.info("Welcome back. Your interview goes on at the question where it stopped.")


def green_room(interview: Interview, bridge: Bridge) -> None:
    """Getting ready; a candidate who comes back goes straight on."""
    returning = interview.status is InterviewStatus.IN_PROGRESS
    _notices(bridge, returning)
    if returning:
        goes_on_writing(partial(begin, interview.id, typing=True))
        with st.container(key="ways", horizontal=True):
            st.button("Turn on the microphone and continue", type="primary",
                      icon=":material/mic:", on_click=handled(connect))  # fmt: skip
            _in_writing(interview)
        return
    microphone = sound_check(PRACTICE)
    memory()["device"] = microphone.get("device", "")
    problem = microphone.get("problem")
    if problem:
        st.warning(microphone_problem(problem), icon=":material/mic_off:")
    accommodation_form(interview)
    writing = bool(problem) or accommodations_of(interview).in_writing
    with st.container(key="ways", horizontal=True):
        if microphone.get("device"):
            st.button("Start the interview", type="secondary" if writing else "primary",
                      icon=":material/play_arrow:", on_click=handled(connect))  # fmt: skip
        _in_writing(interview, primary=writing)


@st.fragment(run_every=1.0)
@part
def connecting(interview: Interview, problem: str) -> None:
    """While the connection comes up; a way on as soon as it seems not to."""
    if not memory()["audio_wanted"]:
        st.rerun()
    waited = time.monotonic() - memory().get("connecting_since", 0.0)
    field_error(BEGIN)
    if not problem and waited < CONNECT_SECONDS:
        st.info(CONNECTING, icon=":material/hourglass_top:")
    else:
        st.warning(microphone_problem(problem) if problem else BLOCKED, icon=":material/wifi_off:")
    with st.container(key="ways", horizontal=True):
        _in_writing(interview, primary=bool(problem) or waited >= CONNECT_SECONDS)
        st.button("Try the microphone again", icon=":material/refresh:",
                  on_click=handled(_disconnect))  # fmt: skip
