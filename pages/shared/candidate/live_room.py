"""The room while the interview runs: the stage above, writing and actions below."""

from typing import NamedTuple

import streamlit as st

from core.realtime import commands as do
from core.realtime.bridge import Bridge, MediaLine
from core.realtime.room import NOTICES, OVER, Notice, RoomState, RoomView
from pages.shared.candidate.browser_parts import stage
from pages.shared.candidate.green_room import MOVED, connect
from pages.shared.candidate.room_dialogs import DIALOGS, open_dialog
from pages.shared.candidate.room_style import ROOM
from pages.shared.candidate.room_words import ACTIVE, stage_data
from pages.shared.tab import entered, memory

_TURN = frozenset({RoomState.LISTENING, RoomState.THINKING})


class Action(NamedTuple):
    """A button of the room; ``open_in`` are the states in which it can be used."""

    label: str
    icon: str
    command: do.Command
    open_in: frozenset[RoomState] = ACTIVE


DONE = Action("I'm done", ":material/check:", do.FinishAnswer(), _TURN)
RESUME = Action("Go on", ":material/play_arrow:", do.Resume(), frozenset({RoomState.PAUSED}))
ACTIONS = (
    Action("I'm thinking", ":material/hourglass_empty:", do.Think()),
    Action("Repeat", ":material/replay:", do.Repeat()),
    Action("Slower", ":material/speed:", do.Repeat(slow=True)),
    Action("Skip", ":material/skip_next:", do.Skip()),
    Action("Pause", ":material/pause:", do.Pause()),
)


def _set_typing(bridge: Bridge, on: bool) -> None:
    """Answer by keyboard from now on, or by voice again."""
    bridge.tell(do.SetTyping(on))
    if not on and not memory().get("audio_wanted"):
        connect()


def _send_typed(bridge: Bridge) -> None:
    text = entered("typed_answer")
    if text.strip():
        bridge.tell(do.TypeAnswer(text))


def _writing(bridge: Bridge) -> None:
    with st.form("typed", clear_on_submit=True, border=False):
        st.text_area("Your answer", key="typed_answer", max_chars=8_000, height=110)
        st.form_submit_button("Send answer", type="primary", on_click=_send_typed, args=(bridge,))


def _act(bridge: Bridge, view: RoomView, action: Action, *, main: bool = False) -> None:
    # Buttons act in callbacks: a run that another rerun interrupts would lose the click.
    st.button(action.label, icon=action.icon, type="primary" if main else "secondary",
              disabled=view.state not in action.open_in,
              on_click=bridge.tell, args=(action.command,))  # fmt: skip


def _actions(bridge: Bridge, view: RoomView) -> None:
    with st.container(key="actions", horizontal=True):
        if view.state is RoomState.PAUSED:
            _act(bridge, view, RESUME, main=True)
        elif not view.typing:
            _act(bridge, view, DONE, main=True)
        for action in ACTIONS:
            _act(bridge, view, action)
        label, icon = ("Speak", "mic") if view.typing else ("Type", "keyboard")
        st.button(label, icon=f":material/{icon}:", disabled=not view.voice,
                  on_click=_set_typing, args=(bridge, not view.typing))  # fmt: skip
        st.button("Trouble", icon=":material/help:", on_click=open_dialog, args=("trouble",))
        st.button("End", icon=":material/stop_circle:", on_click=open_dialog, args=("end",))


def _beside(view: RoomView) -> None:
    """What is to be said beside the conversation."""
    if view.notice is not Notice.NONE:
        st.info(NOTICES[view.notice], icon=":material/info:")
    if view.unheard_language and not view.typing:
        st.info("The interviewer hears English only. To answer in another language, please type.")


@st.fragment(run_every=0.5)
def _live(bridge: Bridge, line: MediaLine, playing: bool, about: str, dialog: str | None) -> None:
    """What is going on now; looks again twice a second without rerunning the page."""
    view = bridge.view
    changed = memory().get("dialog") != dialog
    if view is None or changed or not bridge.live:
        st.rerun()
    assert view is not None  # noqa: S101 (st.rerun does not return)
    if view.state in OVER:
        return  # how it ended is being kept; the next look finds the room closed
    speaking = playing and not view.typing
    stage(
        stage_data(
            view,
            about=about,
            captions=st.session_state.get("captions", True),
            muted=speaking and (line.muted or not line.hears),
            level=line.level if speaking else None,
        )
    )
    _beside(view)
    if view.typing:
        _writing(bridge)
    st.toggle("Captions", value=True, key="captions")
    _actions(bridge, view)


def room(bridge: Bridge, line: MediaLine, playing: bool, about: str) -> None:
    """The live interview."""
    st.html(ROOM)
    if playing and not bridge.holds(line):
        st.info(MOVED)
        st.button("Go on in this window", on_click=bridge.attach, args=(line,))
        return
    dialog = memory().get("dialog")
    _live(bridge, line, playing, about, dialog)
    if dialog:
        DIALOGS[dialog](bridge, line, playing)
