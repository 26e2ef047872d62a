"""The room while the interview runs: question, captions, states in words, controls."""

from html import escape

import streamlit as st

from core.models import Speaker
from core.realtime import commands as do
from core.realtime.bridge import Bridge, MediaLine
from core.realtime.room import OVER, RoomState, RoomView
from pages.shared.green_room import NOTICES, turn_on_microphone

STATES = {
    RoomState.CONNECTING: "Connecting…",
    RoomState.SPEAKING: "The interviewer is speaking",
    RoomState.LISTENING: "Listening to you: take your time",
    RoomState.WORKING: "Thinking about your answer…",
    RoomState.THINKING: "Take your time. Speak when you are ready",
    RoomState.PAUSED: "Paused. The clock stands still",
    RoomState.RECONNECTING: "Reconnecting…",
}
CAPTIONS_SHOWN = 6
_ACTIVE = {RoomState.SPEAKING, RoomState.LISTENING, RoomState.WORKING, RoomState.THINKING}
_STYLE = """<style>
.rc-question {font-size: 1.35rem; line-height: 1.45; font-weight: 600; margin: 0 0 .25rem}
.rc-state {font-size: 1rem; margin: 0}
.rc-partial {opacity: .85; font-style: italic; margin: 0}
</style>"""


def minutes_left(seconds: float) -> str:
    """Time left in gentle words."""
    minutes = int(seconds // 60)
    if minutes < 1:
        return "last minute"
    return f"about {minutes} minute{'s' if minutes > 1 else ''} left"


def _headline(view: RoomView) -> None:
    place = f"Question {view.number} of about {view.of}" if view.number else "Closing"
    st.caption(f"{place} · {minutes_left(view.seconds_left)}")
    st.html(f'{_STYLE}<p class="rc-question" aria-live="polite">{escape(view.question)}</p>')
    st.html(f'<p class="rc-state" role="status">{escape(STATES.get(view.state, ""))}</p>')
    if view.unheard_language:
        st.info("The interviewer hears English only. To answer in another language, please type.")
    if not view.voice:
        st.warning("The voice is out of order. Please read the questions and type your answers.")


def _captions(view: RoomView) -> None:
    with st.container(height=260, border=True, autoscroll=False):
        if view.partial:
            with st.chat_message("user", avatar=":material/person:"):
                st.html(f'<p class="rc-partial">{escape(view.partial)} …</p>')
        for turn in reversed(view.turns[-CAPTIONS_SHOWN:]):
            mine = turn.speaker is Speaker.CANDIDATE
            avatar = ":material/person:" if mine else ":material/smart_toy:"
            with st.chat_message("user" if mine else "assistant", avatar=avatar):
                st.text(turn.text)


# Buttons act in callbacks: a run that another rerun interrupts would lose the click.
_BUTTONS = (
    ("I'm done", ":material/check:", do.FinishAnswer()),
    ("I'm thinking", ":material/hourglass_empty:", do.Think()),
    ("Repeat", ":material/replay:", do.Repeat()),
    ("Slower", ":material/speed:", do.Repeat(slow=True)),
    ("Skip", ":material/skip_next:", do.Skip()),
    ("Pause", ":material/pause:", do.Pause()),
)


def _controls(bridge: Bridge, view: RoomView) -> None:
    open_now = {do.FinishAnswer: {RoomState.LISTENING, RoomState.THINKING}}
    with st.container(horizontal=True):
        if view.state is RoomState.PAUSED:
            st.button("Go on", icon=":material/play_arrow:", type="primary",
                      on_click=bridge.tell, args=(do.Resume(),))  # fmt: skip
            return
        for label, icon, command in _BUTTONS:
            main = "primary" if label == "I'm done" else "secondary"
            st.button(label, icon=icon, type=main,
                      disabled=view.state not in open_now.get(type(command), _ACTIVE),
                      on_click=bridge.tell, args=(command,))  # fmt: skip


@st.fragment(run_every=0.5)
def live_view(bridge: Bridge, line: MediaLine | None) -> None:
    """What is going on now; looks again twice a second without rerunning the page."""
    view = bridge.view
    if view is None or view.state in OVER:
        st.rerun()
    assert view is not None  # noqa: S101 (st.rerun does not return)
    _headline(view)
    _controls(bridge, view)
    if line is not None:
        st.progress(min(1.0, line.level * 4), text="Your microphone")
    _captions(view)


@st.dialog("End the interview?")
def confirm_end(bridge: Bridge) -> None:
    """Ending is for good, so it is asked for twice."""
    st.write(
        "Your answers so far are kept and go to the hiring team. "
        "You cannot continue after ending. To stop for now, close the page: "
        "your link brings you back to the same question."
    )
    with st.container(horizontal=True):
        end = st.button(
            "End the interview", type="primary", on_click=bridge.tell, args=(do.EndInterview(),)
        )
        if end or st.button("Go on with the interview"):
            st.rerun()


def _tell_typing(bridge: Bridge) -> None:
    bridge.tell(do.SetTyping(st.session_state["typing"]))


def _send_typed(bridge: Bridge) -> None:
    text = st.session_state["typed_answer"]
    if text.strip():
        bridge.tell(do.TypeAnswer(text))


def typing_box(bridge: Bridge) -> None:
    """Answering by keyboard instead of by voice, and back."""
    typing = st.toggle(
        "Type instead of speaking", key="typing", on_change=_tell_typing, args=(bridge,)
    )
    if typing:
        with st.form("typed", clear_on_submit=True, border=False):
            st.text_area("Your answer", key="typed_answer", max_chars=8_000, height=110)
            st.form_submit_button(
                "Send answer", type="primary", on_click=_send_typed, args=(bridge,)
            )


def room(bridge: Bridge, line: MediaLine, playing: bool) -> None:
    """The live interview."""
    if playing and not bridge.holds(line):
        st.info(NOTICES[RoomState.MOVED])
        st.button("Go on in this window", on_click=bridge.attach, args=(line,))
        return
    live_view(bridge, line if playing else None)
    typing_box(bridge)
    with st.container(horizontal=True):
        if not playing:
            st.button("Turn on the microphone", icon=":material/mic:", on_click=turn_on_microphone)
        if st.button("End interview", icon=":material/stop_circle:"):
            confirm_end(bridge)
