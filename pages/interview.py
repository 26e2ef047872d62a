"""The candidate's interview, opened by link: consent, microphone check, live room, thanks."""

import streamlit as st

from core.applications.candidates.own_interview import own_interview
from core.errors import DatabaseAway, NotFound
from core.interviews.application_status import may_be_taken
from core.models import Interview, InterviewStatus
from core.realtime.bridge import Bridge, MediaLine
from core.realtime.session.room import RoomState
from pages.composition.wiring import services
from pages.parts.candidate.audio import connect_audio
from pages.parts.candidate.candidate_after import candidate_after
from pages.parts.candidate.consent import about, ask_consent, introduction
from pages.parts.candidate.green_room import green_room
from pages.parts.candidate.joining import BEGIN, asked_for_audio, begin, connecting
from pages.parts.candidate.link_problem import opens_nothing
from pages.parts.candidate.live_room import room
from pages.parts.candidate.own_link import own_link, way_in
from pages.parts.candidate.room_style import CANDIDATE
from pages.parts.candidate.sound import Sound
from pages.parts.candidate.where_it_stands import not_to_be_taken
from pages.widgets.callbacks import handled
from pages.widgets.tab import memory


def load_interview() -> Interview:
    """The interview of the link in the address; ends the page with a message if there is none.

    While the database is away, a live one is as it was known: its room waits by itself.
    """
    link, tab = own_link(), memory()
    try:
        with services().begin() as db:
            interview = own_interview(db, link)
        tab["loaded"] = (link, interview)
        return interview
    except DatabaseAway:
        known: tuple[str, Interview] | None = tab.get("loaded")
        if known and known[0] == link and services().rooms.bridge(known[1].id, way_in()).live:
            return known[1]
        raise
    except NotFound as problem:
        opens_nothing(problem)


def join_audio(bridge: Bridge, line: MediaLine, wanted: bool) -> tuple[bool, str]:
    """Keep the audio connection; a tab takes the interview over once, not at every run.

    A tab that never wanted one loads nothing of it.
    """
    tab = memory()
    if not asked_for_audio():
        return False, ""
    playing, problem = connect_audio(line, wanted=wanted, device=tab.get("device", ""))
    if playing and not tab.get("attached"):
        bridge.attach(line)
    tab["attached"] = playing
    return playing, problem


def left(bridge: Bridge) -> bool:
    """Whether this tab was in the room and its connection came back after the room was left."""
    view = bridge.view if memory().get("joined") else None
    return view is not None and view.state is RoomState.LEFT and not bridge.live


def ended_meanwhile(bridge: Bridge) -> bool:
    """Whether the interview ended after this run had loaded it: a closed room has kept how."""
    view = bridge.view
    ended = view is not None and view.state is RoomState.COMPLETED and not bridge.live
    return ended and load_interview().status is InterviewStatus.COMPLETED


def main() -> None:
    """One run of the page."""
    st.html(CANDIDATE)
    interview = load_interview()
    if interview.status is InterviewStatus.COMPLETED:
        candidate_after()
        return
    if not may_be_taken(interview):
        not_to_be_taken(interview)
        return
    if interview.consented_at is None:
        introduction(interview)
        ask_consent()
        return
    bridge = services().rooms.bridge(interview.id, way_in())
    tab = memory()
    line: MediaLine = tab.setdefault(f"line-{interview.id}", MediaLine(bridge))
    wanted = bool(tab.get("audio_wanted"))
    place = st.container()
    playing, problem = join_audio(bridge, line, wanted)
    if playing and (tab.pop("go_on", False) or left(bridge)):
        handled(begin, form=BEGIN)(interview.id, typing=False)
    live = bridge.live
    if not live and ended_meanwhile(bridge):
        st.rerun()
    with place:
        if tab.get("joined") and live:
            room(bridge, Sound(line, playing, problem), interview.id, about(interview))
        elif wanted and not playing:
            introduction(interview)
            connecting(interview, problem)
        else:
            introduction(interview)
            green_room(interview, bridge)


main()
