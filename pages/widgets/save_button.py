"""A button that saves a text as a file in the browser; the server keeps no copy."""

from pathlib import Path

import streamlit as st

_CSS = """button {font: inherit; color: inherit; background: none; cursor: pointer;
  padding: .375rem .75rem; border: 1px solid currentColor; border-radius: .5rem}"""
_SAVE = st.components.v2.component(
    "rolecall_save", html="<button type=button></button>", css=_CSS,
    js=Path(__file__).with_suffix(".js").read_text("utf-8"),
)  # fmt: skip


def save_button(label: str, text: str, name: str, kind: str) -> None:
    """A button that saves ``text`` as the file ``name`` of the media type ``kind``."""
    data = {"label": label, "text": text, "name": name, "kind": kind}
    _SAVE(key=f"save-{name}", data=data, width="content")
