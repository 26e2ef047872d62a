"""The live room: the question and captions above, writing and buttons below."""

import uuid

import streamlit as st

from core.realtime.bridge import Bridge
from core.realtime.session.room import NOTICES, OVER, Notice, RoomView
from pages.parts.candidate.browser_components import stage
from pages.parts.candidate.green_room import MOVED
from pages.parts.candidate.joining import CONNECTING
from pages.parts.candidate.link_check import link_has_ended
from pages.parts.candidate.room_actions import room_actions
from pages.parts.candidate.room_dialogs import DIALOGS
from pages.parts.candidate.room_style import ROOM
from pages.parts.candidate.room_words import stage_data
from pages.parts.candidate.sound import Sound, is_unattended
from pages.parts.candidate.troubleshooting import microphone_problem
from pages.parts.candidate.typed_answer import speaking, writing
from pages.widgets.callbacks import handled
from pages.widgets.outage import handle_errors
from pages.widgets.tab_state import tab_state

HERE = "Press “Type” to write, then “Speak” to try again."


_Asked = tuple[str | None, bool, bool, bool]


def _asked(view: RoomView | None) -> _Asked:
    """What needs a run of the whole page: dialog, audio connection, whether the link has ended,
    and whether the candidate writes."""
    state = tab_state()
    writes = view is not None and view.typing
    return state.get("dialog"), bool(state.get("audio_wanted")), link_has_ended(), writes


def _is_misled(bridge: Bridge, sound: Sound) -> bool:
    """Whether the sound of this window is not, or not any more, that of the interview."""
    line = sound.line
    return sound.playing and (bridge.heeds_another(line) or is_unattended(bridge, line))


def _beside(view: RoomView, sound: Sound) -> None:
    """Notices; they are on top, as a phone has no space below."""
    if not view.typing and sound.problem:
        st.warning(f"{microphone_problem(sound.problem)} {HERE}", icon=":material/mic_off:")
    elif not view.typing and not sound.playing:
        st.info(CONNECTING, icon=":material/hourglass_top:")
    if view.notice is not Notice.NONE:
        st.info(NOTICES[view.notice], icon=":material/info:")
    if view.unheard_language and not view.typing:
        st.info("The interviewer hears English only. To answer in another language, please type.")


@st.fragment(run_every=0.5)
@handle_errors
def _live(bridge: Bridge, sound: Sound, interview_id: uuid.UUID, about: str, asked: _Asked) -> None:
    """The room as it is now; refreshed twice a second without rerunning the page."""
    view = bridge.view
    if view is None or _asked(view) != asked or not bridge.live or _is_misled(bridge, sound):
        st.rerun()
    assert view is not None  # noqa: S101 (st.rerun does not return)
    if view.state in OVER:
        if view.notice is not Notice.NONE:
            st.info(NOTICES[view.notice], icon=":material/info:")
        return  # how it ended is being saved; the next refresh finds the room closed
    with st.container(key="notices"):
        _beside(view, sound)
    stage(
        stage_data(
            view,
            about=about,
            captions=st.session_state.get("captions", True),
            level=sound.level(view),
            unheard=sound.unheard,
        )
    )
    if view.typing:
        writing(bridge, view, interview_id)
    st.toggle("Captions", value=True, key="captions")
    room_actions(bridge, view, sound)


def room(bridge: Bridge, sound: Sound, interview_id: uuid.UUID, about: str) -> None:
    """The live interview."""
    st.html(ROOM)
    if sound.playing and bridge.heeds_another(sound.line):
        st.info(MOVED)
        st.button("Go on in this window", on_click=handled(bridge.attach), args=(sound.line,))
        return
    asked = _asked(bridge.view)
    _live(bridge, sound, interview_id, about, asked)
    if not asked[-1]:
        speaking(interview_id)
    if dialog := asked[0]:
        DIALOGS[dialog](bridge, sound.line, sound.playing)
