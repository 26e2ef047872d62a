"""The audit trail on screen: who did what, and when."""

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

import streamlit as st

from core.access.audit import trail
from core.access.permissions import Member
from core.models import AuditEvent
from pages.composition.wiring import services
from pages.widgets.html_parts import table_html
from pages.widgets.local_times import date_and_time


def trail_view(title: str, subject_ids: Sequence[uuid.UUID], me: Member) -> None:
    """The trail of these subjects, newest first; loaded when it is opened."""
    with st.expander(title, icon=":material/history:", on_change="rerun") as opened:
        if not opened.open:
            return
        with services().begin() as db:
            events = trail(db, subject_ids, me)
        events_table(events)


def events_table(events: Iterable[AuditEvent]) -> None:
    """Events of the trail as a table."""
    rows = (
        (date_and_time(e.created_at) or "", e.actor, e.action, _details(e.detail)) for e in events
    )
    st.html(table_html(("When", "Who", "Did what", "Details"), rows))


def _details(detail: dict[str, Any]) -> str:
    return "; ".join(f"{name.replace('_', ' ')}: {_words(value)}" for name, value in detail.items())


def _words(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(_words, value))
    return str(value).replace("_", " ")
