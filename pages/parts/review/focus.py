"""The quoted words that somebody wants to see in a transcript; one for each interview."""

import uuid

import streamlit as st

from core.evaluation.evidence import Evidence
from pages.widgets.tab import memory

_COUNT = "focus-count"


def _key(interview_id: uuid.UUID) -> str:
    return f"focus-{interview_id}"


def focus_on(interview_id: uuid.UUID, span: Evidence) -> None:
    """Mark ``span`` and bring it into sight at the next run."""
    # Counted, so that asking for the same words again brings them into sight again.
    tab = memory()
    tab[_COUNT] = tab.get(_COUNT, 0) + 1
    tab[_key(interview_id)] = span


def focused(interview_id: uuid.UUID) -> Evidence | None:
    """What is to be seen: asked for on the page, else by the address that led here."""
    asked: Evidence | None = memory().get(_key(interview_id))
    return asked or _of_address()


def focus_name(span: Evidence) -> str:
    """Tells this wish from an earlier one for the same words."""
    return f"{memory().get(_COUNT, 0)}-{span.turn_id}-{span.start}-{span.end}"


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
