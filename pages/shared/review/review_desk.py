"""One interview for its reviewer: the transcript, and beside it everything to judge it by."""

from collections.abc import Sequence

import streamlit as st

from core.auth import Permission, may
from core.evaluation.service import evaluation_of
from core.evaluation.transcript import said
from core.interviews import list_concerns
from core.models import Interview, Turn, User
from core.recordings import recorded_seconds
from core.review.evidence import Evidence
from core.review.rated import asked_plan, rated_in
from core.review.scorecards import sight, submitted_scorecards
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
from pages.shared.wiring import services

TABS = ("Scorecard", "Evaluation", "Decision", "Skills and resume", "Record")


class ReviewDesk:
    """What one run of the page shows of an interview; loaded in one transaction."""

    def __init__(self, interview: Interview, turns: Sequence[Turn], user: User) -> None:
        self._interview, self._turns, self._user = interview, turns, user
        with services().begin() as db:
            self._plan = asked_plan(db, interview)
            self._sight = sight(db, interview, user)
            self._evaluation = evaluation_of(db, interview.id)
            self._cards = submitted_scorecards(db, [interview.id]) if self._sight.open else []
            hears = may(user, Permission.HIRE)
            self._recorded = recorded_seconds(db, interview.id) if hears else {}
            self._concerns = list_concerns(db, interview.id)
        self._rated = rated = rated_in(self._plan) if self._plan else ()
        may_rate = self._sight.may_rate and bool(rated)
        self._form = (
            ScorecardForm(interview, user, turns, rated, self._sight.mine) if may_rate else None
        )

    def show(self) -> None:
        """The whole page."""
        heading(self._interview, self._turns)
        application_head(self._interview, self._user)
        concerns_view(self._concerns, self._turns)
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
            evaluation_view(self._interview, self._evaluation, self._user, self._turns)
        with decision:
            decision_view(self._interview, self._user)
            if may(self._user, Permission.HIRE):
                feedback_form(self._interview.application, self._user)
        with skills:
            skills_view(self._interview, self._turns, self._plan)
        with record:
            interview_exports(self._interview, self._user)
            record_view(self._interview, self._turns)

    # --- ratings ---

    def _scorecard(self) -> None:
        focus = self._focus()
        turn = next((t for t in self._turns if focus and t.id == focus.turn_id), None)
        place = (focus_name(focus), anchor(turn)) if focus and turn else None
        if self._form:
            about, attach = self._form.current.name, self._form.attach
            self._form.show(self._evaluation, lambda: quoting(about, attach, place))
            return
        quoting(None, lambda span: None, place)
        if self._sight.open:
            ScorecardSides(
                self._interview, self._user, self._turns, self._rated, self._cards,
                self._evaluation,
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
            recorded=self._recorded,
            unclear=unclear_turns(self._evaluation.quality if self._evaluation else None),
            # What steered the questions would colour a rating that is not given yet.
            steered=self._sight.open,
        )
