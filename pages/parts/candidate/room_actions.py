"""The buttons of the live room."""

from typing import NamedTuple

import streamlit as st

from core.realtime.bridge import Bridge
from core.realtime.models import commands as do
from core.realtime.rooms import AllRoomsTaken
from core.realtime.session.room import RoomState, RoomView
from pages.composition.wiring import services
from pages.parts.candidate.joining import connect
from pages.parts.candidate.link_check import send_command
from pages.parts.candidate.room_dialogs import open_dialog
from pages.parts.candidate.room_words import ACTIVE
from pages.parts.candidate.sound import Sound
from pages.widgets.callbacks import handled
from pages.widgets.tab_state import tab_state

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


def _act(bridge: Bridge, view: RoomView, action: Action, *, main: bool = False) -> None:
    # Buttons act in callbacks: a rerun that interrupts the run would lose the click.
    st.button(action.label, icon=action.icon, type="primary" if main else "secondary",
              disabled=view.state not in action.open_in,
              on_click=handled(send_command), args=(bridge, action.command))  # fmt: skip


def room_actions(bridge: Bridge, view: RoomView, sound: Sound) -> None:
    """All buttons; those that have no use in the present state are disabled."""
    with st.container(key="actions", horizontal=True):
        if view.state is RoomState.PAUSED:
            _act(bridge, view, RESUME, main=True)
        elif not view.typing:
            _act(bridge, view, DONE, main=True)
        for action in ACTIONS:
            _act(bridge, view, action)
        label, icon = ("Speak", "mic") if view.typing else ("Type", "keyboard")
        st.button(label, icon=f":material/{icon}:", disabled=not view.voice,
                  on_click=handled(_set_typing),
                  args=(bridge, sound, not view.typing))  # fmt: skip
        st.button(
            "Trouble", icon=":material/help:", on_click=handled(open_dialog), args=("trouble",)
        )
        st.button(
            "End", icon=":material/stop_circle:", on_click=handled(open_dialog), args=("end",)
        )


def _set_typing(bridge: Bridge, sound: Sound, on: bool) -> None:
    """Answer by keyboard from now on, or by voice again, if there is room for one more voice."""
    if not on:
        try:
            services().rooms.let_speak(bridge)
        except AllRoomsTaken:
            send_command(bridge, do.StayInWriting())
            return
    send_command(bridge, do.SetTyping(on))
    if on and not sound.playing:
        tab_state()["audio_wanted"] = False  # so that "Speak" connects again
    elif not on and not tab_state().get("audio_wanted"):
        connect()
