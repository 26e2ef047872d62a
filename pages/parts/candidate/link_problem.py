"""The page of an interview link that is unknown, ended by the team, or expired."""

from typing import NoReturn

import streamlit as st

from core.access.interview_links import LinkExpired, LinkWithdrawn
from core.access.limits import Limit, TooMany
from core.errors import NotFound
from pages.composition.wiring import services
from pages.server.client_address import visitor_address
from pages.widgets.tab_state import tab_state

UNKNOWN = "This link does not open an interview"
UNSENT = (
    "If you were writing an answer, or had just sent one: it waits in this browser. Open the new "
    "link here, and you go on with it."
)


def link_problem(problem: NotFound) -> NoReturn:
    """Say why and end the page; an unknown link counts as a guess (rate limit)."""
    once = isinstance(problem, LinkExpired | LinkWithdrawn)
    st.title("This link no longer opens the interview" if once else UNKNOWN)
    st.text(str(problem if once else _counted(problem)))
    if tab_state().get("joined"):
        st.text(UNSENT)
    st.stop()


def _counted(problem: NotFound) -> NotFound | TooMany:
    try:
        services().limits.take(Limit.INTERVIEW_LINK, client=visitor_address())
    except TooMany as too_many:
        return too_many
    return problem
