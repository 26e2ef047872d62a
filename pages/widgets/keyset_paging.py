"""Keyset paging of long lists: each page begins after the last row of the one before."""

import streamlit as st

from core.paging import Cursor
from pages.widgets.callbacks import handled
from pages.widgets.tab_state import tab_state


def current_cursor(key: str) -> Cursor | None:
    """The cursor at which the shown page of the list ``key`` begins; None for the first page."""
    way: list[Cursor] = tab_state().get(key, [])
    return way[-1] if way else None


def reset_cursor(key: str) -> None:
    """Show the first page, as after a new search."""
    tab_state()[key] = []


def _forward(key: str, to: Cursor) -> None:
    tab_state()[key] = [*tab_state().get(key, []), to]


def _back(key: str) -> None:
    tab_state()[key] = tab_state().get(key, [])[:-1]


def keyset_buttons(
    key: str, further: Cursor | None, *, before: str = "Newer", after: str = "Older"
) -> None:
    """Buttons to the pages before and after the shown one, as far as there are any."""
    with st.container(horizontal=True):
        if current_cursor(key):
            st.button(before, icon=":material/chevron_left:", key=f"{key}-before",
                      on_click=handled(_back), args=(key,))  # fmt: skip
        if further:
            st.button(after, icon=":material/chevron_right:", key=f"{key}-after",
                      on_click=handled(_forward), args=(key, further))  # fmt: skip
