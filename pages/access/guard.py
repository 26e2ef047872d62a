"""Who is signed in, and the guard that each team page calls first."""

from urllib.parse import urlencode, urlsplit

import streamlit as st

from core.access.active_sessions import note_use
from core.access.permissions import Member, Permission, may
from core.access.sessions import SignedOutReason, member_of_cookie, sign_out, signed_out_reason
from pages.access import sign_in
from pages.access.cookie import cookie_of
from pages.access.redirect import redirect_to
from pages.access.site import page
from pages.composition.wiring import services
from pages.server.site_address import inner_path
from pages.widgets.form_storage import LEFT
from pages.widgets.forms import unshown_problems
from pages.widgets.tab_state import is_users_run, tab_state

_WORDS = {
    SignedOutReason.NONE: ("Please sign in", "This page is for the hiring team."),
    SignedOutReason.TAKEN_AWAY: (
        "Your access was taken away",
        "What you did stays as it is. If you think that this is a mistake, please ask an admin of "
        "your team: they can give it back.",
    ),
    SignedOutReason.IDLE: (
        "Please sign in again",
        "Nobody used this page for some hours, so you were signed out to be safe.",
    ),
}
_WANTED = "wanted-page"
"""Where the tab keeps the page that somebody wanted before signing in."""


def cookie() -> str | None:
    """This browser's session token, as it was when the tab connected."""
    return cookie_of(st.context.cookies)


def current_member() -> Member | None:
    """Who this browser is signed in as; read from Postgres at every run, so that it can be revoked.

    A run of the page counts as use, unless the page reran by itself. A fragment's run does not, as
    fragments refresh themselves.
    """
    with services().begin() as db:
        me = member_of_cookie(db, cookie())
        if me and is_users_run():
            note_use(db, me.session_id)
        return me


def is_visitor() -> bool:
    """Whether nobody is signed in and the inspector is open to visitors, on examples only."""
    return services().settings.public_inspector and current_member() is None


def require_permission(permission: Permission) -> Member:
    """The signed-in member; ends the page with a message if they lack ``permission``.

    That is for a friendly message. The protection is that each service checks by itself.
    """
    me = current_member()
    if me is None:
        with services().begin() as db:
            title, words = _WORDS[signed_out_reason(db, cookie())]
        st.title(title)
        st.write(words)
        tab_state()[_WANTED] = _here()
        unshown_problems()
        st.page_link(page("home"), label="Sign in", icon=":material/login:")
        st.stop()
    if not may(me, permission):
        st.title("Not for this account")
        st.write(
            f"You are signed in as {me.email} ({me.role.value}), "
            "which does not open this page. An admin of your team can change that."
        )
        unshown_problems()
        st.page_link(page("inspector"))
        st.stop()
    return me


def _here() -> str:
    """This page with its parameters, for the ``next`` of /auth/enter."""
    name = inner_path(urlsplit(st.context.url or "").path).strip("/")
    return f"{name}?{urlencode(st.query_params.to_dict())}"


def finish_sign_in(ticket: str, start: str) -> None:
    """Sign in by ``ticket``: the browser goes through the route that sets the cookie.

    It then opens the page that asked for signing in, or ``start``. Only in a callback.
    """
    wanted = tab_state().pop(_WANTED, start)
    redirect_to(sign_in.PATH, {"ticket": ticket, "next": wanted})


def sign_out_browser() -> None:
    """Sign out: the session is revoked and the browser goes to the start page.

    Only in a callback.
    """
    with services().begin() as db:
        sign_out(db, cookie())
    redirect_to(f"/?{LEFT}=1")
