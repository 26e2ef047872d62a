"""The parts of the candidate's page that only a browser can do; their sources are in browser/."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from pages.widgets.callbacks import handled

ANSWER_FORM = "answer"
"""The form beside which a problem with a typed answer is shown."""
_LONGEST = 500
"""Characters of a device's id, or of an error's name."""
_SOURCES = Path(__file__).parent.parent.parent / "widgets" / "browser"


def _source(name: str, ending: str) -> str:
    return (_SOURCES / f"{name}.{ending}").read_text("utf-8")


def _with_common(name: str, ending: str) -> str:
    return _source("common", ending) + _source(name, ending)


def _part(name: str) -> Any:
    return st.components.v2.component(
        f"rolecall_{name}",
        html=_source(name, "html"),
        css=_with_common(name, "css"),
        js=_with_common(name, "js"),
    )


_SOUND_CHECK, _CONNECTION, _STAGE = _part("sound_check"), _part("connection"), _part("stage")
_ANSWER = _part("answer")
_BESIDE = st.components.v2.component(
    "rolecall_beside_answers",
    html="<div hidden></div>",
    js=_with_common("answer", "js"),
)


def _nothing() -> None:
    """A component's value exists only where something is called when it changes."""


def _texts(found: object) -> dict[str, str]:
    """The short texts of what a browser reports, whatever else it sends."""
    if not isinstance(found, Mapping):
        return {}
    return {
        name: value
        for name, value in found.items()
        if isinstance(value, str) and len(value) <= _LONGEST
    }


def sound_check(practice_question: str) -> Mapping[str, str]:
    """Microphone, speaker and a practice question, tried without sending any sound.

    Returns ``device``, the id of the microphone that works, or ``problem``, the name of the
    browser's error; neither before the candidate has turned the microphone on.
    """
    found = _SOUND_CHECK(
        key="sound-check",
        data={"question": practice_question},
        on_microphone_change=handled(_nothing),
    )
    return _texts(found.microphone)


def connection(*, wanted: bool, playing: bool, start: str, stop: str) -> str:
    """Starts, restarts and ends the audio connection, and lets the voice be heard.

    ``start`` and ``stop`` are the labels of the connection's own buttons. Returns the name of
    the browser's error if it could not use the microphone.
    """
    data = {"wanted": wanted, "playing": playing, "start": start, "stop": stop}
    found = _CONNECTION(key="connection-keeper", data=data, on_problem_change=handled(_nothing))
    return _texts({"problem": found.problem}).get("problem", "")


def stage(shown: Mapping[str, Any]) -> None:
    """The question, the state and the captions; see ``room_words.stage_data``."""
    _STAGE(key="stage", data=dict(shown))


def answer_box(shown: Mapping[str, Any], send: Callable[[], None]) -> None:
    """The box that an answer is typed in; see ``typed_answer``. ``send`` reads ``entered``."""
    _ANSWER(key="answer", data=dict(shown), on_answer_change=handled(send, form=ANSWER_FORM))


def beside_answers(shown: Mapping[str, Any], go_on: Callable[[], None] = _nothing) -> None:
    """What is to be done about answers where no box is shown; see ``typed_answer``."""
    _BESIDE(key=f"keep-answer-{shown['aside']}", data=dict(shown), on_back_change=handled(go_on))
