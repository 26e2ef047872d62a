"""The state of the form of one core question.

What is typed is in the widgets' session state until it is saved or cancelled.
"""

from dataclasses import asdict
from functools import partial
from typing import Any

import streamlit as st

from core.access.permissions import Member
from core.interviews.plans.edits import QuestionDraft
from core.interviews.plans.interview_plan import InterviewPlan
from core.interviews.plans.question_choices import offered_competencies
from core.models import JobPosting
from core.text.untrusted_text import clean_skills
from pages.parts.concurrent_edits import conflict_choice
from pages.widgets.form_merge import FormMerge
from pages.widgets.form_storage import clear_form
from pages.widgets.forms import field_error
from pages.widgets.tab_state import widget_value
from pages.widgets.text_forms import keep_text_form

FIELDS = tuple(QuestionDraft.__dataclass_fields__)
_TYPED = ("text", "competency", "intent", "one", "three", "five")


class QuestionForm:
    """A question that is being changed, or a new one."""

    def __init__(
        self, posting: JobPosting, plan: InterviewPlan, subject: str, saved: QuestionDraft, *,
        lost: bool = False,
    ) -> None:  # fmt: skip
        """A form for the question ``subject``, by its id, or for a "new" one.

        ``saved`` is what is saved now; the form's base may be older. A ``lost`` question is no
        longer in the plan, so there is nothing to merge with.
        """
        self.name = f"plan-{posting.id}-{subject}"
        self.skills = clean_skills(posting.required_skills)
        self.offered = offered_competencies(posting, plan)
        self._saved = saved
        for field, value in self._shown(saved).items():
            st.session_state.setdefault(self.key(field), value)
        self.merge = FormMerge(self.name, saved, posting.revision)
        if not lost:
            self.merge.catch_up(self.draft, self._put)

    @staticmethod
    def is_open(posting: JobPosting, subject: str) -> bool:
        """Whether something may be typed in the form for this question."""
        return f"plan-{posting.id}-{subject}-text" in st.session_state

    def _shown(self, draft: QuestionDraft) -> dict[str, Any]:
        return {**asdict(draft), "skills": [s for s in draft.skills if s in self.skills]}

    def _put(self, draft: QuestionDraft, field: str) -> None:
        st.session_state[self.key(field)] = self._shown(draft)[field]

    def _take_theirs(self, field: str) -> None:
        self._put(self._saved, field)
        self.merge.choose(field)

    def problem(self, field: str) -> None:
        """Beneath ``field``: what is wrong with it, and what somebody else saved there."""
        field_error(self.name, field)
        shown = getattr(self._saved, field)
        words = ", ".join(shown) if isinstance(shown, tuple) else str(shown)
        conflict_choice(self.merge, field, words, partial(self._take_theirs, field), name=self.name)

    def keep(self, owner: Member) -> str:
        """Store what is typed in the browser of ``owner``; returns the opened form's id."""
        fields = {field: self.key(field) for field in _TYPED}
        shown = {field: str(getattr(self._saved, field)) for field in _TYPED}
        return keep_text_form(self.name, fields, saved=shown, owner=owner, merge=self.merge)

    def key(self, field: str) -> str:
        """The widget key of ``field``."""
        return f"{self.name}-{field}"

    @property
    def draft(self) -> QuestionDraft:
        """What is typed."""
        return _draft({field: st.session_state[self.key(field)] for field in FIELDS})

    def entered_draft(self) -> QuestionDraft:
        """What is typed by now; only in a callback."""
        return _draft({field: widget_value(self.key(field)) for field in FIELDS})

    def end(self) -> None:
        """Forget what was typed."""
        clear_form(self.name)
        self.merge.end()
        for field in FIELDS:
            st.session_state.pop(self.key(field), None)


def _draft(values: dict[str, Any]) -> QuestionDraft:
    return QuestionDraft(**{**values, "skills": tuple(values["skills"] or ())})
