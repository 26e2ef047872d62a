"""One's own account, and for admins the team: who has access and with which role."""

import streamlit as st

from core.access.accounts import (
    disable_user,
    invite_user,
    list_users,
    renew_invitation,
    update_account,
)
from core.access.passwords import LEAST_PASSWORD
from core.access.permissions import Member, Permission, may
from core.models import User, UserRole
from pages.shared.forms import field_error, problem_of
from pages.shared.gate import gate, leave
from pages.shared.tab import memory
from pages.shared.wiring import services
from pages.shell.site_address import base_url

ROLES = {
    UserRole.RECRUITER: "Recruiter: jobs, interviews, rating and deciding",
    UserRole.VIEWER: "Viewer: looks at candidates, interviews and prompts, decides nothing",
    UserRole.ADMIN: "Admin: everything, and the team",
}


def invitation(ticket: str, name: str) -> None:
    """Show a sign-in link once; it is not stored."""
    st.success(f"Give {name} this link. It works once, within 7 days.")
    st.code(f"{base_url()}/auth/enter?ticket={ticket}&next=team", language=None)


def account(me: Member) -> None:
    """Name, address and password of who is signed in."""
    if not me.has_password:
        st.info("Please set your e-mail address and a password, so that you can sign in again.")
    with st.form("account"):
        name = st.text_input("Name", me.name, max_chars=120)
        field_error("account", "name")
        email = st.text_input("E-mail address", me.email, max_chars=320)
        field_error("account", "email")
        password = st.text_input(
            f"New password (at least {LEAST_PASSWORD} characters; empty keeps the old one)",
            type="password",
            autocomplete="new-password",
        )
        field_error("account", "password")
        current = ""
        if me.has_password:
            current = st.text_input("Current password, to change the password or the address",
                                    type="password", autocomplete="current-password")  # fmt: skip
            field_error("account", "current")
        if st.form_submit_button("Save", type="primary"):
            with problem_of("account"):
                with services().begin() as db:
                    update_account(db, email, name, password or None, me, current=current)
                st.toast("Your account is saved.")
            st.rerun()
    if st.button("Sign out", icon=":material/logout:"):
        leave()


def member(user: User, me: Member) -> None:
    """One line of the team."""
    left, right = st.columns([3, 2], vertical_alignment="center")
    state = " · no access" if user.disabled_at else ""
    left.text(f"{user.name} · {user.email} · {user.role.value}{state}")
    with right.container(horizontal=True):
        if user.id == me.user_id or user.disabled_at:
            return
        if st.button("New sign-in link", key=f"link-{user.id}"):
            with services().begin() as db:
                ticket = renew_invitation(db, user.id, me)
            memory()["invited"] = (ticket, user.name)
            st.rerun()
        if st.button("Take access away", key=f"disable-{user.id}"):
            with services().begin() as db:
                disable_user(db, user.id, me)
            st.rerun()


def invite_form(me: Member) -> None:
    """A new member gets a one-time link and sets a password with it."""
    with st.form("invite"):
        name = st.text_input("Name", max_chars=120)
        field_error("invite", "name")
        email = st.text_input("E-mail address", max_chars=320)
        field_error("invite", "email")
        role = st.selectbox("Role", list(ROLES), format_func=ROLES.__getitem__)
        if st.form_submit_button("Invite"):
            with problem_of("invite"):
                with services().begin() as db:
                    invited, ticket = invite_user(db, email, name, role, me)
                memory()["invited"] = (ticket, invited.name)
            st.rerun()


me = gate(Permission.INSPECT)
st.title("Team")
st.subheader("Your account")
account(me)
if may(me, Permission.MANAGE_TEAM):
    st.subheader("Members")
    if "invited" in memory():
        invitation(*memory().pop("invited"))
    with services().begin() as db:
        members = list_users(db, me)
    for someone in members:
        member(someone, me)
    st.subheader("Invite somebody")
    invite_form(me)
