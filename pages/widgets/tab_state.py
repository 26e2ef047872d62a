"""The state of a browser tab, which can be read and changed without ending a run.

When a browser sends something new, Streamlit ends the present run at its next access of
``st.session_state``; ``st.session_state.to_dict()`` does not. What must not be left half done reads
widgets with ``widget_value``, and keeps what it needs in ``tab_state``. (A callback is carried out
whole in any case: callbacks.py.)
"""

from typing import Any

import streamlit as st

_KEY = "tab"
_BY_ITSELF, _NEXT_BY_ITSELF = "run-by-itself", "next-run-by-itself"


def tab_state() -> dict[str, Any]:
    """The tab's own values, a dict in the session state; changing it never ends the run."""
    known: dict[str, Any] | None = st.session_state.to_dict().get(_KEY)
    if known is None:
        known = st.session_state[_KEY] = {}
    return known


def widget_value(key: str) -> Any:
    """The value of the widget ``key``; callbacks read it in this way.

    Raises:
        KeyError: if there is no such widget.
    """
    return st.session_state.to_dict()[key]


def automatic_rerun() -> None:
    """Rerun the page without a person's action, such as a refresh; ends this run."""
    tab_state()[_NEXT_BY_ITSELF] = True
    st.rerun()


def begin_run() -> None:
    """A run of the whole page begins."""
    tab_state()[_BY_ITSELF] = tab_state().pop(_NEXT_BY_ITSELF, False)


def is_users_run() -> bool:
    """Whether a person caused this run of the page; see ``automatic_rerun``."""
    return not tab_state().get(_BY_ITSELF, False)
