"""Into the room: the live session begins, with the browser's sound or in writing."""

import time
import uuid

import streamlit as st

from core.models import Interview
from core.realtime.models import commands as do
from pages.composition.wiring import services
from pages.parts.candidate.advice import BLOCKED, CONNECT_SECONDS, microphone_problem
from pages.parts.candidate.own_link import way_in
from pages.parts.candidate.own_way_in import still_open
from pages.widgets.callbacks import handled
from pages.widgets.forms import field_error
from pages.widgets.outage import part
from pages.widgets.tab import memory

CONNECTING = "Connecting your microphone… Please allow it if the browser asks."
BEGIN = "begin"
"""The form that says why the live session did not begin."""


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


def in_writing(interview: Interview, *, primary: bool = False) -> None:
    """The button that begins, or goes on, in writing."""
    st.button("Answer in writing instead", icon=":material/keyboard:",
              type="primary" if primary else "secondary", on_click=handled(begin, form=BEGIN),
              args=(interview.id,), kwargs={"typing": True})  # fmt: skip


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
        in_writing(interview, primary=bool(problem) or waited >= CONNECT_SECONDS)
        st.button("Try the microphone again", icon=":material/refresh:",
                  on_click=handled(_disconnect))  # fmt: skip
