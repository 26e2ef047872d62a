"""The component that selects words in the transcript and scrolls to quoted ones."""

import uuid
from collections.abc import Callable
from pathlib import Path

import streamlit as st

from core.evaluation.evidence import Evidence
from pages.widgets.callbacks import handled
from pages.widgets.tab_state import widget_value

_KEY = "quoting"


def _source(ending: str) -> str:
    return Path(__file__).with_suffix(f".{ending}").read_text("utf-8")


_QUOTING = st.components.v2.component(
    "rolecall_quoting", html=_source("html"), css=_source("css"), js=_source("js")
)


def quoting(
    about: str | None,
    attach: Callable[[Evidence], None],
    focus: tuple[str, str] | None = None,
) -> None:
    """A button for the selected words; ``attach`` gets them in its callback.

    Args:
        about: what they are attached to; None shows no button.
        attach: takes what the browser says was selected, which is not checked yet.
        focus: a new name for each request to scroll, and the anchor of the turn.
    """

    def selected() -> None:
        span = _span(widget_value(_KEY).span)
        if span:
            attach(span)

    name, turn = focus or (None, None)
    _QUOTING(
        key=_KEY,
        data={"about": about, "focus": name, "turn": turn},
        on_span_change=handled(selected),
    )


def _span(found: object) -> Evidence | None:
    """What the browser sent, if it has the shape of a span."""
    match found:
        case {"turn": str(turn), "start": int(start), "end": int(end), "quote": str(quote)}:
            try:
                return Evidence(uuid.UUID(turn), start, end, quote)
            except ValueError:
                return None
    return None
