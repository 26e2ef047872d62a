"""Going to another part of the same page, so that the address says which part is shown."""

import streamlit as st


def show(**params: str) -> None:
    """Run this page again with ``params`` in its address, for reloading, linking and going back.

    A page link to the page that it stands on would leave the address as it was.
    """
    st.query_params.from_dict(params)
    st.rerun()


def way_to(label: str, *, icon: str | None = None, key: str | None = None, **params: str) -> None:
    """A quiet button to another part of this page; ``label`` is markdown."""
    if st.button(label, icon=icon, key=key, type="tertiary"):
        show(**params)
