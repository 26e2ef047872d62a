"""Keeps unsaved form fields in the browser (sessionStorage), so that they survive a reload.

Streamlit loses what is typed at a reload, a lost connection or a restart. form_storage.js copies a
form's fields into sessionStorage, from the first letter on, and sends them back to a page that has
lost them. The storage ends with the tab; a member's also when they sign out or another signs in.

Every opened form has an id, which is restored with the fields. Services accept an id only once,
which makes a second click, or a retry after a lost answer, harmless.
"""

import re
import uuid
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from core.access.permissions import Member
from core.text.characters import kept_text
from pages.widgets.callbacks import handled
from pages.widgets.owners import SIGNED_OUT, Owner, name_of
from pages.widgets.tab_state import tab_state, widget_value

Values = Mapping[str, Any]
LEFT = "left"
"""The query parameter of the page after signing out."""
_ID = re.compile("[0-9a-f]{32}")
_REMEMBERED = 20
"""How many of the latest finished forms are cleared from the browser."""
STYLE = """<style>[class*="st-key-keep-"] {position: absolute; visibility: hidden}</style>"""


_SOURCE = Path(__file__).with_suffix(".js").read_text("utf-8")
_KEEP = st.components.v2.component("rolecall_keep", html="<div hidden></div>", js=_SOURCE)


def keep_form(
    form: str,
    fields: Mapping[str, str],
    restore: Callable[[Values], None],
    *,
    values: Values | None = None,
    saved: Values | None = None,
    along: Values | None = None,
    owner: Owner = None,
) -> str:
    """Store what is typed into ``form`` in the browser; returns the id of the opened form.

    Args:
        form: its name, under which the fields are stored and restored.
        fields: the text fields, each with the key of its widget.
        restore: gets the stored values after the page has lost them; runs as a callback. They come
            from the browser, so they are as untrusted as anything that is typed.
        values: the present values of these and other fields, as the page knows them.
        saved: the saved values; a field that has its saved value is not stored.
        along: stored and restored together with the fields.
        owner: whose form it is; it is cleared when somebody else signs in.
    """
    ids, cleared = tab_state().setdefault("kept-ids", {}), tab_state().setdefault("kept-done", [])
    opened: str = ids.setdefault(form, uuid.uuid4().hex)
    key = f"keep-{form}"

    def found() -> None:
        match widget_value(key).found:
            case {"id": str(id_), "values": dict(kept)} if _ID.fullmatch(id_):
                restore({name: _harmless(value) for name, value in kept.items()})
                tab_state()["kept-ids"][form] = id_

    _KEEP(
        key=key,
        data={
            "place": f"rolecall/{name_of(owner)}/{form}",
            "id": opened,
            "done": cleared,
            "fields": {field: _class_of(name) for field, name in fields.items()},
            "values": dict(values or {}),
            "saved": dict(saved or {}),
            "along": dict(along or {}),
        },
        on_found_change=handled(found, whole=False),
    )
    return opened


def clear_form(form: str) -> None:
    """Clear ``form`` from the browser: it is saved or discarded."""
    tab = tab_state()
    if opened := tab.get("kept-ids", {}).pop(form, None):
        tab["kept-done"] = [*tab.get("kept-done", []), opened][-_REMEMBERED:]


def form_was_lost(form: str) -> None:
    """The page has lost what was typed into ``form``: ask the browser for it."""
    tab_state().get("kept-ids", {}).pop(form, None)


def is_cleared(opened: str) -> bool:
    """Whether the form with this id is saved or discarded already, as at a second click."""
    return opened in tab_state().get("kept-done", [])


def clear_storage(me: Member | None) -> None:
    """Clear finished forms from the browser, and those of members who were signed in before."""
    st.html(STYLE)
    owner: Owner = me or (
        SIGNED_OUT if LEFT in st.query_params else None
    )  # else the owner may come back
    data = {"forget": tab_state().get("kept-done", []), "owner": name_of(owner)}
    _KEEP(key="keep-forget", data=data, on_found_change=handled(lambda: None))


def _harmless(value: Any) -> Any:
    """Without lone surrogates, which JSON can carry and nothing else can store or show."""
    return kept_text(value) if isinstance(value, str) else value


def _class_of(key: str) -> str:
    """The CSS class that Streamlit makes of a widget's key, after its "st-key-"."""
    return re.sub(r"[^a-zA-Z0-9_-]", "-", key.strip())
