"""A text field that another person, or the same one in another window, may edit meanwhile."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Self

import streamlit as st

from core.access.permissions import Member
from pages.parts.concurrent_edits import conflict_choice
from pages.widgets.form_merge import FormMerge
from pages.widgets.tab_state import widget_value
from pages.widgets.text_forms import keep_text_form, set_initial_values


@dataclass(frozen=True)
class Text:
    """The value of the field."""

    text: str


class SharedText:
    """One text field, merged with what was saved meanwhile.

    Create it before the widget with the key ``key``.
    """

    def __init__(
        self, key: str, saved: str, owner: Member, *, form: str, own: bool = True,
        save: Callable[[Self], None] = lambda text: None,
    ) -> None:  # fmt: skip
        """A field of ``owner``'s that begins with ``saved``.

        Args:
            form: shows the field's error messages.
            own: whether ``owner`` saved it, as in another window.
            save: saves the field, if it has no button for that.
        """
        self.key, self._form, self._own, self._save = key, form, own, partial(save, self)
        set_initial_values(key, {key: saved})
        self._merge = FormMerge(key, Text(saved), 0)
        self._merge.catch_up(Text(st.session_state[key].strip()), self._put)
        keep_text_form(key, {"text": key}, saved={"text": saved}, owner=owner, then=self._save,
                   merge=self._merge)  # fmt: skip

    @property
    def read(self) -> str:
        """The base: what a save is compared with."""
        return self._merge.base.draft.text

    def saved(self) -> None:
        """What is typed is saved now; only in a callback."""
        self._merge.keep(Text(widget_value(self.key).strip()))

    def choice(self) -> None:
        """Beneath the field: the choice, if there is a conflict."""
        conflict_choice(self._merge, "text", self._merge.now.text, self._take, name=self.key,
              form=self._form, own=self._own, keep=self._keep_mine)  # fmt: skip

    def _put(self, draft: Text, field: str) -> None:
        st.session_state[self.key] = draft.text

    def _take(self) -> None:
        self._put(self._merge.now, "text")
        self._merge.choose("text")

    def _keep_mine(self) -> None:
        self._merge.choose("text")
        self._save()
