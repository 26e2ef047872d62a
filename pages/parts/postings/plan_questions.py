"""The core questions of a plan that is being edited: their order, their words, one more."""

from functools import partial

import streamlit as st

from core.access.permissions import Member
from core.interviews.plans.edits import QuestionDraft, moved, question_draft, without_question
from core.interviews.plans.interview_plan import CoreQuestion, InterviewPlan
from core.models import JobPosting
from pages.parts.postings.plan_changes import Change, change_by
from pages.parts.postings.plan_question_edit import NEW, QuestionEditor
from pages.parts.postings.plan_view import question_view
from pages.widgets.callbacks import handled
from pages.widgets.navigation import navigation_button


class PlanQuestions:
    """The questions as one run shows them."""

    def __init__(self, posting: JobPosting, me: Member, plan: InterviewPlan) -> None:
        self._posting, self._me, self._plan = posting, me, plan
        self._open = st.query_params.get("question")
        self._editor = QuestionEditor(posting, me, plan)

    def show(self) -> None:
        """Every core question in order, and the way to one more."""
        if self._open and self._open not in {NEW, *(q.id for q in self._plan.questions)}:
            self._editor.lost(self._open)
        for number, question in enumerate(self._plan.questions, 1):
            with st.container(border=True):
                if question.id == self._open:
                    st.subheader(f"Question {number}", anchor=False)
                    self._editor.show(question.id, question_draft(question))
                else:
                    question_view(number, question)
                    self._buttons(number, question)
        with st.container(border=self._open == NEW):
            if self._open == NEW:
                st.subheader("A further question", anchor=False)
                self._editor.show(NEW, QuestionDraft())
            else:
                navigation_button("Add a question", icon=":material/add:", type="secondary",
                       **self._editor.place(NEW))  # fmt: skip

    def _buttons(self, number: int, question: CoreQuestion) -> None:
        last = len(self._plan.questions)
        with st.container(horizontal=True, gap="medium"):
            self._button("Up", "arrow_upward", f"Ask question {number} earlier",
                         partial(moved, question_id=question.id, by=-1),
                         key=f"up-{question.id}", disabled=number == 1)  # fmt: skip
            self._button("Down", "arrow_downward", f"Ask question {number} later",
                         partial(moved, question_id=question.id, by=1),
                         key=f"down-{question.id}", disabled=number == last)  # fmt: skip
            navigation_button("Edit", icon=":material/edit:", key=f"edit-{question.id}",
                   type="tertiary", note=f"Change question {number}",
                   **self._editor.place(question.id))  # fmt: skip
            self._button("Drop", "delete", f"Take question {number} out of the plan",
                         partial(without_question, question_id=question.id),
                         key=f"drop-{question.id}", disabled=last == 1)  # fmt: skip

    def _button(
        self,
        label: str,
        icon: str,
        help_: str,
        change: Change,
        *,
        key: str,
        disabled: bool,
    ) -> None:
        st.button(label, icon=f":material/{icon}:", help=help_, key=key, disabled=disabled,
                  type="tertiary", on_click=handled(change_by),
                  args=(self._posting, self._me, change))  # fmt: skip
