"""The form of one core question: opens, shows and saves it, also while two people edit it."""

import streamlit as st

from core.access.permissions import Member
from core.interviews.plans.edits import QuestionDraft
from core.interviews.plans.interview_plan import InterviewPlan
from core.interviews.plans.saving import save_question
from core.models import JobPosting
from core.postings.service import get_posting
from pages.composition.wiring import services
from pages.parts.concurrent_edits import form_changes_note, mark_seen
from pages.parts.postings.plan_question_fields import question_fields
from pages.parts.postings.plan_question_form import QuestionForm
from pages.widgets.callbacks import handled
from pages.widgets.form_storage import is_cleared
from pages.widgets.forms import field_error
from pages.widgets.navigation import navigate
from pages.widgets.tab_state import tab_state

NEW = "new"
LOST = """This question was taken out of the plan meanwhile. What you typed is still here: save it
to add it again, or cancel."""


class QuestionEditor:
    """Opens, shows and saves the form of one question."""

    def __init__(self, posting: JobPosting, me: Member, plan: InterviewPlan) -> None:
        self._posting, self._me, self._plan = posting, me, plan

    def place(self, question: str | None = None) -> dict[str, str]:
        """The address of the form of ``question``, or of the plan as a whole."""
        more = {"question": question} if question else {}
        return {"posting": str(self._posting.id), "plan": "1", **more}

    def lost(self, subject: str) -> None:
        """The form of a question that somebody else has removed from the plan meanwhile."""
        if not QuestionForm.is_open(self._posting, subject):
            return
        with st.container(border=True):
            st.info(LOST, icon=":material/group:")
            self.show(subject, QuestionDraft(), lost=True)

    def show(self, subject: str, saved: QuestionDraft, *, lost: bool = False) -> None:
        """The form of ``subject``, a question's id or "new", beginning with ``saved``."""
        form = QuestionForm(self._posting, self._plan, subject, saved, lost=lost)
        if tab_state().get(form.key("done")):
            form.end()
            tab_state().pop(form.key("done"))
            navigate(**self.place())
        opened = form.keep(self._me)
        if not lost:
            revision, conflicts = form.merge.base.revision, form.merge.conflicts
            form_changes_note(self._posting, self._me, revision, conflicts)
        question_fields(form)
        field_error(form.name)
        question_id = None if lost or subject == NEW else subject
        with st.container(horizontal=True):
            st.button("Save the question", type="primary", key=form.key("save"),
                      on_click=handled(self._save, form=form.name),
                      args=(form, opened, question_id))  # fmt: skip
            st.button("Cancel", key=form.key("cancel"), on_click=handled(_is_done), args=(form,))

    def _save(self, form: QuestionForm, opened: str, question_id: str | None) -> None:
        """Save what is typed over what was shown; a callback, so that no second click ends it."""
        if is_cleared(opened) or tab_state().get(form.key("done")):
            return
        read = form.merge.base if question_id else None
        with services().begin() as db:
            save_question(
                db, self._posting.id, form.entered_draft(), question_id, self._me, read=read
            )
            mark_seen(get_posting(db, self._posting.id, self._me))
        _is_done(form)


def _is_done(form: QuestionForm) -> None:
    tab_state()[form.key("done")] = True
