"""Moments on the reader's own clock."""

from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from core.moments import day


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
