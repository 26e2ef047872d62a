"""The components of the candidate's page; their HTML, CSS and JavaScript are in browser/."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from pages.widgets.callbacks import handled
from pages.widgets.tab_state import widget_value

ANSWER_FORM = "answer"
"""The form that shows problems with a typed answer."""
_LONGEST = 500
"""Characters of a device's id, or of an error's name."""
_KEEPER = "connection-keeper"
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

    Returns ``device``, the id of a working microphone ("" where the browser tells none), or
    ``problem``, the name of the browser's error; empty until the candidate has turned the
    microphone on.
    """
    found = _SOUND_CHECK(
        key="sound-check",
        data={"question": practice_question},
        on_microphone_change=handled(_nothing),
    )
    return _texts(found.microphone)


def connection(shown: Mapping[str, Any], on_offer: Callable[[object], None]) -> str:
    """Starts, keeps, restarts and ends the audio connection, and plays the voice.

    ``shown``: see audio.py. ``on_offer`` gets what the browser offers to restart ICE. Returns the
    name of the browser's error if it could not use the microphone, else "".
    """

    def offered() -> None:
        on_offer(widget_value(_KEEPER).offer)

    found = _CONNECTION(
        key=_KEEPER,
        data=dict(shown),
        on_problem_change=handled(_nothing),
        on_offer_change=handled(offered),
    )
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
