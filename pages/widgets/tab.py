"""What a browser tab remembers, without a moment in which a click is lost.

As soon as a page reports something new, Streamlit ends the run before it at that run's next
access of ``st.session_state``, in a callback as anywhere else. A click that meets the report of
a component would then do nothing, or half of what it should. ``to_dict`` is no such access: so
callbacks read what was entered with ``entered``, and keep what they did in ``memory``.
"""

from typing import Any

import streamlit as st

_KEY = "tab"
_BY_ITSELF, _NEXT_BY_ITSELF = "run-by-itself", "next-run-by-itself"


def memory() -> dict[str, Any]:
    """The tab's own values; changing them cannot be interrupted."""
    known: dict[str, Any] | None = st.session_state.to_dict().get(_KEY)
    if known is None:
        known = st.session_state[_KEY] = {}
    return known


def entered(key: str) -> Any:
    """The value of the widget ``key``, as a callback should read it.

    Raises:
        KeyError: if there is no such widget.
    """
    return st.session_state.to_dict()[key]


def run_by_itself() -> None:
    """Run the page again, which nobody has asked for; the rest of this run does not happen."""
    memory()[_NEXT_BY_ITSELF] = True
    st.rerun()


def begin_run() -> None:
    """A run of the whole page begins."""
    memory()[_BY_ITSELF] = memory().pop(_NEXT_BY_ITSELF, False)


def is_used() -> bool:
    """Whether somebody is behind this run of the page; see ``run_by_itself``."""
    return not memory().get(_BY_ITSELF, False)
