"""One's own account: name, address and password."""

from collections.abc import Callable

import streamlit as st

from core.access.own_account import Account, update_account
from core.access.passwords import LEAST_PASSWORD
from core.access.permissions import Member
from pages.composition.wiring import services
from pages.parts.concurrent_edits import conflict_choice
from pages.widgets.callbacks import handled
from pages.widgets.form_merge import FormMerge
from pages.widgets.forms import field_error, form_key, reset_form
from pages.widgets.tab_state import tab_state, widget_value
from pages.widgets.text_forms import keep_text_form, set_initial_values

_FORM, _SAVED = "account", "account-saved"
_KEYS = {"name": f"{_FORM}-name", "email": f"{_FORM}-email"}
_LABELS = {"name": "Name", "email": "E-mail address"}


def account(me: Member) -> None:
    """Name, address and password of who is signed in."""
    if not me.has_password:
        st.info("Please set your e-mail address and a password, so that you can sign in again.")
    merge, secrets = _merge(me), form_key(_FORM)
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
                              args=(merge, secrets, me))  # fmt: skip
    for field in _KEYS:
        conflict_choice(merge, field, getattr(merge.now, field), _take(merge, field), name=_FORM,
              own=True)  # fmt: skip


def _merge(me: Member) -> FormMerge[Account]:
    """The form's merge with what was saved in another window."""
    now = Account(me.name, me.email)
    merge = FormMerge(_FORM, now, 0)
    if tab_state().pop(_SAVED, False):
        st.toast("Your account is saved.")
        merge.end()
        st.session_state.update({key: getattr(now, field) for field, key in _KEYS.items()})
    saved = {field: getattr(now, field) for field in _KEYS}
    set_initial_values(_FORM, {key: saved[field] for field, key in _KEYS.items()})
    typed = Account(*(st.session_state[key].strip() for key in _KEYS.values()))
    merge.catch_up(typed, _put)
    keep_text_form(_FORM, _KEYS, saved=saved, owner=me, merge=merge)
    return merge


def _put(draft: Account, field: str) -> None:
    st.session_state[_KEYS[field]] = getattr(draft, field)


def _take(merge: FormMerge[Account], field: str) -> Callable[[], None]:
    def take() -> None:
        _put(merge.now, field)
        merge.choose(field)

    return take


def _secret(label: str, key: str, field: str, autocomplete: str) -> None:
    st.text_input(label, type="password", autocomplete=autocomplete, key=f"{key}-{field}")
    field_error(_FORM, field)


def _save(merge: FormMerge[Account], secrets: str, me: Member) -> None:
    email, name = widget_value(_KEYS["email"]), widget_value(_KEYS["name"])
    password = widget_value(f"{secrets}-password")
    current = widget_value(f"{secrets}-current") if me.has_password else ""
    with services().begin() as db:
        update_account(db, email, name, password or None, me, current=current,
                       read=merge.base.draft)  # fmt: skip
    tab_state()[_SAVED] = True
    reset_form(_FORM)
