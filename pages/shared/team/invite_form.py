"""Inviting somebody into the team."""

import streamlit as st

from core.access.accounts import invite_user
from core.access.permissions import Member
from pages.shared.forms import field_error, problem_of
from pages.shared.team.members import ROLES, remember_link
from pages.shared.wiring import services


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
                remember_link(ticket, invited.name)
            st.rerun()
