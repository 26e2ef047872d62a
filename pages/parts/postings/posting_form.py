"""The state of a job posting's form, kept until it is saved or discarded.

It is in the widgets' session state, so that it is there after a visit to another page, and in the
browser's form storage, so that it is there after a reload.
"""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import streamlit as st

from core.access.permissions import Member
from core.postings.content.draft import CHOICES, PostingDraft, draft_from, form_values, problems_of
from pages.widgets.form_merge import FormMerge
from pages.widgets.form_storage import clear_form, keep_form
from pages.widgets.tab_state import tab_state, widget_value

FIELDS = tuple(PostingDraft.__dataclass_fields__)


class PostingForm:
    """One form that is being filled in: for a new posting, or for changes to a saved one."""

    def __init__(self, subject: str, saved: PostingDraft, revision: int = 0) -> None:
        """A form for ``subject``, "new" or the posting's id.

        ``saved`` and ``revision`` are those of the posting now; the form's base may be older.
        """
        self._id_key = f"posting-form-{subject}"
        self._id: str = st.session_state.setdefault(self._id_key, uuid4().hex)
        self.saved = saved
        self._begun_with = form_values(saved)
        for field, value in self._begun_with.items():
            st.session_state.setdefault(self.key(field), value)
        self.merge = FormMerge(self.name, saved, revision)
        self.draft = self.merge.catch_up(
            draft_from({field: st.session_state[self.key(field)] for field in FIELDS}), self.put
        )
        self.problems = problems_of(self.draft)

    @property
    def name(self) -> str:
        """What every widget key of this form begins with."""
        return f"posting-{self._id}"

    @property
    def changed(self) -> bool:
        """Whether something is typed that is not saved."""
        return self.draft != self.saved

    def key(self, field: str) -> str:
        """The widget key of ``field``."""
        return f"{self.name}-{field}"

    def keep(self, owner: Member) -> str:
        """Store what is typed in the browser of ``owner``; returns the opened form's id."""
        return keep_form(
            self._id_key,
            {field: self.key(field) for field in FIELDS if field not in CHOICES},
            self._take_back,
            values={field: st.session_state[self.key(field)] for field in FIELDS},
            saved=self._begun_with,
            along={"read": self.merge.to_json()},
            owner=owner,
        )

    def _take_back(self, kept: Mapping[str, Any]) -> None:
        """Restore the fields from the browser; invalid values are ignored."""
        self.merge.restore(kept.get("read"))
        for field in kept.keys() & FIELDS:
            if field in CHOICES:
                chosen = [choice for choice in CHOICES[field] if choice == kept[field]]
            else:
                chosen = [kept[field]] if isinstance(kept[field], str) else []
            for value in chosen:
                st.session_state[self.key(field)] = value

    def entered_draft(self) -> PostingDraft:
        """What is typed by now; only in a callback."""
        return draft_from({field: widget_value(self.key(field)) for field in FIELDS})

    def show_all_problems(self) -> None:
        """From now on, also say which empty fields are needed."""
        tab_state()[self.key("asked")] = True

    def end(self) -> None:
        """Forget what was typed; the next form for the same posting is another one."""
        clear_form(self._id_key)
        self.merge.end()
        tab_state().pop(self.key("asked"), None)
        for key in (self._id_key, *map(self.key, FIELDS)):
            st.session_state.pop(key, None)

    def problem(self, field: str) -> str | None:
        """What is wrong with ``field``; an empty one is passed over until the form is sent."""
        said = tab_state().get(self.key("asked")) or getattr(self.draft, field)
        return self.problems.get(field) if said else None

    def put(self, draft: PostingDraft, field: str) -> None:
        """Let ``field`` show what ``draft`` has."""
        st.session_state[self.key(field)] = form_values(draft)[field]

    def take_theirs(self, field: str) -> None:
        """Put what somebody else saved into ``field``; only in a callback."""
        self.put(self.saved, field)
        self.merge.choose(field)

    def take_category(self) -> None:
        """Set the category to the one chosen from the list; only in a callback."""
        st.session_state[self.key("role_category")] = widget_value(self.key("categories"))

    def choose_base_prompt(self, role: str) -> None:
        """Set the base prompt by hand; only in a callback."""
        st.session_state[self.key("base_prompt_override")] = role
