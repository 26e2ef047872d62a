"""Long lists that are paged by keyset: forwards from the last line, back by the way come."""

import streamlit as st

from core.paging import Cursor
from pages.widgets.callbacks import handled
from pages.widgets.tab import memory


def place(key: str) -> Cursor | None:
    """Where the shown page of the list ``key`` begins; None at the beginning."""
    way: list[Cursor] = memory().get(key, [])
    return way[-1] if way else None


def to_beginning(key: str) -> None:
    """Show the first page, as after a new search."""
    memory()[key] = []


def _forward(key: str, to: Cursor) -> None:
    memory()[key] = [*memory().get(key, []), to]


def _back(key: str) -> None:
    memory()[key] = memory().get(key, [])[:-1]


def turn_buttons(
    key: str, further: Cursor | None, *, before: str = "Newer", after: str = "Older"
) -> None:
    """Buttons to the pages before and after the shown one, as far as there are any."""
    with st.container(horizontal=True):
        if place(key):
            st.button(before, icon=":material/chevron_left:", key=f"{key}-before",
                      on_click=handled(_back), args=(key,))  # fmt: skip
        if further:
            st.button(after, icon=":material/chevron_right:", key=f"{key}-after",
                      on_click=handled(_forward), args=(key, further))  # fmt: skip
