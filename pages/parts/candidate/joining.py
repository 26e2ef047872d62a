"""Joining the live session, by voice or in writing."""

import time
import uuid

import streamlit as st

from core.models import Interview
from core.realtime.models import commands as do
from core.realtime.rooms import AllRoomsTaken
from pages.composition.wiring import services
from pages.parts.candidate.link_check import link_still_opens
from pages.parts.candidate.own_link import link_hash
from pages.parts.candidate.troubleshooting import BLOCKED, CONNECT_SECONDS, microphone_problem
from pages.widgets.callbacks import handled
from pages.widgets.forms import field_error
from pages.widgets.outage import handle_errors
from pages.widgets.tab_state import tab_state

CONNECTING = "Connecting your microphone… Please allow it if the browser asks."
BEGIN = "begin"
"""The form that shows why the live session did not begin."""


def begin(interview_id: uuid.UUID, *, typing: bool) -> None:
    """Start or continue the live session. Raises AllRoomsTaken or DatabaseAway."""
    if not link_still_opens():
        return  # the page says why
    if typing:
        tab_state()["audio_wanted"] = False
    try:
        bridge = services().rooms.start(interview_id, link_hash(), spoken=not typing)
    except AllRoomsTaken:
        _disconnect()
        raise
    if typing:
        bridge.tell(do.SetTyping(True))
    tab_state()["joined"] = True


def join(interview_id: uuid.UUID) -> None:
    """Connect the sound, and begin or go on by voice. Raises AllRoomsTaken."""
    services().rooms.require_place(interview_id, link_hash())
    connect()


def connect() -> None:
    """Have the browser connect its sound; the session begins once it is connected."""
    tab_state().update(audio_wanted=True, go_on=True, connecting_since=time.monotonic())


def asked_for_audio() -> bool:
    """Whether this tab ever asked for the audio connection."""
    return "connecting_since" in tab_state()


def _disconnect() -> None:
    tab_state().update(audio_wanted=False, go_on=False)


def in_writing(interview: Interview, *, primary: bool = False) -> None:
    """The button that begins, or goes on, in writing."""
    st.button("Answer in writing instead", icon=":material/keyboard:",
              type="primary" if primary else "secondary", on_click=handled(begin, form=BEGIN),
              args=(interview.id,), kwargs={"typing": True})  # fmt: skip


@st.fragment(run_every=1.0)
@handle_errors
def connecting(interview: Interview, problem: str) -> None:
    """Shown while the sound connects; offers writing if that takes long or fails."""
    if not tab_state()["audio_wanted"]:
        st.rerun()
    waited = time.monotonic() - tab_state().get("connecting_since", 0.0)
    field_error(BEGIN, calm=True)
    if not problem and waited < CONNECT_SECONDS:
        st.info(CONNECTING, icon=":material/hourglass_top:")
    else:
        st.warning(microphone_problem(problem) if problem else BLOCKED, icon=":material/wifi_off:")
    with st.container(key="ways", horizontal=True):
        in_writing(interview, primary=bool(problem) or waited >= CONNECT_SECONDS)
        st.button("Try the microphone again", icon=":material/refresh:",
                  on_click=handled(_disconnect))  # fmt: skip
