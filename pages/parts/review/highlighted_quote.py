"""Which quoted words are highlighted in a transcript; one quote for each interview."""

import uuid

import streamlit as st

from core.evaluation.evidence import Evidence
from pages.widgets.tab_state import tab_state

_COUNT = "focus-count"


def _key(interview_id: uuid.UUID) -> str:
    return f"focus-{interview_id}"


def focus_on(interview_id: uuid.UUID, span: Evidence) -> None:
    """Highlight ``span`` and scroll to it at the next run."""
    # Counted, so that the same words can be scrolled to again.
    tab = tab_state()
    tab[_COUNT] = tab.get(_COUNT, 0) + 1
    tab[_key(interview_id)] = span


def focused(interview_id: uuid.UUID) -> Evidence | None:
    """The highlighted span: asked for on this page, or in its address."""
    asked: Evidence | None = tab_state().get(_key(interview_id))
    return asked or _of_address()


def focus_name(span: Evidence) -> str:
    """A name that differs from that of an earlier request for the same words."""
    return f"{tab_state().get(_COUNT, 0)}-{span.turn_id}-{span.start}-{span.end}"


def address_of(span: Evidence) -> dict[str, str]:
    """What a link to ``span`` adds to the address of its interview."""
    return {"turn": str(span.turn_id), "from": str(span.start), "to": str(span.end)}


def _of_address() -> Evidence | None:
    given = st.query_params
    try:
        turn = uuid.UUID(given.get("turn", ""))
        return Evidence(turn, int(given.get("from", "")), int(given.get("to", "")), "")
    except ValueError:
        return None
