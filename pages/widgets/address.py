"""Going to another part of the same page, so that the address says which part is shown."""

from typing import Literal

import streamlit as st

from pages.widgets.callbacks import handled


def show(**params: str) -> None:
    """Run this page again with ``params`` in its address, for reloading, linking and going back.

    A page link to the page that it stands on would leave the address as it was.
    """
    st.query_params.from_dict(params)
    st.rerun()


def way_to(
    label: str,
    *,
    icon: str | None = None,
    key: str | None = None,
    type: Literal["primary", "secondary", "tertiary"] = "tertiary",  # noqa: A002
    note: str | None = None,
    **params: str,
) -> None:
    """A button to another part of this page; ``label`` is markdown, ``note`` explains it."""
    st.button(label, icon=icon, key=key, type=type, help=note, on_click=handled(_go),
              args=(params,))  # fmt: skip


def _go(params: dict[str, str]) -> None:
    st.query_params.from_dict(params)
