"""Taking the browser to an address of this site that is no page of Streamlit's."""

from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from pages.shell.site_address import path_to

_SCRIPT = Path(__file__).parent.parent / "shared" / "browser" / "way.js"
_WAY = st.components.v2.component("rolecall_way", js=_SCRIPT.read_text("utf-8"))


def go_to(inner: str, fields: Mapping[str, str] | None = None) -> None:
    """Load ``inner`` ("/") of this site anew, with ``fields`` as a form that is sent there."""
    _WAY(key="way", data={"path": path_to(inner), "fields": dict(fields) if fields else None})
    st.stop()
