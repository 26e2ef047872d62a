"""The candidate's interview, opened by link: consent, sound check, live room, thanks."""

import uuid

import streamlit as st

from core.applications.candidates.own_interview import own_interview
from core.errors import DatabaseAway, NotFound
from core.interviews.application_status import may_be_taken
from core.models import Interview, InterviewStatus
from core.realtime.bridge import Bridge, MediaLine
from core.realtime.session.room import RoomState
from pages.composition.wiring import services
from pages.parts.candidate.after_interview import after_interview
from pages.parts.candidate.application_status_view import interview_not_open
from pages.parts.candidate.audio import connect_audio
from pages.parts.candidate.consent import about, ask_consent, introduction
from pages.parts.candidate.green_room import green_room
from pages.parts.candidate.joining import BEGIN, asked_for_audio, begin, connecting
from pages.parts.candidate.link_problem import link_problem
from pages.parts.candidate.live_room import room
from pages.parts.candidate.own_link import link_hash, own_link
from pages.parts.candidate.room_style import CANDIDATE
from pages.parts.candidate.sound import Sound, is_unattended
from pages.widgets.callbacks import handled
from pages.widgets.tab_state import tab_state


def load_interview() -> Interview:
    """The interview of the link in the address; ends the page with a message if there is none.

    While the database is away, a live interview is used as it was loaded last.
    """
    link, tab = own_link(), tab_state()
    try:
        with services().begin() as db:
            interview = own_interview(db, link)
        tab["loaded"] = (link, interview)
        return interview
    except DatabaseAway:
        known: tuple[str, Interview] | None = tab.get("loaded")
        if known and known[0] == link and services().rooms.bridge(known[1].id, link_hash()).live:
            return known[1]
        raise
    except NotFound as problem:
        link_problem(problem)


def join_audio(
    bridge: Bridge, line: MediaLine, interview_id: uuid.UUID, wanted: bool
) -> tuple[bool, str]:
    """Render the audio connection, and attach it to the session.

    A tab that never asked for sound loads nothing of it.
    """
    tab = tab_state()
    if not asked_for_audio():
        return False, ""
    playing, problem = connect_audio(
        line, interview_id, wanted=wanted, device=tab.get("device", "")
    )
    # Not at every run: another window may have taken the interview over.
    if playing and (not tab.get("attached") or is_unattended(bridge, line)):
        bridge.attach(line)
    tab["attached"] = playing
    return playing, problem


def was_left(bridge: Bridge) -> bool:
    """Whether this tab was in the room, and its sound came back after the session was left."""
    view = bridge.view if tab_state().get("joined") else None
    return view is not None and view.state is RoomState.LEFT and not bridge.live


def ended_meanwhile(bridge: Bridge) -> bool:
    """Whether the interview ended after this run had loaded it."""
    view = bridge.view
    ended = view is not None and view.state is RoomState.COMPLETED and not bridge.live
    return ended and load_interview().status is InterviewStatus.COMPLETED


def main() -> None:
    """One run of the page."""
    st.html(CANDIDATE)
    interview = load_interview()
    if interview.status is InterviewStatus.COMPLETED:
        after_interview()
        return
    if not may_be_taken(interview):
        interview_not_open(interview)
        return
    if interview.consented_at is None:
        introduction(interview)
        ask_consent()
        return
    bridge = services().rooms.bridge(interview.id, link_hash())
    tab = tab_state()
    line: MediaLine = tab.setdefault(f"line-{interview.id}", MediaLine())
    wanted = bool(tab.get("audio_wanted"))
    place = st.container()
    playing, problem = join_audio(bridge, line, interview.id, wanted)
    if playing and (tab.pop("go_on", False) or was_left(bridge)):
        handled(begin, form=BEGIN)(interview.id, typing=False)
        if not tab.get("audio_wanted"):  # refused
            st.rerun()
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
