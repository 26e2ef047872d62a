"""Inviting somebody into the team."""

import streamlit as st

from core.access.accounts import invite_user
from core.access.permissions import Member
from pages.composition.wiring import services
from pages.parts.team.members import ROLES, remember_link
from pages.widgets.callbacks import handled
from pages.widgets.forms import field_error
from pages.widgets.tab_state import widget_value
from pages.widgets.text_forms import clear_text_form, keep_text_form

_FORM = "invite"
_TYPED = {field: f"{_FORM}-{field}" for field in ("name", "email")}


def invite_form(me: Member) -> None:
    """A new member gets a one-time link and sets a password with it."""
    keep_text_form(_FORM, _TYPED, owner=me)
    with st.form(_FORM):
        st.text_input("Name", key=_TYPED["name"], max_chars=120)
        field_error(_FORM, "name")
        st.text_input("E-mail address", key=_TYPED["email"], max_chars=320)
        field_error(_FORM, "email")
        st.selectbox("Role", list(ROLES), format_func=ROLES.__getitem__, key=f"{_FORM}-role")
        st.form_submit_button("Invite", on_click=handled(_invite, form=_FORM), args=(me,))
        field_error(_FORM)


def _invite(me: Member) -> None:
    name, email = (widget_value(key) for key in _TYPED.values())
    with services().begin() as db:
        invited, ticket = invite_user(db, email, name, widget_value(f"{_FORM}-role"), me)
    remember_link(ticket, invited.name)
    clear_text_form(_FORM, *_TYPED.values())
