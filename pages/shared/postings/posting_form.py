"""What is typed into the form of a job posting, kept until it is saved or discarded.

It lives in the widgets' own state under keys of one form each, so that it is there again after
looking at another page.
"""

from dataclasses import asdict
from uuid import uuid4

import streamlit as st

from core.posting_draft import PostingDraft, problems_of, split_skills
from pages.shared.tab import entered

FIELDS = tuple(PostingDraft.__dataclass_fields__)


class PostingForm:
    """One form that is being filled in: for a new posting, or for changes to a saved one."""

    def __init__(self, subject: str, saved: PostingDraft) -> None:
        """``subject``: "new" or the posting's id; ``saved``: what the form begins with."""
        self._id_key = f"posting-form-{subject}"
        self._id: str = st.session_state.setdefault(self._id_key, uuid4().hex)
        self.saved = saved
        shown = {**asdict(saved), "required_skills": "\n".join(saved.required_skills)}
        for field, value in shown.items():
            st.session_state.setdefault(self.key(field), value)
        self.draft = self._typed()
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

    def _typed(self) -> PostingDraft:
        typed = {field: st.session_state[self.key(field)] or None for field in FIELDS}
        skills = split_skills(typed["required_skills"] or "")
        given = {field: value for field, value in typed.items() if value is not None}
        return PostingDraft(**{**given, "required_skills": skills})

    def show_all_problems(self) -> None:
        """From now on, also say which empty fields are needed."""
        st.session_state[self.key("asked")] = True

    def end(self) -> None:
        """Forget what was typed; the next form for the same posting is another one."""
        for key in (self._id_key, self.key("asked"), *map(self.key, FIELDS)):
            st.session_state.pop(key, None)

    def problem(self, field: str) -> str | None:
        """What is wrong with ``field``; an empty one is passed over until the form is sent."""
        said = st.session_state.get(self.key("asked")) or getattr(self.draft, field)
        return self.problems.get(field) if said else None

    def take_category(self) -> None:
        """Set the category to the one chosen from the list; only in a callback."""
        st.session_state[self.key("role_category")] = entered(self.key("categories"))

    def choose_base_prompt(self, role: str) -> None:
        """Set the base prompt by hand; only in a callback."""
        st.session_state[self.key("base_prompt_override")] = role
