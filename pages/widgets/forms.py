"""Messages beside the field that they are about, kept over one rerun.

A message whose form shows it nowhere, or is not on the page, is shown above the page by the
router: none is lost.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from core.errors import InvalidInput, RolecallError
from pages.widgets.tab import memory
from pages.widgets.text import message as plain_message

WHOLE_FORM = ""
_PROBLEMS, _SHOWN, _PAGE = "problems", "problems-shown", "problems-of-page"


def _problems() -> dict[str, tuple[str, str]]:
    """By form: the field that it is about, and the message."""
    found: dict[str, tuple[str, str]] = memory().setdefault(_PROBLEMS, {})
    return found


def remember_problem(form: str, problem: RolecallError) -> None:
    """Show ``problem`` at the next run, beside its field if it names one."""
    field = problem.field if isinstance(problem, InvalidInput) else WHOLE_FORM
    _problems()[form] = (field, str(problem))


@contextmanager
def problem_of(form: str) -> Iterator[None]:
    """Do the work of a submitted form; a RolecallError becomes its message, nothing is lost."""
    _problems().pop(form, None)
    try:
        yield
    except RolecallError as problem:
        remember_problem(form, problem)


def field_error(form: str, field: str = WHOLE_FORM) -> None:
    """The message for ``field`` of ``form``, if it has one."""
    found = _problems().get(form)
    if found and found[0] == field:
        memory().setdefault(_SHOWN, set()).add(form)
        st.error(plain_message(found[1]), icon=":material/error:")


def opened(form: str) -> str:
    """What the widget keys of ``form`` begin with; other ones each time it was done with."""
    return f"{form}-{memory().get(_times(form), 0)}"


def empty(form: str) -> None:
    """What was typed into ``form`` is done with: the next run shows it as at first."""
    memory()[_times(form)] = memory().get(_times(form), 0) + 1


def _times(form: str) -> str:
    return f"times-{form}"


def open_page(page: str) -> None:
    """A run of ``page`` begins; what went wrong on another one is forgotten."""
    tab = memory()
    if tab.get(_PAGE) != page:
        tab[_PROBLEMS] = {}
    tab[_PAGE], tab[_SHOWN] = page, set()


def other_problems() -> None:
    """At the end of a page: the messages that none of its forms has shown."""
    shown = memory().get(_SHOWN, set())
    for form, (_, message) in _problems().items():
        if form not in shown:
            st.error(plain_message(message), icon=":material/error:")
