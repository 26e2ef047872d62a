"""Moments and durations on the reader's own clock."""

from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from pages.shared.text import day


def local(moment: datetime) -> datetime:
    """``moment`` on the reader's own clock, in UTC where the browser does not say."""
    try:
        return moment.astimezone(ZoneInfo(st.context.timezone or "UTC"))
    except (ZoneInfoNotFoundError, ValueError):
        return moment.astimezone(ZoneInfo("UTC"))


def date_and_time(moment: datetime | None) -> str | None:
    """Such as "3 December 2026, 14:05 CET"; None for no moment."""
    if moment is None:
        return None
    here = local(moment)
    return f"{day(here)}, {here:%H:%M %Z}"


def clock(seconds: float) -> str:
    """Time since the start as "mm:ss", with hours in front where there are any."""
    minutes, rest = divmod(max(0, int(seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes:02}:{rest:02}"
