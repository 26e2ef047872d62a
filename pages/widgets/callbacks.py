"""Error handling of widget callbacks: an error becomes a message at the next run.

A callback runs before its page, so an exception in it would show Streamlit's own error page. Every
callback is passed as ``handled(callback)``; tests/test_architecture.py checks that.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from pages.widgets.forms import problem_of

PAGE = "page"
"""Stands for the form of callbacks without one: their messages are shown above the page."""


def handled(callback: Callable[..., Any], *, form: str = PAGE) -> Callable[..., None]:
    """``callback`` with its RolecallError (DatabaseAway, too) turned into a message.

    Args:
        callback: what the widget calls.
        form: the message is shown by its ``field_error``; without one, above the page. A callback
            of a fragment or dialog needs a form that is shown there, as only the fragment is rerun.
    """

    @wraps(callback)
    def safely(*args: Any, **kwargs: Any) -> None:
        with problem_of(form):
            callback(*args, **kwargs)

    return safely
