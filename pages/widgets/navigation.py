"""Navigation within a page: its query parameters say which part of it is shown."""

from typing import Literal

import streamlit as st

from pages.widgets.callbacks import handled


def navigate(**params: str) -> None:
    """Rerun this page with ``params`` as its query parameters.

    They are in the address, so that reloading, links and the back button work. ``st.page_link`` to
    the page itself would not change the address.
    """
    st.query_params.from_dict(params)
    st.rerun()


def navigation_button(
    label: str,
    *,
    icon: str | None = None,
    key: str | None = None,
    type: Literal["primary", "secondary", "tertiary"] = "tertiary",  # noqa: A002
    note: str | None = None,
    **params: str,
) -> None:
    """A button to another part of this page; ``label`` is Markdown, ``note`` the tooltip."""
    st.button(label, icon=icon, key=key, type=type, help=note, on_click=handled(_go),
              args=(params,))  # fmt: skip


def _go(params: dict[str, str]) -> None:
    st.query_params.from_dict(params)
