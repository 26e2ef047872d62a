"""Lists with numbered pages: which page is shown, and its buttons."""

import math

import streamlit as st


def shown_page(key: str) -> int:
    """The number of the shown page of the list ``key``, from 0."""
    return int(st.session_state.get(key, 1)) - 1


def first_page(key: str) -> None:
    """Go back to the beginning, as after a new search."""
    st.session_state[key] = 1


def page_buttons(key: str, total: int, size: int) -> None:
    """Buttons for ``total`` entries of ``size`` a page; none where one page holds them all."""
    pages = max(1, math.ceil(total / size))
    if shown_page(key) >= pages:
        first_page(key)
        st.rerun()
    if pages > 1:
        st.pagination(pages, key=key, persist_state="session")
