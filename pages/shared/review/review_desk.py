"""One interview for its reviewer: the transcript, and beside it everything to judge it by."""

import streamlit as st

from core.access.permissions import Member, Permission, may
from core.evaluation.transcript import said
from core.review.desk import Desk
from core.review.evidence import Evidence
from core.review.rated import rated_in
from pages.shared.review.application_head import application_head
from pages.shared.review.decision_view import decision_view
from pages.shared.review.evaluation_view import evaluation_view, unclear_turns
from pages.shared.review.export_view import interview_exports
from pages.shared.review.feedback_form import feedback_form
from pages.shared.review.focus import focus_name, focused
from pages.shared.review.quoting import quoting
from pages.shared.review.record_view import record_view
from pages.shared.review.review_view import concerns_view, heading, state_note
from pages.shared.review.scorecard_form import ScorecardForm
from pages.shared.review.scorecard_sides import ScorecardSides
from pages.shared.review.skills_view import skills_view
from pages.shared.review.transcript_pane import transcript_pane
from pages.shared.review.turn_html import Shown, anchor

TABS = ("Scorecard", "Evaluation", "Decision", "Skills and resume", "Record")


class ReviewDesk:
    """What one run of the page shows of an interview."""

    def __init__(self, desk: Desk, me: Member) -> None:
        self._desk, self._me = desk, me
        self._interview, self._turns = desk.interview, desk.turns
        self._rated = rated_in(desk.plan) if desk.plan else ()
        may_rate = desk.sight.may_rate and bool(self._rated)
        self._form = (
            ScorecardForm(desk.interview, me, desk.turns, self._rated, desk.sight.mine)
            if may_rate
            else None
        )

    def show(self) -> None:
        """The whole page."""
        heading(self._interview, self._turns)
        application_head(self._interview, self._me)
        concerns_view(self._desk.concerns, self._turns)
        state_note(self._interview, self._turns)
        left, right = st.columns([6, 5], gap="medium")
        # The right side first: what is at hand there is marked on the left.
        with right:
            self._beside()
        with left:
            transcript_pane(self._interview, self._turns, self._shown)

    def _beside(self) -> None:
        scorecard, evaluation, decision, skills, record = st.tabs(TABS)
        with scorecard:
            self._scorecard()
        with evaluation:
            evaluation_view(self._interview, self._desk.evaluation, self._me, self._turns)
        with decision:
            decision_view(self._interview, self._me)
            if may(self._me, Permission.HIRE):
                feedback_form(self._interview.application, self._me)
        with skills:
            skills_view(self._interview, self._turns, self._desk.plan)
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
            self._form.show(self._desk.evaluation, lambda: quoting(about, attach, place))
            return
        quoting(None, lambda span: None, place)
        if self._desk.sight.open:
            ScorecardSides(
                self._interview, self._me, self._turns, self._rated, self._desk.cards,
                self._desk.evaluation,
            ).show()  # fmt: skip
        else:
            st.text("An interview is rated once it is complete, by those who may decide.")

    def _focus(self) -> Evidence | None:
        """The words to bring into sight, as they stand in their turn."""
        span = focused(self._interview.id)
        turn = next((one for one in self._turns if span and one.id == span.turn_id), None)
        if span is None or turn is None:
            return None
        return Evidence(turn.id, span.start, span.end, said(turn)[span.start : span.end])

    def _shown(self, search: str) -> Shown:
        return Shown(
            search=search,
            attached=self._form.attached if self._form else (),
            focus=self._focus(),
            about=self._form.current.name if self._form else None,
            recorded=self._desk.recorded,
            unclear=unclear_turns(self._desk.evaluation.quality if self._desk.evaluation else None),
            # What steered the questions would colour a rating that is not given yet.
            steered=self._desk.sight.open,
        )
