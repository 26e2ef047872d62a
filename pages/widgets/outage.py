"""While the database is away: kind words, and the page comes back by itself."""

import time
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any, ParamSpec

import streamlit as st
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from streamlit.delta_generator import DeltaGenerator

from core.errors import DatabaseAway, RolecallError, SignedOut
from pages.widgets.tab import memory, run_by_itself
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
    """Say so in ``above``, wait a little, and run the page again.

    A run that ends by ``st.rerun`` leaves the rest of the page as it stands, with what was typed;
    one that ended in any other way would clear it away.
    """
    # In sight wherever the page was scrolled to.
    notice = above.container(key="away-below-menu" if team else "away")
    notice.html(_STYLE)
    notice.info(FOR_THE_TEAM if team else FOR_CANDIDATES, icon=":material/hourglass_top:")
    time.sleep(LOOK_AGAIN_SECONDS)
    run_by_itself()


def or_later(answer: Endpoint) -> Endpoint:
    """``answer`` to a request; while the database is away, the wish to ask again later."""

    @wraps(answer)
    async def kindly(request: Request) -> Response:
        try:
            return await answer(request)
        except DatabaseAway:
            return PlainTextResponse(_LATER, status_code=503, headers={"Retry-After": "5"})

    return kindly


def whole_page() -> None:
    """Have the whole page run, which also closes a dialog; only in a callback of a ``part``."""
    memory()[_WHOLE_PAGE] = True


def whole_page_runs() -> None:
    """At the beginning of a run of the whole page: that is what was wished for."""
    memory().pop(_WHOLE_PAGE, None)


def part(show: Callable[P, Any]) -> Callable[P, None]:
    """For a fragment or a dialog, which runs without the router: says what went wrong in it.

    Where nobody is signed in any more the whole page runs: its gate says why, and shows no more.
    """

    @wraps(show)
    def kindly(*args: P.args, **kwargs: P.kwargs) -> None:
        if memory().pop(_WHOLE_PAGE, False):
            st.rerun()
        try:
            show(*args, **kwargs)
        except DatabaseAway:
            st.info(_PART, icon=":material/hourglass_top:")
        except SignedOut:
            run_by_itself()
        except RolecallError as problem:
            st.error(message(str(problem)), icon=":material/error:")

    return kindly
