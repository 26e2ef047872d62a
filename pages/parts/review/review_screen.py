"""One interview for its reviewer: the transcript, and beside it everything else."""

import streamlit as st

from core.access.permissions import Member, Permission, may
from core.evaluation.evidence import Evidence
from core.evaluation.transcript import turn_text
from core.interviews.rated_competencies import rated_in
from core.review.workspace import Workspace
from pages.parts.export_view import interview_exports
from pages.parts.review.application_head import application_head
from pages.parts.review.decision_view import decision_view
from pages.parts.review.evaluation_view import evaluation_view, unclear_turns
from pages.parts.review.feedback_form import feedback_form
from pages.parts.review.highlighted_quote import focus_name, focused
from pages.parts.review.quoting import quoting
from pages.parts.review.record_view import record_view
from pages.parts.review.review_view import concerns_view, heading, state_note
from pages.parts.review.scorecard_form import ScorecardForm
from pages.parts.review.scorecard_sides import ScorecardSides
from pages.parts.review.skills_view import skills_view
from pages.parts.review.transcript_pane import transcript_pane
from pages.parts.review.turn_html import Highlights, anchor

TABS = ("Scorecard", "Evaluation", "Decision", "Skills and resume", "Record")


class ReviewScreen:
    """What one run of the page shows of an interview."""

    def __init__(self, workspace: Workspace, me: Member) -> None:
        self._workspace, self._me = workspace, me
        self._interview, self._turns = workspace.interview, workspace.turns
        self._rated = rated_in(workspace.plan) if workspace.plan else ()
        may_rate = workspace.access.may_rate and bool(self._rated)
        self._form = (
            ScorecardForm(
                workspace.interview, me, workspace.turns, self._rated, workspace.access.mine
            )
            if may_rate
            else None
        )

    def show(self) -> None:
        """The whole page."""
        heading(self._interview, self._turns)
        application_head(self._interview, self._me)
        concerns_view(self._workspace.concerns, self._turns)
        state_note(self._interview, self._turns)
        left, right = st.columns([6, 5], gap="medium")
        # The right side first: what is rated there is highlighted on the left.
        with right:
            self._beside()
        with left:
            transcript_pane(self._interview, self._turns, self._highlights)

    def _beside(self) -> None:
        scorecard, evaluation, decision, skills, record = st.tabs(TABS)
        with scorecard:
            self._scorecard()
        with evaluation:
            evaluation_view(self._interview, self._workspace.evaluation, self._me, self._turns)
        with decision:
            decision_view(self._interview, self._me)
            if may(self._me, Permission.HIRE):
                feedback_form(self._interview.application, self._me)
        with skills:
            skills_view(self._interview, self._turns, self._workspace.plan)
        with record:
            interview_exports(self._interview, self._me)
            record_view(self._interview, self._turns, self._me)

    # --- ratings ---

    def _scorecard(self) -> None:
        focus = self._focus()
        turn = next((t for t in self._turns if focus and t.id == focus.turn_id), None)
        place = (focus_name(focus), anchor(turn)) if focus and turn else None
        if self._form:
            about, attach = self._form.current.name, self._form.attach
            self._form.show(self._workspace.evaluation, lambda: quoting(about, attach, place))
            return
        quoting(None, lambda span: None, place)
        if self._workspace.access.open:
            ScorecardSides(
                self._interview, self._me, self._turns, self._rated, self._workspace.cards,
                self._workspace.evaluation,
            ).show()  # fmt: skip
        else:
            st.text("An interview is rated once it is complete, by those who may decide.")

    def _focus(self) -> Evidence | None:
        """The words to bring into sight, as they stand in their turn."""
        span = focused(self._interview.id)
        turn = next((one for one in self._turns if span and one.id == span.turn_id), None)
        if span is None or turn is None:
            return None
        return Evidence(turn.id, span.start, span.end, turn_text(turn)[span.start : span.end])

    def _highlights(self, search: str) -> Highlights:
        return Highlights(
            search=search,
            attached=self._form.attached if self._form else (),
            focus=self._focus(),
            about=self._form.current.name if self._form else None,
            recorded=self._workspace.recorded,
            unclear=unclear_turns(
                self._workspace.evaluation.quality if self._workspace.evaluation else None
            ),
            # What steered the questions would colour a rating that is not given yet.
            steered=self._workspace.access.open,
        )
