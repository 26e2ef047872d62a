"""Redirects the browser to an address of this site that is not a page of Streamlit's.

A callback asks for it; the router does it at the next run, before any page.
"""

from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from pages.server.site_address import path_to
from pages.widgets.tab_state import tab_state

_SCRIPT = Path(__file__).with_suffix(".js").read_text("utf-8")
_REDIRECT = st.components.v2.component("rolecall_redirect", js=_SCRIPT)
_PENDING = "redirect"


def redirect_to(inner: str, fields: Mapping[str, str] | None = None) -> None:
    """Load ``inner`` ("/" and so on) of this site in the browser; only in a callback.

    ``fields`` are sent there as a POST form.
    """
    tab_state()[_PENDING] = {"path": path_to(inner), "fields": dict(fields) if fields else None}


def redirect_if_asked() -> None:
    """Do the redirect that a callback asked for, if one did, and end this run."""
    if pending := tab_state().get(_PENDING):
        _REDIRECT(key="redirect", data=pending)
        tab_state().pop(_PENDING)
        st.stop()
