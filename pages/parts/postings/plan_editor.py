"""The plan editor: what every candidate of a posting is asked, and in which order."""

from functools import partial

import streamlit as st

from core.access.permissions import Member
from core.interviews.plans.edits import MOST_PROBES, with_probes
from core.interviews.plans.history import plan_history
from core.interviews.plans.interview_plan import InterviewPlan
from core.interviews.plans.service import (
    PlanView,
    add_missing,
    discard_changes,
    publish_version,
    view_plan,
)
from core.interviews.plans.words import plan_status_words, time_words
from core.models import JobPosting, PostingStatus
from pages.composition.wiring import services
from pages.parts.concurrent_edits import changes_note
from pages.parts.postings.plan_changes import Work, change_by, form_of, plan_button
from pages.parts.postings.plan_questions import PlanQuestions
from pages.parts.postings.plan_view import (
    coverage_view,
    history_view,
    missing_warning,
    time_warning,
)
from pages.parts.postings.posting_view import lines
from pages.widgets.callbacks import handled
from pages.widgets.forms import WHOLE_FORM, field_error
from pages.widgets.navigation import navigation_button
from pages.widgets.tab_state import widget_value
from pages.widgets.text import plain


def plan_editor(posting: JobPosting, me: Member) -> None:
    """The whole view of the plan of ``posting``, for ``me``."""
    navigation_button(plain(posting.title), icon=":material/arrow_back:", posting=str(posting.id))
    st.title("Interview plan", anchor=False)
    changes_note(posting, me)
    with services().begin() as db:
        view, versions = view_plan(db, posting, me), plan_history(db, posting.id, me)
    editor = _Editor(posting, me, view)
    editor.state()
    left, right = st.columns([3, 2], gap="large")
    with left:
        PlanQuestions(posting, me, view.plan).show()
    with right:
        editor.side_column()
        if versions:
            st.subheader("Versions", anchor=False)
            history_view(versions)


class _Editor:
    """One run of the editor."""

    def __init__(self, posting: JobPosting, me: Member, view: PlanView) -> None:
        self._posting, self._me, self._view = posting, me, view
        self._form = form_of(posting)

    @property
    def _plan(self) -> InterviewPlan:
        return self._view.plan

    def state(self) -> None:
        """Which version this is, how long it takes, and what can be done with it."""
        st.write(plan_status_words(self._posting.status, self._view))
        st.markdown(f"**{time_words(self._plan)}**")
        time_warning(self._plan)
        self._missing()
        for field in (WHOLE_FORM, "required_skills", "questions", "probes"):
            field_error(self._form, field)
        if self._view.editing:
            self._finish()

    def _missing(self) -> None:
        missing_warning(self._view)
        if self._view.missing:
            self._button("Add what is missing", "playlist_add", add_missing)

    def _finish(self) -> None:
        """Publish or discard what is being edited."""
        with st.container(horizontal=True):
            if self._posting.status is PostingStatus.OPEN:
                self._button("Publish the new version", "publish", publish_version)
            self._button("Discard the changes", "undo", discard_changes)

    def _button(self, label: str, icon: str, work: Work) -> None:
        plan_button(self._posting, self._me, label, icon, work)

    def side_column(self) -> None:
        """The follow-ups, which skill has which question, and what is not published yet."""
        st.number_input(
            "Follow-ups at most", 0, MOST_PROBES, self._plan.probes, key=self._probes_key,
            on_change=handled(self._take_probes),
            help="A mixed answer is probed once; a strong one is followed by a harder question, "
            "a weak one by an easier one. Core questions come first when time is short.",
        )  # fmt: skip
        st.subheader("Required skills", anchor=False)
        coverage_view(self._plan, self._posting.required_skills)
        if self._view.editing and self._view.changes:
            st.subheader("Changed since the published version", anchor=False)
            lines(self._view.changes)

    @property
    def _probes_key(self) -> str:
        # Named by its value, so that it follows a discarded or published plan.
        return f"{self._form}-probes-{self._plan.probes}"

    def _take_probes(self) -> None:
        wanted = widget_value(self._probes_key)
        change_by(self._posting, self._me, partial(with_probes, probes=wanted))
