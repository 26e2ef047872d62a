"""Dates and times in the reader's time zone."""

from datetime import datetime
from zoneinfo import ZoneInfo

import streamlit as st

from core.text import dates


def local(moment: datetime) -> datetime:
    """``moment`` in the reader's time zone, or in UTC where the browser names none."""
    try:
        return moment.astimezone(ZoneInfo(st.context.timezone or "UTC"))
    except (LookupError, ValueError, OSError):  # a name that no browser sends, or a folder's
        return moment.astimezone(ZoneInfo("UTC"))


def day(moment: datetime) -> str:
    """The reader's date, such as "3 December 2026"."""
    return dates.day(local(moment))


def date_and_time(moment: datetime | None) -> str | None:
    """Such as "3 December 2026, 14:05 CET"; None for no moment."""
    return None if moment is None else dates.date_and_time(local(moment))
