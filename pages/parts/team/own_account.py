"""One's own account: name, address and password."""

from collections.abc import Callable

import streamlit as st

from core.access.own_account import Account, update_account
from core.access.passwords import LEAST_PASSWORD
from core.access.permissions import Member
from pages.composition.wiring import services
from pages.parts.concurrent_edits import clash
from pages.widgets.callbacks import handled
from pages.widgets.forms import empty, field_error, opened
from pages.widgets.kept_texts import begin_with, keep_texts
from pages.widgets.reading import Reading
from pages.widgets.tab import entered, memory

_FORM, _SAVED = "account", "account-saved"
_KEYS = {"name": f"{_FORM}-name", "email": f"{_FORM}-email"}
_LABELS = {"name": "Name", "email": "E-mail address"}


def account(me: Member) -> None:
    """Name, address and password of who is signed in."""
    if not me.has_password:
        st.info("Please set your e-mail address and a password, so that you can sign in again.")
    reading, secrets = _reading(me), opened(_FORM)
    with st.form(_FORM):
        for field, label in _LABELS.items():
            longest = 120 if field == "name" else 320
            st.text_input(label, key=_KEYS[field], max_chars=longest)
            field_error(_FORM, field)
        _secret(f"New password (at least {LEAST_PASSWORD} characters; empty keeps the old one)",
                secrets, "password", "new-password")  # fmt: skip
        if me.has_password:
            _secret("Current password, to change the password or the address",
                    secrets, "current", "current-password")  # fmt: skip
        field_error(_FORM)
        st.form_submit_button("Save", type="primary", on_click=handled(_save, form=_FORM),
                              args=(reading, secrets, me))  # fmt: skip
    for field in _KEYS:
        clash(reading, field, getattr(reading.now, field), _take(reading, field), name=_FORM,
              own=True)  # fmt: skip


def _reading(me: Member) -> Reading[Account]:
    """What the form began with, up to date with what was saved in another window."""
    now = Account(me.name, me.email)
    reading = Reading(_FORM, now, 0)
    if memory().pop(_SAVED, False):
        st.toast("Your account is saved.")
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


def _secret(label: str, key: str, field: str, autocomplete: str) -> None:
    st.text_input(label, type="password", autocomplete=autocomplete, key=f"{key}-{field}")
    field_error(_FORM, field)


def _save(reading: Reading[Account], secrets: str, me: Member) -> None:
    email, name = entered(_KEYS["email"]), entered(_KEYS["name"])
    password = entered(f"{secrets}-password")
    current = entered(f"{secrets}-current") if me.has_password else ""
    with services().begin() as db:
        update_account(db, email, name, password or None, me, current=current,
                       read=reading.read.draft)  # fmt: skip
    memory()[_SAVED] = True
    empty(_FORM)
