"""The members of the team: their roles, and giving and taking access."""

from collections.abc import Callable

import streamlit as st

from core.access.accounts import (
    change_role,
    disable_user,
    give_access_back,
    list_users,
    renew_invitation,
)
from core.access.permissions import Member
from core.models import User, UserRole
from pages.composition.wiring import services
from pages.server.site_address import base_url
from pages.widgets.callbacks import handled
from pages.widgets.outage import full_rerun, handle_errors
from pages.widgets.tab_state import tab_state, widget_value
from pages.widgets.text import plain

Action = Callable[[User, Member], None]
ROLES = {
    UserRole.RECRUITER: "Recruiter: jobs, interviews, rating and deciding",
    UserRole.VIEWER: "Viewer: looks at candidates, interviews and prompts, decides nothing",
    UserRole.ADMIN: "Admin: everything, and the team",
}


def remember_link(ticket: str, name: str) -> None:
    """Show the sign-in link of a member at the next run."""
    tab_state()["invited"] = (ticket, name)


def _sign_in_link() -> None:
    """Show a sign-in link once; it is not stored."""
    if "invited" in tab_state():
        ticket, name = tab_state().pop("invited")
        st.success(plain(f"Give {name} this link. It works once, within 7 days."))
        st.code(f"{base_url()}/auth/enter?ticket={ticket}&next=team", language=None,
                wrap_lines=True)  # fmt: skip


def _renew(user: User, me: Member) -> None:
    with services().begin() as db:
        ticket = renew_invitation(db, user.id, me)
    remember_link(ticket, user.name)


def _let_back(user: User, me: Member) -> None:
    with services().begin() as db:
        ticket = give_access_back(db, user.id, me)
    remember_link(ticket, user.name)


def _disable(user: User, me: Member) -> None:
    full_rerun()
    with services().begin() as db:
        disable_user(db, user.id, me)


def _change_role(user: User, me: Member) -> None:
    full_rerun()
    with services().begin() as db:
        change_role(db, user.id, widget_value(f"new-role-{user.id}"), me, seen=user.role)


@st.dialog("Take access away?")
@handle_errors
def _ask_to_disable(user: User, me: Member) -> None:
    st.text(
        f"{user.name} ({user.email}) is signed out everywhere at once, and links to sign in stop "
        "working. What they wrote and decided stays. You can give access back at any time."
    )
    with st.container(horizontal=True):
        st.button("Take it away", type="primary", key="disable-yes",
                  on_click=handled(_disable), args=(user, me))  # fmt: skip
        st.button("Keep it", key="disable-no", on_click=handled(full_rerun))


@st.dialog("Change the role")
@handle_errors
def _ask_for_role(user: User, me: Member) -> None:
    st.text(f"{user.name} ({user.email})")
    roles = list(ROLES)
    st.radio("Role", roles, roles.index(user.role), format_func=ROLES.__getitem__,
             key=f"new-role-{user.id}")  # fmt: skip
    if user.id == me.user_id:
        st.text("This is your own account. Only another admin can make you an admin again.")
    with st.container(horizontal=True):
        st.button("Change the role", type="primary", key="role-yes",
                  on_click=handled(_change_role), args=(user, me))  # fmt: skip
        st.button("Cancel", key="role-no", on_click=handled(full_rerun))


def _actions(user: User, me: Member) -> dict[str, Action]:
    if user.disabled_at:
        return {"Give access back": _let_back}
    own: dict[str, Action] = {"Change role": _ask_for_role}
    return (
        own
        if user.id == me.user_id
        else {"New sign-in link": _renew, **own, "Take access away": _ask_to_disable}
    )


def members(me: Member) -> None:
    """Everybody who has or had access, with the buttons to change that."""
    _sign_in_link()
    with services().begin() as db:
        team = list_users(db, me)
    for user in team:
        state = " · no access" if user.disabled_at else ""
        st.text(f"{user.name} · {user.email} · {user.role.value}{state}")
        with st.container(horizontal=True):
            for label, action in _actions(user, me).items():
                st.button(label, key=f"{label}-{user.id}", on_click=handled(action),
                          args=(user, me))  # fmt: skip
