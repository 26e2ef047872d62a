"""The components of the candidate's page; their HTML, CSS and JavaScript are in browser/."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from pages.widgets.callbacks import handled

ANSWER_FORM = "answer"
"""The form that shows problems with a typed answer."""
_LONGEST = 500
"""Characters of a device's id, or of an error's name."""
_SOURCES = Path(__file__).parent / "browser"


def _source(name: str, ending: str) -> str:
    return (_SOURCES / f"{name}.{ending}").read_text("utf-8")


def _with_common(name: str, ending: str) -> str:
    return _source("common", ending) + _source(name, ending)


def _component(name: str) -> Any:
    return st.components.v2.component(
        f"rolecall_{name}",
        html=_source(name, "html"),
        css=_with_common(name, "css"),
        js=_with_common(name, "js"),
    )


_SOUND_CHECK, _CONNECTION, _STAGE = (
    _component("sound_check"),
    _component("connection"),
    _component("stage"),
)
_ANSWER = _component("answer")
_STORED_ANSWER_TASK = st.components.v2.component(
    "rolecall_beside_answers",
    html="<div hidden></div>",
    js=_with_common("answer", "js"),
)


def _nothing() -> None:
    """For components: their value exists only if they have a callback."""


def _texts(found: object) -> dict[str, str]:
    """The short texts in what a browser sends; everything else is ignored."""
    if not isinstance(found, Mapping):
        return {}
    return {
        name: value
        for name, value in found.items()
        if isinstance(value, str) and len(value) <= _LONGEST
    }


def sound_check(practice_question: str) -> Mapping[str, str]:
    """The check of microphone and speaker, and a practice question; sends no sound.

    Returns ``device``, the id of a working microphone, or ``problem``, the name of the browser's
    error; empty until the candidate has turned the microphone on.
    """
    found = _SOUND_CHECK(
        key="sound-check",
        data={"question": practice_question},
        on_microphone_change=handled(_nothing),
    )
    return _texts(found.microphone)


def connection(*, wanted: bool, playing: bool, start: str, stop: str) -> str:
    """Starts, restarts and ends the audio connection, and plays the voice.

    ``start`` and ``stop`` are the labels of streamlit-webrtc's buttons. Returns the name of the
    browser's error if it could not use the microphone, else "".
    """
    data = {"wanted": wanted, "playing": playing, "start": start, "stop": stop}
    found = _CONNECTION(key="connection-keeper", data=data, on_problem_change=handled(_nothing))
    return _texts({"problem": found.problem}).get("problem", "")


def stage(shown: Mapping[str, Any]) -> None:
    """The question, the state and the captions; see ``room_words.stage_data``."""
    _STAGE(key="stage", data=dict(shown))


def answer_box(shown: Mapping[str, Any], send: Callable[[], None]) -> None:
    """The box for typed answers; see typed_answer.py. ``send`` is its callback."""
    _ANSWER(key="answer", data=dict(shown), on_answer_change=handled(send, form=ANSWER_FORM))


def stored_answer_task(shown: Mapping[str, Any], go_on: Callable[[], None] = _nothing) -> None:
    """Work on the browser's stored answer where no box is shown; see typed_answer.py."""
    _STORED_ANSWER_TASK(
        key=f"keep-answer-{shown['task']}", data=dict(shown), on_back_change=handled(go_on)
    )
