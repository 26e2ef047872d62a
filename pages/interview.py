"""The candidate's interview, opened by link: consent, microphone check, live room, thanks."""

import streamlit as st

from core.errors import NotFound
from core.interviews import get_interview
from core.links import open_interview_link
from core.models import Interview, InterviewStatus
from core.realtime.bridge import Bridge, MediaLine
from pages.shared.audio import connect_audio
from pages.shared.candidate_after import candidate_after
from pages.shared.green_room import ask_consent, green_room, introduction
from pages.shared.live_room import room
from pages.shared.wiring import services


def load_interview() -> Interview:
    """The interview of the link in the address; ends the page with a message if there is none."""
    try:
        with services().begin() as db:
            found = open_interview_link(db, st.query_params.get("link", ""))
            return get_interview(db, found.id)
    except NotFound as problem:
        st.title("This link does not open an interview")
        st.text(str(problem))
        st.stop()


def join_audio(bridge: Bridge, line: MediaLine) -> bool:
    """Keep the audio connection; a tab takes the interview over once, not at every run."""
    playing = connect_audio(line, wanted=st.session_state.get("audio_wanted", False))
    if playing and not st.session_state.get("attached"):
        bridge.attach(line)
    st.session_state["attached"] = playing
    return playing


def main() -> None:
    """One run of the page."""
    interview = load_interview()
    if interview.status is InterviewStatus.COMPLETED:
        candidate_after(interview)
        return
    joined = bool(st.session_state.get("joined"))
    introduction(interview, brief=joined)
    if interview.consented_at is None:
        ask_consent(interview)
        return
    bridge = services().rooms.bridge(interview.id)
    line: MediaLine = st.session_state.setdefault(f"line-{interview.id}", MediaLine(bridge))
    place = st.container()
    playing = join_audio(bridge, line)
    with place:
        if joined and bridge.live:
            room(bridge, line, playing)
        else:
            green_room(interview, bridge, line, playing)


main()
