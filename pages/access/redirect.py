"""Taking the browser to an address of this site that is no page of Streamlit's.

A click wishes for it; the next run of the site carries it out, before any page.
"""

from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from pages.server.site_address import path_to
from pages.widgets.tab import memory

_SCRIPT = Path(__file__).parent.parent / "widgets" / "browser" / "way.js"
_WAY = st.components.v2.component("rolecall_way", js=_SCRIPT.read_text("utf-8"))
_WISH = "way"


def go_to(inner: str, fields: Mapping[str, str] | None = None) -> None:
    """Have the browser load ``inner`` ("/") of this site anew; only in a callback.

    ``fields`` are sent there as a form.
    """
    memory()[_WISH] = {"path": path_to(inner), "fields": dict(fields) if fields else None}


def go() -> None:
    """End this run on the way to where a click led, if one did."""
    if wish := memory().get(_WISH):
        _WAY(key="way", data=wish)
        memory().pop(_WISH)
        st.stop()
