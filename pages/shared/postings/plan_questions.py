"""The core questions of a plan that is being edited: their order, their words, one more."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from core.access.permissions import Member
from core.models import JobPosting
from core.plans import change_plan
from core.plans.edits import QuestionDraft, moved, question_draft, with_question, without_question
from core.plans.interview_plan import CoreQuestion, InterviewPlan
from pages.shared.address import show
from pages.shared.callbacks import handled
from pages.shared.forms import field_error, problem_of
from pages.shared.postings.plan_question_form import QuestionForm
from pages.shared.postings.plan_view import question_view
from pages.shared.tab import memory
from pages.shared.wiring import services

NEW = "new"
Change = Callable[[InterviewPlan], InterviewPlan]


def form_of(posting: JobPosting) -> str:
    """The form beside which problems of the plan as a whole are shown."""
    return f"plan-{posting.id}"


def change_by(posting: JobPosting, me: Member, change: Change) -> None:
    """Apply ``change`` to the plan being edited; a problem is shown with the plan."""
    with problem_of(form_of(posting)), services().begin() as db:
        change_plan(db, posting.id, change, me)


class PlanQuestions:
    """The questions as one run shows them."""

    def __init__(self, posting: JobPosting, me: Member, plan: InterviewPlan) -> None:
        self._posting, self._me, self._plan = posting, me, plan
        self._open = st.query_params.get("question")

    def show(self) -> None:
        """Every core question in order, and the way to one more."""
        for number, question in enumerate(self._plan.questions, 1):
            with st.container(border=True):
                if question.id == self._open:
                    st.subheader(f"Question {number}", anchor=False)
                    self._edit(question.id, question_draft(question))
                else:
                    question_view(number, question)
                    self._buttons(number, question)
        with st.container(border=self._open == NEW):
            if self._open == NEW:
                st.subheader("A further question", anchor=False)
                self._edit(NEW, QuestionDraft())
            elif st.button("Add a question", icon=":material/add:"):
                self._show(NEW)

    def _buttons(self, number: int, question: CoreQuestion) -> None:
        last = len(self._plan.questions)
        with st.container(horizontal=True, gap="xsmall"):
            self._button("Up", "arrow_upward", f"Ask question {number} earlier",
                         partial(moved, question_id=question.id, by=-1),
                         key=f"up-{question.id}", disabled=number == 1)  # fmt: skip
            self._button("Down", "arrow_downward", f"Ask question {number} later",
                         partial(moved, question_id=question.id, by=1),
                         key=f"down-{question.id}", disabled=number == last)  # fmt: skip
            if st.button("Edit", icon=":material/edit:", key=f"edit-{question.id}", type="tertiary",
                         help=f"Change question {number}"):  # fmt: skip
                self._show(question.id)
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

    def _show(self, question: str | None = None) -> None:
        more = {"question": question} if question else {}
        show(posting=str(self._posting.id), plan="1", **more)

    def _edit(self, subject: str, saved: QuestionDraft) -> None:
        form = QuestionForm(self._posting, self._plan, subject, saved)
        if memory().get(form.key("kept")):
            form.end()
            memory().pop(form.key("kept"))
            self._show()
        form.keep(self._me)
        form.show()
        field_error(form.name)
        with st.container(horizontal=True):
            st.button("Save the question", type="primary", key=form.key("save"),
                      on_click=handled(self._save, form=form.name),
                      args=(form, None if subject == NEW else subject))  # fmt: skip
            if st.button("Cancel", key=form.key("cancel")):
                form.end()
                self._show()

    def _save(self, form: QuestionForm, question_id: str | None) -> None:
        """A callback, so that no second click ends it half-way."""
        if memory().get(form.key("kept")):
            return
        with services().begin() as db:
            change = partial(with_question, draft=form.entered(), question_id=question_id)
            change_plan(db, self._posting.id, change, self._me)
        memory()[form.key("kept")] = True
