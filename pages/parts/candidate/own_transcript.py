"""The candidate's own transcript, with the recording and corrections."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from html import escape

import streamlit as st

from core.applications.candidates.corrections import (
    FIELD,
    correct_turn,
    is_correctable,
    longest_correction,
)
from core.models import Interview, Speaker, Turn
from core.review.turn_words import since_start
from core.text.characters import without_bidi_controls
from pages.composition.wiring import services
from pages.parts.recordings import turn_audio_player
from pages.widgets.callbacks import handled
from pages.widgets.correction_html import correction_html
from pages.widgets.form_storage import clear_form
from pages.widgets.forms import field_error, problem_of
from pages.widgets.tab_state import tab_state, widget_value
from pages.widgets.text_forms import keep_text_form

_OPEN = "correcting"
"""The key in the tab state: id of the turn that is being corrected."""
_NAMES = {Speaker.INTERVIEWER: "Interviewer (AI)", Speaker.CANDIDATE: "You"}
_WORDLESS = {Speaker.INTERVIEWER: "(lost on its way)", Speaker.CANDIDATE: "(not understood)"}
_STYLE = """<style>
.rc-line {border-left: 4px solid transparent; padding-left: .75rem}
.rc-line.candidate {border-left-color: #0072B2}
.rc-line header {display: flex; gap: .6rem; font-size: .875rem}
.rc-line p {margin: .1rem 0 0; white-space: pre-wrap; overflow-wrap: anywhere; max-width: 46rem}
.rc-line time {font-variant-numeric: tabular-nums}
</style>"""


def own_transcript(
    interview: Interview, turns: Sequence[Turn], recorded: Mapping[uuid.UUID, float],
    until: datetime | None, link: str,
) -> None:  # fmt: skip
    """All turns; those that the candidate spoke can be corrected until ``until``."""
    st.html(_STYLE)
    for turn in turns:
        with st.container(gap="xsmall"):
            st.html(_line(interview, turn, recorded.get(turn.id), link))
            if until is not None and is_correctable(turn):
                _correction(turn, link)


def _line(interview: Interview, turn: Turn, seconds: float | None, link: str) -> str:
    words = escape(without_bidi_controls(turn.text)) or f"<em>{_WORDLESS[turn.speaker]}</em>"
    if turn.corrected_text is not None:
        words = correction_html(turn.text, turn.corrected_text)
    own = turn.speaker is Speaker.CANDIDATE
    player = turn_audio_player(turn.id, seconds, f"line {turn.number}", link) if seconds else ""
    return (
        f'<article class="rc-line {turn.speaker}"><header><strong>{_NAMES[turn.speaker]}</strong>'
        f"<span>line {turn.number}</span><time>{since_start(interview, turn)}</time></header>"
        f"<p>{words}</p>{player if own else ''}</article>"
    )


def _correction(turn: Turn, link: str) -> None:
    if tab_state().get(_OPEN) != turn.id:
        st.button(f"Correct line {turn.number}", icon=":material/edit:", type="tertiary",
                  on_click=handled(_open), args=(turn.id,))  # fmt: skip
        return
    key = _key(turn.id)
    keep_text_form(key, {"text": f"{key}-text"}, saved={"text": turn.corrected_text or turn.text})
    with st.form(key, border=True):
        st.text_area("What you really said", key=f"{key}-text",
                     max_chars=longest_correction(turn), height=120)  # fmt: skip
        field_error(key, FIELD)
        field_error(key)
        with st.container(horizontal=True):
            st.form_submit_button(
                "Save", type="primary", on_click=handled(_save), args=(turn.id, link)
            )
            st.form_submit_button("Cancel", on_click=handled(_close), args=(turn.id,))
    st.text("What was heard stays visible beside your correction.")


def _open(turn_id: uuid.UUID) -> None:
    tab_state()[_OPEN] = turn_id


def _close(turn_id: uuid.UUID) -> None:
    clear_form(_key(turn_id))
    tab_state()[_OPEN] = None


def _key(turn_id: uuid.UUID) -> str:
    return f"correction-{turn_id}"


def _save(turn_id: uuid.UUID, link: str) -> None:
    key = _key(turn_id)
    with problem_of(key):
        with services().begin() as db:
            correct_turn(db, link, turn_id, widget_value(f"{key}-text"))
        _close(turn_id)


def transcript_text(interview: Interview, turns: Sequence[Turn]) -> str:
    """The transcript as plain text; a corrected turn is there in both versions."""
    return "\n\n".join(
        f"[{since_start(interview, turn)}] {_NAMES[turn.speaker]}:\n{_both(turn)}" for turn in turns
    )


def _both(turn: Turn) -> str:
    if turn.corrected_text is None:
        return turn.text
    return f"{turn.corrected_text}\n(heard as: {turn.text})"
