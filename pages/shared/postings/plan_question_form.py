"""The form of one core question of an interview plan.

What is typed lives in the widgets' own state until it is saved or cancelled.
"""

from dataclasses import asdict
from typing import Any

import streamlit as st

from core.access.permissions import Member
from core.models import JobPosting
from core.plans import base_of
from core.plans.edits import (
    LONGEST_ANCHOR,
    LONGEST_COMPETENCY,
    LONGEST_INTENT,
    LONGEST_TEXT,
    QuestionDraft,
)
from core.plans.interview_plan import InterviewPlan
from core.prompt_text import clean_skills
from core.prompts import Competency, Level
from pages.shared.callbacks import handled
from pages.shared.forms import field_error
from pages.shared.keeping import done
from pages.shared.kept_texts import keep_texts
from pages.shared.tab import entered

FIELDS = tuple(QuestionDraft.__dataclass_fields__)
LEVELS = {Level.FOUNDATION: "Foundation", Level.WORKING: "Working", Level.EXPERT: "Expert"}
_TYPED = ("text", "competency", "intent", "one", "three", "five")
_ANCHORS = {"one": "Rated 1", "three": "Rated 3", "five": "Rated 5"}


class QuestionForm:
    """A question that is being changed, or a new one."""

    def __init__(
        self, posting: JobPosting, plan: InterviewPlan, subject: str, saved: QuestionDraft
    ) -> None:
        """``subject``: the question's id, or "new"; ``saved``: what the form begins with."""
        self.name = f"plan-{posting.id}-{subject}"
        self._skills = clean_skills(posting.required_skills)
        self._offered = offered_competencies(posting, plan)
        shown = {**asdict(saved), "skills": [s for s in saved.skills if s in self._skills]}
        self._saved = {field: str(shown[field]) for field in _TYPED}
        for field, value in shown.items():
            st.session_state.setdefault(self.key(field), value)

    def keep(self, owner: Member) -> None:
        """Have the browser tab of ``owner`` keep what is typed."""
        fields = {field: self.key(field) for field in _TYPED}
        keep_texts(self.name, fields, saved=self._saved, owner=owner)

    def key(self, field: str) -> str:
        """The widget key of ``field``."""
        return f"{self.name}-{field}"

    def entered(self) -> QuestionDraft:
        """What is typed by now; in a callback."""
        typed = {field: entered(self.key(field)) for field in FIELDS}
        return QuestionDraft(**{**typed, "skills": tuple(typed["skills"] or ())})

    def end(self) -> None:
        """Forget what was typed."""
        done(self.name)
        for field in FIELDS:
            st.session_state.pop(self.key(field), None)

    def show(self) -> None:
        """The fields, each with what is wrong with it beneath."""
        self._area("text", "Question", 90, LONGEST_TEXT,
                   help="Every candidate is asked this, in these words.")  # fmt: skip
        left, right = st.columns(2)
        with left:
            self._competency()
        with right:
            st.selectbox("Level", list(LEVELS), format_func=LEVELS.__getitem__,
                         key=self.key("level"), persist_state="session")  # fmt: skip
            field_error(self.name, "level")
        if self._skills:
            st.multiselect("Required skills that it asks about", self._skills,
                           key=self.key("skills"), persist_state="session")  # fmt: skip
        self._area("intent", "What the answer should show (optional)", 70, LONGEST_INTENT)
        st.markdown("What is heard in an answer:")
        for field, label in _ANCHORS.items():
            self._area(field, label, 70, LONGEST_ANCHOR)

    def _area(self, field: str, label: str, height: int, longest: int, **more: Any) -> None:
        st.text_area(label, height=height, max_chars=longest, key=self.key(field),
                     persist_state="session", **more)  # fmt: skip
        field_error(self.name, field)

    def _competency(self) -> None:
        with st.container(horizontal=True, vertical_alignment="bottom", gap="xsmall"):
            st.text_input("Competency", key=self.key("competency"), persist_state="session",
                          max_chars=LONGEST_COMPETENCY, placeholder="Type, or choose")  # fmt: skip
            st.menu_button("List", list(self._offered), key=self.key("offered"),
                           on_click=handled(self._take_competency))  # fmt: skip
        field_error(self.name, "competency")

    def _take_competency(self) -> None:
        """Take a competency from the list, and its anchors where none are typed."""
        name = entered(self.key("offered"))
        typed = any(entered(self.key(field)) for field in _ANCHORS)
        taken = {"competency": name, **({} if typed else self._offered[name])}
        for field, text in taken.items():
            st.session_state[self.key(field)] = text


def offered_competencies(posting: JobPosting, plan: InterviewPlan) -> dict[str, dict[str, str]]:
    """The competencies to choose from, each with its anchors: the plan's, then the role's."""
    role: tuple[Competency, ...] = base_of(posting).competencies
    found = {q.competency: q.anchors for q in plan.questions}
    found |= {c.name: c.anchors for c in role if plan.technical or not c.technical}
    return {
        name: {field: getattr(anchors, field) for field in _ANCHORS}
        for name, anchors in found.items()
    }
