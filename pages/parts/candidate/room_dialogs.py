"""The dialogs of the live room: trouble, and ending the interview."""

import streamlit as st

from core.realtime.bridge import Bridge, MediaLine
from core.realtime.models import commands as do
from pages.parts.candidate.link_check import send_command
from pages.parts.candidate.troubleshooting import (
    SOMETHING_ELSE,
    TROUBLES,
    Measured,
    report,
    trouble_advice,
)
from pages.widgets.callbacks import handled
from pages.widgets.form_storage import clear_form
from pages.widgets.outage import handle_errors
from pages.widgets.tab_state import tab_state, widget_value
from pages.widgets.text_forms import keep_text_form

_TROUBLE, _NOTE = "trouble", "trouble-note"


def open_dialog(name: str | None) -> None:
    """Show the dialog ``name`` at the next run of the page; None closes the one that is open."""
    tab_state()["dialog"] = name


def _close() -> None:
    open_dialog(None)


def _stays_open() -> None:
    """End the run of a dialog that one of its buttons has closed."""
    if not tab_state().get("dialog"):
        st.rerun()


def _tell(bridge: Bridge, command: do.Command) -> None:
    send_command(bridge, command)
    _close()


@st.dialog("End the interview?", on_dismiss=handled(_close))
@handle_errors
def confirm_end(bridge: Bridge, line: MediaLine, playing: bool) -> None:
    """Ending cannot be undone: ask again, and offer a last word first."""
    _stays_open()
    st.write(
        "Your answers so far are kept and go to the hiring team. "
        "You cannot continue after ending. To stop for now, close the page: "
        "your link brings you back to the same question."
    )
    view = bridge.view
    if view and view.typing:
        st.write("An answer that you have not sent yet is not kept.")
    if view and not view.last_word:
        st.button("Add or ask something first", icon=":material/chat:", width="stretch",
                  on_click=handled(_tell),
                  args=(bridge, do.EndInterview(last_word=True)))  # fmt: skip
    st.button("End the interview", icon=":material/stop_circle:", width="stretch",
              on_click=handled(_tell), args=(bridge, do.EndInterview()))  # fmt: skip
    st.button("Go on with the interview", type="primary", icon=":material/arrow_back:",
              width="stretch", on_click=handled(_close))  # fmt: skip


@st.dialog("What is wrong?", on_dismiss=handled(_close))
@handle_errors
def trouble(bridge: Bridge, line: MediaLine, playing: bool) -> None:
    """Advice from what is measured, and a report to the team."""
    _stays_open()
    kind = st.radio("What is wrong?", TROUBLES, label_visibility="collapsed")
    _advice(line, playing, kind)
    if kind == SOMETHING_ELSE:
        keep_text_form(_TROUBLE, {"note": _NOTE})
        st.text_area("What is wrong?", key=_NOTE, max_chars=1_000, height=96)
    st.button("Back to the interview", type="primary", icon=":material/arrow_back:",
              width="stretch", on_click=handled(_close))  # fmt: skip
    st.button("Tell the hiring team", icon=":material/mail:", width="stretch",
              on_click=handled(_report), args=(bridge, line, playing, kind))  # fmt: skip
    view = bridge.view
    if view and not view.typing:
        st.button("Type instead", icon=":material/keyboard:", width="stretch",
                  on_click=handled(_tell), args=(bridge, do.SetTyping(True)))  # fmt: skip


def _measured(line: MediaLine, playing: bool) -> Measured:
    tab = tab_state()
    loudest = tab["loudest"] = max(tab.get("loudest", 0.0), line.level)
    return Measured(connected=playing, arriving=line.hears and not line.muted, loudest=loudest)


def _report(bridge: Bridge, line: MediaLine, playing: bool, kind: str) -> None:
    note = widget_value(_NOTE) if kind == SOMETHING_ELSE else ""
    _tell(bridge, do.ReportTrouble(report(kind, note, _measured(line, playing))))
    clear_form(_TROUBLE)


@st.fragment(run_every=1.0)
@handle_errors
def _advice(line: MediaLine, playing: bool, kind: str) -> None:
    """Advice that is updated every second, so that the candidate can try things."""
    st.info(trouble_advice(kind, _measured(line, playing)))
    if kind != SOMETHING_ELSE and playing:
        st.progress(min(1.0, line.level * 4), text="Say something: this is what arrives.")


DIALOGS = {"end": confirm_end, "trouble": trouble}
