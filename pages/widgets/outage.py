"""What pages, fragments and routes do while the database is away: a message, and a retry."""

import time
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any, ParamSpec

import streamlit as st
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from streamlit.delta_generator import DeltaGenerator

from core.errors import DatabaseAway, RolecallError, SignedOut
from pages.widgets.tab_state import automatic_rerun, tab_state
from pages.widgets.text import message

P = ParamSpec("P")
Endpoint = Callable[[Request], Awaitable[Response]]
LOOK_AGAIN_SECONDS = 2.0
FOR_THE_TEAM = (
    "Rolecall's database is not answering at the moment. Nothing that was saved is lost, and what "
    "you have typed stays on this page. It goes on by itself as soon as the database is back."
)
FOR_CANDIDATES = (
    "One moment, please: something on our side is not answering. Everything that you said is kept, "
    "and what you have typed stays here. This page comes back by itself."
)
_PART = "This part is not here at the moment, because our database is not answering. It comes back."
_WHOLE_PAGE = "whole-page"
_LATER = "Something on our side is not answering. Please try again in a moment."
_STYLE = """<style>
[class*=st-key-away] {position: fixed; top: .75rem; left: 50%; transform: translateX(-50%);
  width: min(44rem, 94vw); z-index: 1000; border-radius: .5rem;
  background: color-mix(in srgb, Canvas 94%, transparent)}
.st-key-away-below-menu {top: 4rem}
</style>"""


def wait_for_database(above: DeltaGenerator, *, team: bool) -> None:
    """Show a message in ``above``, wait a little, and rerun the page.

    A run that ends with ``st.rerun`` leaves the elements of the last run on the page, with what was
    typed; a run that ends in any other way removes them.
    """
    # Visible wherever the page is scrolled to.
    notice = above.container(key="away-below-menu" if team else "away")
    notice.html(_STYLE)
    notice.info(FOR_THE_TEAM if team else FOR_CANDIDATES, icon=":material/hourglass_top:")
    time.sleep(LOOK_AGAIN_SECONDS)
    automatic_rerun()


def retry_later(answer: Endpoint) -> Endpoint:
    """``answer`` as an endpoint that responds 503 with Retry-After while the database is away."""

    @wraps(answer)
    async def kindly(request: Request) -> Response:
        try:
            return await answer(request)
        except DatabaseAway:
            return PlainTextResponse(_LATER, status_code=503, headers={"Retry-After": "5"})

    return kindly


def full_rerun() -> None:
    """Rerun the whole page next, which also closes a dialog; only in a fragment's callback."""
    tab_state()[_WHOLE_PAGE] = True


def full_rerun_begins() -> None:
    """A run of the whole page begins, so that none is asked for any more."""
    tab_state().pop(_WHOLE_PAGE, None)


def handle_errors(show: Callable[P, Any]) -> Callable[P, None]:
    """Decorates a fragment or dialog, which runs without the router: shows its errors as messages.

    If nobody is signed in any more, the whole page reruns, and its guard says so.
    """

    @wraps(show)
    def kindly(*args: P.args, **kwargs: P.kwargs) -> None:
        if tab_state().pop(_WHOLE_PAGE, False):
            st.rerun()
        try:
            show(*args, **kwargs)
        except DatabaseAway:
            st.info(_PART, icon=":material/hourglass_top:")
        except SignedOut:
            automatic_rerun()
        except RolecallError as problem:
            st.error(message(str(problem)), icon=":material/error:")

    return kindly
