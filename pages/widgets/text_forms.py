"""Form storage for forms of plain text fields; see form_storage.py."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from pages.widgets.form_merge import FormMerge
from pages.widgets.form_storage import Values, clear_form, form_was_lost, keep_form
from pages.widgets.owners import Owner

_LONGEST = 100_000
"""Characters of a field that are restored; the field's own limit may be lower."""
_READ = "read"
"""The name under which the browser stores the form's base; no field is named so."""


def keep_text_form(
    form: str,
    fields: Mapping[str, str],
    *,
    saved: Mapping[str, str] | None = None,
    owner: Owner = None,
    then: Callable[[], None] = lambda: None,
    merge: FormMerge[Any] | None = None,
) -> str:
    """``keep_form`` for text fields, which restores them by itself; call it before their widgets.

    The widgets begin with what is ``saved``.

    Args:
        form, fields, owner: as for ``keep_form``.
        saved: the saved values; a missing one is empty.
        then: called after the fields were restored, in the same callback.
        merge: the form's merge, whose base is stored and restored with the fields.
    """
    begun_with = {field: (saved or {}).get(field, "") for field in fields}
    set_initial_values(form, {key: begun_with[field] for field, key in fields.items()})

    def restore(kept: Values) -> None:
        if merge is not None:
            merge.restore(kept.get(_READ))
        for field in kept.keys() & fields.keys():
            if isinstance(kept[field], str):
                st.session_state[fields[field]] = kept[field][:_LONGEST]
        then()

    values = {field: st.session_state[key] for field, key in fields.items()}
    along = {_READ: merge.to_json()} if merge is not None else None
    return keep_form(
        form, fields, restore, values=values, saved=begun_with, along=along, owner=owner
    )


def set_initial_values(form: str, saved: Values) -> None:
    """Give the widgets of ``form`` the ``saved`` values, by key; call it before they are drawn.

    If the page has lost what was typed, as after showing something else, the browser restores it.
    """
    if not all(key in st.session_state for key in saved):
        form_was_lost(form)
    for key, value in saved.items():
        st.session_state.setdefault(key, value)


def clear_text_form(form: str, *keys: str) -> None:
    """Empty the fields of ``form`` after it was sent; only in a callback."""
    clear_form(form)
    for key in keys:
        st.session_state[key] = ""
