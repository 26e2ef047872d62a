"""The query parameters of the inspector, so that every view can be linked to.

The address decides what is shown unless the page has just written it itself: when a link is
opened, and on going back. A typed title, company or description is never part of it.
"""

from collections.abc import Callable
from urllib.parse import urlencode

import streamlit as st

from core.interviews.assessment.topics import Signal
from core.postings.content.examples import EXAMPLES

WALK, SAVED, TYPED = "roles", "saved", "typed"
PATH, PROMPT, COMPARE, QUESTIONS, TABLE = "path", "prompt", "compare", "questions", "table"
BASE, EVERY = "base", "all"
_DEFAULTS = {
    "source": WALK, "role": next(iter(EXAMPLES)), "posting": "", "stack": "", "category": "",
    "skills": "", "view": PATH, "against": BASE, "candidate": EVERY, "find": "",
}  # fmt: skip
_CHOICES: dict[str, tuple[str, ...]] = {
    "source": (WALK, SAVED, TYPED),
    "role": tuple(EXAMPLES),
    "view": (PATH, PROMPT, COMPARE, QUESTIONS, TABLE),
    "candidate": (EVERY, *Signal),
}
_OF_SOURCE = {WALK: ("role",), SAVED: ("posting",), TYPED: ("stack", "category", "skills")}
_OF_VIEW = {COMPARE: ("against",), QUESTIONS: ("candidate",), TABLE: ("find",)}
LONGEST = {"stack": 500, "category": 120, "skills": 2_000, "find": 100}
"""Characters that a field takes, typed or from an address."""
_WRITTEN = "inspector-address"


def key(name: str) -> str:
    """The widget key of a parameter."""
    return f"inspector-{name}"


def parameter(name: str) -> str:
    """The value of the parameter."""
    return str(st.session_state.get(key(name)) or "")


def set_parameter(name: str, value: str) -> None:
    """Set a parameter; only in a callback, or before its widget is drawn."""
    st.session_state[key(name)] = value


def _given() -> dict[str, str]:
    return {name: st.query_params[name] for name in _DEFAULTS if name in st.query_params}


def _source_of(params: dict[str, str]) -> str:
    named = next((s for s, names in _OF_SOURCE.items() if any(n in params for n in names)), WALK)
    return params.get("source", named)


def _valid(name: str, value: str) -> str:
    if name in _CHOICES and value not in _CHOICES[name]:
        return _DEFAULTS[name]
    return value[: LONGEST.get(name, 100)]


def read_address() -> None:
    """Set the widgets from the address, unless this page wrote it; call it before any widget."""
    given = _given()
    if st.session_state.get(_WRITTEN) == given and key("view") in st.session_state:
        return
    values = {**_DEFAULTS, **given, "source": _source_of(given)}
    for name, value in values.items():
        set_parameter(name, _valid(name, value))


def write_address() -> str:
    """Write what is shown into the address, and return the query; call it after every widget."""
    source, view = parameter("source"), parameter("view")
    names = ("view", *_OF_SOURCE.get(source, ()), *_OF_VIEW.get(view, ()))
    params = {
        name: parameter(name) for name in names if parameter(name) not in ("", _DEFAULTS[name])
    }
    if _source_of(params) != source:
        params["source"] = source
    if params != _given():
        st.query_params.from_dict(params)
    st.session_state[_WRITTEN] = params
    return urlencode(params)


def choice(name: str, label: str, options: dict[str, str], **more: object) -> str:
    """A segmented control; ``options`` are value -> label. Returns the chosen value."""
    format_func: Callable[[str], str] = options.__getitem__
    st.segmented_control(label, list(options), format_func=format_func, required=True,
                         key=key(name), persist_state="page", **more)  # type: ignore[call-overload]  # fmt: skip
    return parameter(name)
