"""Messages beside the field that they are about, kept over one rerun."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from core.errors import InvalidInput, RolecallError
from pages.shared.tab import memory

WHOLE_FORM = ""


def _key(form: str) -> str:
    return f"problem-{form}"


def remember_problem(form: str, problem: RolecallError) -> None:
    """Show ``problem`` at the next run, beside its field if it names one."""
    field = problem.field if isinstance(problem, InvalidInput) else WHOLE_FORM
    memory()[_key(form)] = (field, str(problem))


@contextmanager
def problem_of(form: str) -> Iterator[None]:
    """Do the work of a submitted form; a RolecallError becomes its message, nothing is lost."""
    memory().pop(_key(form), None)
    try:
        yield
    except RolecallError as problem:
        remember_problem(form, problem)


def field_error(form: str, field: str = WHOLE_FORM) -> None:
    """The message for ``field`` of ``form``, if it has one."""
    found = memory().get(_key(form))
    if found and found[0] == field:
        st.error(found[1], icon=":material/error:")
