"""One's own account: name, address and password."""

from collections.abc import Callable

import streamlit as st

from core.access.accounts import Account, update_account
from core.access.passwords import LEAST_PASSWORD
from core.access.permissions import Member
from pages.shared.forms import field_error, problem_of
from pages.shared.kept_texts import begin_with, keep_texts
from pages.shared.postings.others import clash
from pages.shared.postings.reading import Reading
from pages.shared.tab import memory
from pages.shared.wiring import services

_FORM = "account"
_KEYS = {"name": f"{_FORM}-name", "email": f"{_FORM}-email"}
_LABELS = {"name": "Name", "email": "E-mail address"}


def account(me: Member) -> None:
    """Name, address and password of who is signed in."""
    if not me.has_password:
        st.info("Please set your e-mail address and a password, so that you can sign in again.")
    reading = _reading(me)
    with st.form(_FORM):
        typed = {}
        for field, label in _LABELS.items():
            longest = 120 if field == "name" else 320
            typed[field] = st.text_input(label, key=_KEYS[field], max_chars=longest)
            field_error(_FORM, field)
        password = _secret(f"New password (at least {LEAST_PASSWORD} characters; empty keeps the "
                           "old one)", "password", "new-password")  # fmt: skip
        current = ""
        if me.has_password:
            current = _secret("Current password, to change the password or the address",
                              "current", "current-password")  # fmt: skip
        field_error(_FORM)
        if st.form_submit_button("Save", type="primary"):
            with problem_of(_FORM):
                with services().begin() as db:
                    update_account(db, typed["email"], typed["name"], password or None, me,
                                   current=current, read=reading.read.draft)  # fmt: skip
                st.toast("Your account is saved.")
                memory()[f"{_FORM}-saved"] = True
            st.rerun()
    for field in _KEYS:
        clash(reading, field, getattr(reading.now, field), _take(reading, field), name=_FORM,
              own=True)  # fmt: skip


def _reading(me: Member) -> Reading[Account]:
    """What the form began with, up to date with what was saved in another window."""
    now = Account(me.name, me.email)
    reading = Reading(_FORM, now, 0)
    if memory().pop(f"{_FORM}-saved", False):
        reading.end()
        st.session_state.update({key: getattr(now, field) for field, key in _KEYS.items()})
    saved = {field: getattr(now, field) for field in _KEYS}
    begin_with(_FORM, {key: saved[field] for field, key in _KEYS.items()})
    typed = Account(*(st.session_state[key].strip() for key in _KEYS.values()))
    reading.catch_up(typed, _put)
    keep_texts(_FORM, _KEYS, saved=saved, owner=me, reading=reading)
    return reading


def _put(draft: Account, field: str) -> None:
    st.session_state[_KEYS[field]] = getattr(draft, field)


def _take(reading: Reading[Account], field: str) -> Callable[[], None]:
    def take() -> None:
        _put(reading.now, field)
        reading.choose(field)

    return take


def _secret(label: str, field: str, autocomplete: str) -> str:
    typed = st.text_input(label, type="password", autocomplete=autocomplete)
    field_error(_FORM, field)
    return typed
