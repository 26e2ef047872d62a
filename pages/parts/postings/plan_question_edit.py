"""One core question of a plan while it is being edited, by one person or by two at once."""

import streamlit as st

from core.access.permissions import Member
from core.interviews.plans.edits import QuestionDraft
from core.interviews.plans.interview_plan import InterviewPlan
from core.interviews.plans.saving import save_question
from core.models import JobPosting
from core.postings.service import get_posting
from pages.composition.wiring import services
from pages.parts.concurrent_edits import form_note, mark_seen
from pages.parts.postings.plan_question_fields import question_fields
from pages.parts.postings.plan_question_form import QuestionForm
from pages.widgets.address import show
from pages.widgets.callbacks import handled
from pages.widgets.forms import field_error
from pages.widgets.keeping import is_done
from pages.widgets.tab import memory

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
        """What is typed into a question that somebody has taken out of the plan meanwhile."""
        if not QuestionForm.is_open(self._posting, subject):
            return
        with st.container(border=True):
            st.info(LOST, icon=":material/group:")
            self.show(subject, QuestionDraft(), lost=True)

    def show(self, subject: str, saved: QuestionDraft, *, lost: bool = False) -> None:
        """The form of ``subject``, a question's id or "new", beginning with ``saved``."""
        form = QuestionForm(self._posting, self._plan, subject, saved, lost=lost)
        if memory().get(form.key("done")):
            form.end()
            memory().pop(form.key("done"))
            show(**self.place())
        opened = form.keep(self._me)
        if not lost:
            read, clashes = form.reading.read, form.reading.clashes
            form_note(self._posting, self._me, read.revision, clashes)
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
        if is_done(opened) or memory().get(form.key("done")):
            return
        read = form.reading.read if question_id else None
        with services().begin() as db:
            save_question(db, self._posting.id, form.entered(), question_id, self._me, read=read)
            mark_seen(get_posting(db, self._posting.id, self._me))
        _is_done(form)


def _is_done(form: QuestionForm) -> None:
    memory()[form.key("done")] = True
