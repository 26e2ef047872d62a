"""Widget callbacks: carried out whole, and an error becomes a message at the next run.

A callback runs before its page, so an exception in it would show Streamlit's own error page. And
when a browser sends something new, Streamlit ends the present run at its next access of
``st.session_state``, which would leave a callback half done: saved, say, with the form still full.
Every callback is passed as ``handled(callback)``; tests/test_architecture.py checks that.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from functools import wraps
from typing import Any

from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.widgets.forms import problem_of

PAGE = "page"
"""Stands for the form of callbacks without one: their messages are shown above the page."""


def handled(
    callback: Callable[..., Any], *, form: str = PAGE, whole: bool = True
) -> Callable[..., None]:
    """``callback``, carried out whole; its RolecallError (DatabaseAway, too) becomes a message.

    Args:
        callback: what the widget calls.
        form: the message is shown by its ``field_error``; without one, above the page. A callback
            of a fragment or dialog needs a form that is shown there, as only the fragment is rerun.
        whole: whether it is carried out to its end. False where it sets widgets to what the browser
            offers again until that is shown: of something newer that the browser has sent, the old
            values would overwrite them in the next run.
    """

    @wraps(callback)
    def safely(*args: Any, **kwargs: Any) -> None:
        with _carried_out_whole() if whole else nullcontext(), problem_of(form):
            callback(*args, **kwargs)

    return safely


@contextmanager
def _carried_out_whole() -> Iterator[None]:
    """Until this ends, an access of ``st.session_state`` does not end the run.

    Streamlit (1.67) has no public way to ask for that; the run ends at the first access after it.
    """
    context = get_script_run_ctx()
    if context is None:
        yield
        return
    # SafeSessionState stores what is set on it as a session value; this is an attribute of its own.
    state = context.session_state
    end_if_asked = state._yield_callback
    object.__setattr__(state, "_yield_callback", lambda: None)
    try:
        yield
    finally:
        object.__setattr__(state, "_yield_callback", end_if_asked)
