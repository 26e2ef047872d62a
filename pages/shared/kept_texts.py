"""A form of plain text fields that stays typed; see pages.shared.keeping."""

from collections.abc import Callable, Mapping

import streamlit as st

from core.access.permissions import Member
from pages.shared.keeping import Values, keep
from pages.shared.postings.reading import Reading

_LONGEST = 100_000
"""Characters of a field that are taken back; what it may have is its own affair."""


def keep_texts(
    form: str,
    fields: Mapping[str, str],
    *,
    saved: Mapping[str, str] | None = None,
    owner: Member | None = None,
    then: Callable[[], None] = lambda: None,
    reading: Reading | None = None,
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
    for field, key in fields.items():
        st.session_state.setdefault(key, begun_with[field])

    def restore(kept: Values) -> None:
        if reading is not None:
            reading.take_back(kept.get("read"))
        for field in kept.keys() & fields.keys():
            if isinstance(kept[field], str):
                st.session_state[fields[field]] = kept[field][:_LONGEST]
        then()

    values = {field: st.session_state[key] for field, key in fields.items()}
    along = {"read": reading.to_json()} if reading is not None else None
    return keep(form, fields, restore, values=values, saved=begun_with, along=along, owner=owner)
