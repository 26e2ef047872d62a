"""What a click does, made safe: whatever goes wrong is said at the next run.

A callback runs before its page, so what it raises would end in Streamlit's own error page. Each
one of a page is passed as ``handled(callback)``; tests/test_architecture.py holds that.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from pages.widgets.forms import problem_of

PAGE = "page"
"""The form of callbacks that belong to none: its message is shown above the page."""


def handled(callback: Callable[..., Any], *, form: str = PAGE) -> Callable[..., None]:
    """``callback``, whose RolecallError, a database that is away included, becomes a message.

    Args:
        callback: what the widget calls.
        form: whose ``field_error`` shows the message; without one it is shown above the page.
            A callback of a fragment or a dialog that can fail names one that is shown there,
            because its next run is not the page's.
    """

    @wraps(callback)
    def safely(*args: Any, **kwargs: Any) -> None:
        with problem_of(form):
            callback(*args, **kwargs)

    return safely
