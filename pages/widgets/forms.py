"""Error messages of forms, shown beside their field at the next run.

The router shows a message above the page if no form has shown it, so that none is lost.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from core.errors import InvalidInput, RolecallError
from pages.widgets.tab_state import tab_state
from pages.widgets.text import message as plain_message

WHOLE_FORM = ""
_PROBLEMS, _SHOWN, _PAGE = "problems", "problems-shown", "problems-of-page"


def _problems() -> dict[str, tuple[str, str]]:
    """By form: the field, and the message about it."""
    found: dict[str, tuple[str, str]] = tab_state().setdefault(_PROBLEMS, {})
    return found


def remember_problem(form: str, problem: RolecallError) -> None:
    """Show ``problem`` at the next run, beside its field if it names one."""
    field = problem.field if isinstance(problem, InvalidInput) else WHOLE_FORM
    _problems()[form] = (field, str(problem))


@contextmanager
def problem_of(form: str) -> Iterator[None]:
    """Around the work of a submitted form: a RolecallError becomes the form's message."""
    _problems().pop(form, None)
    try:
        yield
    except RolecallError as problem:
        remember_problem(form, problem)


def field_error(form: str, field: str = WHOLE_FORM, *, calm: bool = False) -> None:
    """The message for ``field`` of ``form``, if it has one; ``calm`` where nobody did wrong."""
    found = _problems().get(form)
    if found and found[0] == field:
        tab_state().setdefault(_SHOWN, set()).add(form)
        words = plain_message(found[1])
        if calm:
            st.info(words, icon=":material/hourglass_top:")
        else:
            st.error(words, icon=":material/error:")


def form_key(form: str) -> str:
    """The prefix of the widget keys of ``form``; ``reset_form`` changes it."""
    return f"{form}-{tab_state().get(_times(form), 0)}"


def reset_form(form: str) -> None:
    """Empty ``form``: the next run shows it with new widgets."""
    tab_state()[_times(form)] = tab_state().get(_times(form), 0) + 1


def _times(form: str) -> str:
    return f"times-{form}"


def begin_page(page: str) -> None:
    """A run of ``page`` begins: drop the messages of another page."""
    tab = tab_state()
    if tab.get(_PAGE) != page:
        tab[_PROBLEMS] = {}
    tab[_PAGE], tab[_SHOWN] = page, set()


def unshown_problems() -> None:
    """Show the messages that none of the page's forms has shown; at the end of a page."""
    shown = tab_state().get(_SHOWN, set())
    for form, (_, message) in _problems().items():
        if form not in shown:
            st.error(plain_message(message), icon=":material/error:")
