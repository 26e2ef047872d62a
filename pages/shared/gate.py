"""Who is signed in, and the gate that each team page calls first."""

from urllib.parse import urlencode, urlsplit

import streamlit as st

from core.auth import COOKIE, Permission, issue_ticket, may, sign_out, user_of_cookie
from core.models import User
from pages.shared.site import page
from pages.shared.wiring import services

WANTED = "wanted-page"
"""Where in the session state the page is kept that somebody wanted before signing in."""


def current_user() -> User | None:
    """Who this browser is signed in as; asked of Postgres at every run, so that it is revocable."""
    with services().begin() as db:
        return user_of_cookie(db, st.context.cookies.get(COOKIE))


def is_visitor() -> bool:
    """Whether nobody is signed in and the inspector is open to visitors, on examples only."""
    return services().settings.public_inspector and current_user() is None


def gate(permission: Permission) -> User:
    """The signed-in user, if they may; otherwise the page ends here with a way on."""
    user = current_user()
    if user is None:
        st.title("Please sign in")
        st.write("This page is for the hiring team.")
        st.session_state[WANTED] = _here()
        st.page_link(page("home"), label="Sign in", icon=":material/login:")
        st.stop()
    if not may(user, permission):
        st.title("Not for this account")
        st.write(
            f"You are signed in as {user.email} ({user.role.value}), "
            "which does not open this page. An admin of your team can change that."
        )
        st.page_link(page("inspector"))
        st.stop()
    return user


def _here() -> str:
    """This page with its parameters, as /auth/enter takes it."""
    name = urlsplit(st.context.url or "").path.strip("/")
    return f"{name}?{urlencode(st.query_params.to_dict())}"


def enter(user: User, start: str) -> None:
    """Sign ``user`` in: the browser goes through the route that sets the cookie.

    It ends on the page that the gate stood before, or on ``start``.
    """
    with services().begin() as db:
        ticket = issue_ticket(db, user)
    wanted = st.session_state.pop(WANTED, start)
    go_to(f"/auth/enter?{urlencode({'ticket': ticket, 'next': wanted})}")


def leave() -> None:
    """Sign out: the session is revoked and the browser goes to the start page."""
    with services().begin() as db:
        sign_out(db, st.context.cookies.get(COOKIE))
    go_to("/")


def go_to(path: str) -> None:
    """Load ``path`` of this site anew; ``path`` is the program's own, never what a person typed."""
    st.html(f"<script>location.replace({path!r})</script>", unsafe_allow_javascript=True)
    st.stop()
