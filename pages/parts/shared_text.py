"""A text that somebody else, or oneself in another window, may be writing at the same time."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Self

import streamlit as st

from core.access.permissions import Member
from pages.parts.concurrent_edits import clash
from pages.widgets.kept_texts import begin_with, keep_texts
from pages.widgets.reading import Reading
from pages.widgets.tab import entered


@dataclass(frozen=True)
class Text:
    """What stands in the field."""

    text: str


class SharedText:
    """What is typed into one field, up to date with what was saved meanwhile.

    It is made before the widget, whose key is ``key``.
    """

    def __init__(
        self, key: str, saved: str, owner: Member, *, form: str, own: bool = True,
        save: Callable[[Self], None] = lambda text: None,
    ) -> None:  # fmt: skip
        """A field of ``owner``'s that begins with ``saved``.

        Args:
            form: that says what went wrong with it.
            own: whether it was ``owner`` who saved it, if need be in another window.
            save: of a field that is saved without a button, what saves it.
        """
        self.key, self._form, self._own, self._save = key, form, own, partial(save, self)
        begin_with(key, {key: saved})
        self._reading = Reading(key, Text(saved), 0)
        self._reading.catch_up(Text(st.session_state[key].strip()), self._put)
        keep_texts(key, {"text": key}, saved={"text": saved}, owner=owner, then=self._save,
                   reading=self._reading)  # fmt: skip

    @property
    def read(self) -> str:
        """What a save is compared with."""
        return self._reading.read.draft.text

    def saved(self) -> None:
        """What is typed is saved now; only in a callback."""
        self._reading.keep(Text(entered(self.key).strip()))

    def choice(self) -> None:
        """Beneath the field: where both were changed, which one is to stand."""
        clash(self._reading, "text", self._reading.now.text, self._take, name=self.key,
              form=self._form, own=self._own, keep=self._keep_mine)  # fmt: skip

    def _put(self, draft: Text, field: str) -> None:
        st.session_state[self.key] = draft.text

    def _take(self) -> None:
        self._put(self._reading.now, "text")
        self._reading.choose("text")

    def _keep_mine(self) -> None:
        self._reading.choose("text")
        self._save()
