"""The plan editor: what every candidate of a posting is asked, and in which order."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from core.models import JobPosting, PostingStatus, User
from core.plans import (
    PlanView,
    add_missing,
    change_plan,
    discard_changes,
    publish_version,
    view_plan,
)
from core.plans.edits import (
    MOST_PROBES,
    QuestionDraft,
    moved,
    question_draft,
    with_probes,
    with_question,
    without_question,
)
from core.plans.history import plan_history
from core.plans.interview_plan import CoreQuestion, InterviewPlan
from pages.shared.address import show, way_to
from pages.shared.forms import WHOLE_FORM, field_error, problem_of
from pages.shared.postings.plan_question_form import LEVELS, QuestionForm
from pages.shared.postings.plan_view import coverage_view, history_view, time_line, time_warning
from pages.shared.postings.posting_view import lines
from pages.shared.tab import entered
from pages.shared.text import plain, plain_badge
from pages.shared.wiring import services

NEW = "new"


def plan_editor(posting: JobPosting, user: User) -> None:
    """The whole view of the plan of ``posting``, for ``user``."""
    way_to(plain(posting.title), icon=":material/arrow_back:", posting=str(posting.id))
    st.title("Interview plan", anchor=False)
    with services().begin() as db:
        view, versions = view_plan(db, posting), plan_history(db, posting.id)
    editor = _Editor(posting, user, view)
    editor.state()
    left, right = st.columns([3, 2], gap="large")
    with left:
        editor.questions()
    with right:
        editor.around()
        if versions:
            st.subheader("Versions", anchor=False)
            history_view(versions)


class _Editor:
    """One run of the editor."""

    def __init__(self, posting: JobPosting, user: User, view: PlanView) -> None:
        self._posting, self._user, self._view = posting, user, view
        self._form = f"plan-{posting.id}"
        self._open = st.query_params.get("question")

    @property
    def _plan(self) -> InterviewPlan:
        return self._view.plan

    # --- above ---

    def state(self) -> None:
        """Which version this is, how long it takes, and what can be done with it."""
        st.write(_standing(self._posting, self._view))
        st.markdown(f"**{time_line(self._plan)}**")
        time_warning(self._plan)
        self._missing()
        for field in (WHOLE_FORM, "required_skills", "questions", "probes"):
            field_error(self._form, field)
        if self._view.editing:
            self._finish()

    def _missing(self) -> None:
        if not self._view.missing:
            return
        named = ", ".join(self._view.missing)
        st.warning(plain(f"No question is about {named}."), icon=":material/help:")
        if st.button("Add what is missing", icon=":material/playlist_add:"):
            self._do(partial(add_missing, posting_id=self._posting.id, by=self._user))

    def _finish(self) -> None:
        """Publish or discard what is being edited."""
        with st.container(horizontal=True):
            if self._posting.status is PostingStatus.OPEN and st.button(
                "Publish the new version", icon=":material/publish:", type="primary"
            ):
                self._do(partial(publish_version, posting_id=self._posting.id, by=self._user))
            if st.button("Discard the changes", icon=":material/undo:"):
                self._do(partial(discard_changes, posting_id=self._posting.id, by=self._user))

    def _do(self, work: Callable[..., object]) -> None:
        """Do ``work`` in a transaction and show what came of it."""
        with problem_of(self._form), services().begin() as db:
            work(db)
        st.rerun()

    def _change(self, change: Callable[[InterviewPlan], InterviewPlan]) -> None:
        with problem_of(self._form), services().begin() as db:
            change_plan(db, self._posting.id, change, self._user)

    # --- the questions ---

    def questions(self) -> None:
        """Every core question in order, and the way to one more."""
        for number, question in enumerate(self._plan.questions, 1):
            with st.container(border=True):
                if question.id == self._open:
                    st.subheader(f"Question {number}", anchor=False)
                    self._edit(question.id, question_draft(question))
                else:
                    self._question(number, question)
        with st.container(border=self._open == NEW):
            if self._open == NEW:
                st.subheader("A further question", anchor=False)
                self._edit(NEW, QuestionDraft())
            elif st.button("Add a question", icon=":material/add:"):
                self._show(NEW)

    def _question(self, number: int, question: CoreQuestion) -> None:
        with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
            st.markdown(f"**{number}**", width="content")
            st.badge(plain_badge(question.competency), color="gray")
            st.badge(LEVELS[question.level], color="gray", icon=":material/signal_cellular_alt:")
            for skill in question.skills:
                st.badge(plain_badge(skill), color="blue")
        st.markdown(plain(question.text))
        with st.expander("What the answer should show"):
            st.text(question.intent)
            anchors = question.anchors
            lines([f"1: {anchors.one}", f"3: {anchors.three}", f"5: {anchors.five}"])
        self._buttons(number, question)

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
        change: Callable[[InterviewPlan], InterviewPlan],
        *,
        key: str,
        disabled: bool,
    ) -> None:
        st.button(label, icon=f":material/{icon}:", help=help_, key=key, disabled=disabled,
                  type="tertiary", on_click=self._change, args=(change,))  # fmt: skip

    def _show(self, question: str | None = None) -> None:
        more = {"question": question} if question else {}
        show(posting=str(self._posting.id), plan="1", **more)

    def _edit(self, subject: str, saved: QuestionDraft) -> None:
        form = QuestionForm(self._posting, self._plan, subject, saved)
        form.show()
        field_error(form.name)
        with st.container(horizontal=True):
            wanted = st.button("Save the question", type="primary", key=form.key("save"))
            if st.button("Cancel", key=form.key("cancel")):
                form.end()
                self._show()
        if wanted and self._saved(form, None if subject == NEW else subject):
            form.end()
            self._show()
        if wanted:
            st.rerun()

    def _saved(self, form: QuestionForm, question_id: str | None) -> bool:
        draft = form.draft
        with problem_of(form.name), services().begin() as db:
            change_plan(
                db,
                self._posting.id,
                lambda plan: with_question(plan, draft, question_id),
                self._user,
            )
            return True
        return False

    # --- beside ---

    def around(self) -> None:
        """The follow-ups, which skill has which question, and what is not published yet."""
        st.number_input(
            "Follow-ups at most", 0, MOST_PROBES, self._plan.probes, key=self._probes_key,
            on_change=self._take_probes,
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
        wanted = entered(self._probes_key)
        self._change(lambda plan: with_probes(plan, wanted))


def _standing(posting: JobPosting, view: PlanView) -> str:
    """What the shown plan is, and what becomes of it."""
    if posting.status is PostingStatus.OPEN:
        now = view.published or 1
        if view.editing:
            return (
                f"You are editing version {view.editing}. New candidates get version {now} until "
                "you publish it; those who have applied keep the version that they were given."
            )
        return (
            f"Version {now}: every new candidate is asked this, in this order. A change begins "
            "the next version and changes nothing for candidates who have applied."
        )
    event = "reopened" if posting.status is PostingStatus.CLOSED else "published"
    begun = "This is what your team has edited" if view.editing else "Proposed from the posting"
    if view.published and not view.editing:
        begun = f"This is version {view.published}"
    return (
        f"{begun}. It is frozen when the posting is {event}; then every candidate is asked these "
        "questions in this order, and only the follow-ups depend on the answers."
    )
