"""A form of plain text fields that stays typed; see pages.widgets.keeping."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from pages.widgets.keeping import Values, done, forgotten, keep
from pages.widgets.owners import Owner
from pages.widgets.reading import Reading

_LONGEST = 100_000
"""Characters of a field that are taken back; what it may have is its own affair."""
_READ = "read"
"""Under which name the browser keeps what a form goes by; no field has it."""


def keep_texts(
    form: str,
    fields: Mapping[str, str],
    *,
    saved: Mapping[str, str] | None = None,
    owner: Owner = None,
    then: Callable[[], None] = lambda: None,
    reading: Reading[Any] | None = None,
) -> str:
    """``keep`` for text fields that are put back as they were; call it before their widgets.

    These take what stands in them from their keys: ``saved``, before anything is typed.

    Args:
        form, fields, owner: as for ``keep``.
        saved: what is saved of the fields; nothing where one is missing.
        then: what is to happen once they are put back, in the same callback.
        reading: what they began with, to be put back with them.
    """
    begun_with = {field: (saved or {}).get(field, "") for field in fields}
    begin_with(form, {key: begun_with[field] for field, key in fields.items()})

    def restore(kept: Values) -> None:
        if reading is not None:
            reading.take_back(kept.get(_READ))
        for field in kept.keys() & fields.keys():
            if isinstance(kept[field], str):
                st.session_state[fields[field]] = kept[field][:_LONGEST]
        then()

    values = {field: st.session_state[key] for field, key in fields.items()}
    along = {_READ: reading.to_json()} if reading is not None else None
    return keep(form, fields, restore, values=values, saved=begun_with, along=along, owner=owner)


def begin_with(form: str, saved: Values) -> None:
    """Let the widgets of ``form`` show what is ``saved``, by their keys; before they are drawn.

    Where the page has forgotten what was typed, because it showed something else meanwhile, the
    browser hands it back.
    """
    if not all(key in st.session_state for key in saved):
        forgotten(form)
    for key, value in saved.items():
        st.session_state.setdefault(key, value)


def sent(form: str, *keys: str) -> None:
    """What was typed into ``form`` has been sent: its fields are empty; only in a callback."""
    done(form)
    for key in keys:
        st.session_state[key] = ""
