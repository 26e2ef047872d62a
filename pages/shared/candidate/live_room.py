"""The room while the interview runs: the stage above, writing and actions below."""

from typing import NamedTuple

import streamlit as st

from core.realtime import commands as do
from core.realtime.bridge import Bridge, MediaLine
from core.realtime.room import NOTICES, OVER, Notice, RoomState, RoomView
from pages.shared.candidate.advice import microphone_problem
from pages.shared.candidate.browser_parts import stage
from pages.shared.candidate.green_room import CONNECTING, MOVED, connect
from pages.shared.candidate.room_dialogs import DIALOGS, open_dialog
from pages.shared.candidate.room_style import ROOM
from pages.shared.candidate.room_words import ACTIVE, MUTED, UNHEARD, stage_data
from pages.shared.tab import entered, memory

HERE = "Press “Type” to write, then “Speak” to try again."
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


class Sound(NamedTuple):
    """The audio connection as the page's latest run found it.

    Attributes:
        line: the tab's own end of it.
        playing: whether audio flows.
        problem: the name of the browser's error if it cannot.
    """

    line: MediaLine
    playing: bool
    problem: str = ""

    @property
    def unheard(self) -> str:
        """Why nothing of the candidate arrives, in words; empty if it does."""
        if not self.playing:
            return UNHEARD
        return "" if self.line.hears and not self.line.muted else MUTED

    def level(self, view: RoomView) -> float | None:
        """Loudness to show, 0 to 1; None where nobody listens."""
        listened_to = self.playing and not view.typing and view.state in ACTIVE
        return self.line.level if listened_to else None


def _set_typing(bridge: Bridge, sound: Sound, on: bool) -> None:
    """Answer by keyboard from now on, or by voice again."""
    bridge.tell(do.SetTyping(on))
    if on and not sound.playing:
        memory()["audio_wanted"] = False  # so that speaking is tried anew
    elif not on and not memory().get("audio_wanted"):
        connect()


def _asked() -> tuple[str | None, bool]:
    """What only a run of the whole page can bring: a dialog, and the audio connection."""
    return memory().get("dialog"), bool(memory().get("audio_wanted"))


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


def _actions(bridge: Bridge, view: RoomView, sound: Sound) -> None:
    with st.container(key="actions", horizontal=True):
        if view.state is RoomState.PAUSED:
            _act(bridge, view, RESUME, main=True)
        elif not view.typing:
            _act(bridge, view, DONE, main=True)
        for action in ACTIONS:
            _act(bridge, view, action)
        label, icon = ("Speak", "mic") if view.typing else ("Type", "keyboard")
        st.button(label, icon=f":material/{icon}:", disabled=not view.voice,
                  on_click=_set_typing, args=(bridge, sound, not view.typing))  # fmt: skip
        st.button("Trouble", icon=":material/help:", on_click=open_dialog, args=("trouble",))
        st.button("End", icon=":material/stop_circle:", on_click=open_dialog, args=("end",))


def _beside(view: RoomView, sound: Sound) -> None:
    """What is to be said beside the conversation; on top, as a phone has no room below."""
    if not view.typing and sound.problem:
        st.warning(f"{microphone_problem(sound.problem)} {HERE}", icon=":material/mic_off:")
    elif not view.typing and not sound.playing:
        st.info(CONNECTING, icon=":material/hourglass_top:")
    if view.notice is not Notice.NONE:
        st.info(NOTICES[view.notice], icon=":material/info:")
    if view.unheard_language and not view.typing:
        st.info("The interviewer hears English only. To answer in another language, please type.")


@st.fragment(run_every=0.5)
def _live(bridge: Bridge, sound: Sound, about: str, asked: tuple[str | None, bool]) -> None:
    """What is going on now; looks again twice a second without rerunning the page."""
    view = bridge.view
    if view is None or _asked() != asked or not bridge.live:
        st.rerun()
    assert view is not None  # noqa: S101 (st.rerun does not return)
    if view.state in OVER:
        return  # how it ended is being kept; the next look finds the room closed
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
        _writing(bridge)
    st.toggle("Captions", value=True, key="captions")
    _actions(bridge, view, sound)


def room(bridge: Bridge, sound: Sound, about: str) -> None:
    """The live interview."""
    st.html(ROOM)
    if sound.playing and not bridge.holds(sound.line):
        st.info(MOVED)
        st.button("Go on in this window", on_click=bridge.attach, args=(sound.line,))
        return
    asked = _asked()
    _live(bridge, sound, about, asked)
    if dialog := asked[0]:
        DIALOGS[dialog](bridge, sound.line, sound.playing)
