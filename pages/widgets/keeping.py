"""What is typed stays typed: the browser tab keeps a form until it is saved.

A page forgets what it shows with a reload, a lost connection or an ended server. The browser
part ``browser/keep.js`` mirrors a form's fields into the tab's own storage, from the first
letter on, and hands them back to a page that has forgotten them. The storage ends with the tab;
that of a member of the team also when they sign out or another one signs in.

Every form that is opened has an id of its own, which comes back with what was typed. A service
that keeps one id once makes a second click, or a second try after a lost answer, harmless.
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
from pages.widgets.tab import entered, memory

Values = Mapping[str, Any]
LEFT = "left"
"""In the address of the page that follows on signing out."""
_ID = re.compile("[0-9a-f]{32}")
_REMEMBERED = 20
"""Forms whose storage is cleared, of those that were done with last."""
STYLE = """<style>[class*="st-key-keep-"] {position: absolute; visibility: hidden}</style>"""


_SOURCE = (Path(__file__).parent / "browser" / "keep.js").read_text("utf-8")
_KEEP = st.components.v2.component("rolecall_keep", html="<div hidden></div>", js=_SOURCE)


def keep(
    form: str,
    fields: Mapping[str, str],
    restore: Callable[[Values], None],
    *,
    values: Values | None = None,
    saved: Values | None = None,
    along: Values | None = None,
    owner: Owner = None,
) -> str:
    """Keep what is typed into ``form``; returns the id of the form that is open.

    Args:
        form: names the form; what was kept under this name is handed back.
        fields: the fields that are typed into, each with the key of its widget.
        restore: takes the values that the page has forgotten; runs as a callback, before the
            page. They come from the browser: as hostile as anything that is typed.
        values: what the page knows of the fields, of other ones too.
        saved: what is saved of them already, so that it need not be kept.
        along: what is kept, and handed back, with whatever is.
        owner: whose it is; it is cleared from the tab when others sign in.
    """
    ids, done = memory().setdefault("kept-ids", {}), memory().setdefault("kept-done", [])
    opened: str = ids.setdefault(form, uuid.uuid4().hex)
    key = f"keep-{form}"

    def found() -> None:
        match entered(key).found:
            case {"id": str(id_), "values": dict(kept)} if _ID.fullmatch(id_):
                restore({name: _harmless(value) for name, value in kept.items()})
                memory()["kept-ids"][form] = id_

    _KEEP(
        key=key,
        data={
            "place": f"rolecall/{name_of(owner)}/{form}",
            "id": opened,
            "done": done,
            "fields": {field: _class_of(name) for field, name in fields.items()},
            "values": dict(values or {}),
            "saved": dict(saved or {}),
            "along": dict(along or {}),
        },
        on_found_change=handled(found),
    )
    return opened


def done(form: str) -> None:
    """What was typed into ``form`` is saved, or not wanted any more."""
    tab = memory()
    if opened := tab.get("kept-ids", {}).pop(form, None):
        tab["kept-done"] = [*tab.get("kept-done", []), opened][-_REMEMBERED:]


def forgotten(form: str) -> None:
    """The page has forgotten what was typed into ``form``: the browser is to hand it back."""
    memory().get("kept-ids", {}).pop(form, None)


def is_done(opened: str) -> bool:
    """Whether the form with this id is done with: a second click on its button comes too late."""
    return opened in memory().get("kept-done", [])


def forget(me: Member | None) -> None:
    """Clear the storage of forms that are done with, and of members who were here before."""
    st.html(STYLE)
    owner: Owner = me or (SIGNED_OUT if LEFT in st.query_params else None)  # else it may come back
    data = {"forget": memory().get("kept-done", []), "owner": name_of(owner)}
    _KEEP(key="keep-forget", data=data, on_found_change=handled(lambda: None))


def _harmless(value: Any) -> Any:
    """JSON can carry half a character, which nothing that shows or keeps it can take."""
    return kept_text(value) if isinstance(value, str) else value


def _class_of(key: str) -> str:
    """How Streamlit writes a widget's key into the class of its element."""
    return re.sub(r"[^a-zA-Z0-9_-]", "-", key.strip())
