"""For an interview link that opens nothing: unknown, ended by the team, or expired."""

from typing import NoReturn

import streamlit as st

from core.access.limits import Limit, TooMany
from core.errors import NotFound
from core.links import LinkExpired, LinkWithdrawn
from pages.shared.client_address import visitor_address
from pages.shared.wiring import services


def opens_nothing(problem: NotFound) -> NoReturn:
    """Say why and end the page; a link that never was is counted as a guess."""
    st.title("This link does not open an interview")
    st.text(str(problem if isinstance(problem, LinkExpired | LinkWithdrawn) else _counted(problem)))
    st.stop()


def _counted(problem: NotFound) -> NotFound | TooMany:
    try:
        services().limits.take(Limit.INTERVIEW_LINK, client=visitor_address())
    except TooMany as too_many:
        return too_many
    return problem
