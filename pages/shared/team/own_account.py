"""One's own account: name, address and password."""

import streamlit as st

from core.access.accounts import update_account
from core.access.passwords import LEAST_PASSWORD
from core.access.permissions import Member
from pages.shared.forms import field_error, problem_of
from pages.shared.wiring import services


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
