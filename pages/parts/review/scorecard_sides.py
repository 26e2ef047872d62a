"""After rating: one's own ratings, the others' and the program's, side by side."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from core.access.permissions import Member
from core.evaluation.service import EvaluationView, Proposal
from core.interviews.rated_competencies import RatedCompetency
from core.models import Interview, Rating, Scorecard, Turn
from core.review.agreement import differs, needs_explanation
from core.review.rating_words import given_words, rating_words, runs_words
from core.review.scorecard_filling import MOST_NOTE, explain
from core.review.scorecards import evidence_of, rating_of
from pages.composition.wiring import services
from pages.parts.review.quotes_view import quotes
from pages.parts.shared_text import SharedText
from pages.widgets.callbacks import handled
from pages.widgets.forms import field_error
from pages.widgets.html_parts import table_html
from pages.widgets.tab_state import widget_value
from pages.widgets.text import plain


class ScorecardSides:
    """Every rating of one interview, for somebody who may see them."""

    def __init__(
        self, interview: Interview, me: Member, turns: Sequence[Turn],
        rated: Sequence[RatedCompetency], cards: Sequence[Scorecard],
        evaluation: EvaluationView | None,
    ) -> None:  # fmt: skip
        self._interview, self._me, self._turns = interview, me, turns
        self._rated, self._cards = rated, cards
        self._model = evaluation.model if evaluation else None
        self._proposals = {p.competency: p for p in (evaluation.proposals if evaluation else ())}

    def show(self) -> None:
        """The overview, then each competency in full."""
        if not self._cards and not self._proposals:
            st.text("Nobody has rated this interview yet.")
            return
        head = ["Competency", *(self._name(card) for card in self._cards)]
        if self._proposals:
            head.append(f"AI's proposal ({self._model})")
        st.html(table_html(head, map(self._line, self._rated)))
        for card in self._cards:
            if card.summary:
                st.markdown(f"**{plain(self._name(card))}, summary:** {plain(card.summary)}")
        for one in self._rated:
            self._competency(one)

    def _name(self, card: Scorecard) -> str:
        return "You" if card.reviewer_id == self._me.user_id else card.reviewer.name

    def _line(self, one: RatedCompetency) -> list[str]:
        ratings = [rating_words(rating_of(card, one.name)) for card in self._cards]
        if self._proposals:
            ratings.append(runs_words(self._proposals.get(one.name)))
        return [one.name, *ratings]

    # --- one competency ---

    def _competency(self, one: RatedCompetency) -> None:
        proposal = self._proposals.get(one.name)
        own = next((c for c in self._cards if c.reviewer_id == self._me.user_id), None)
        mine = rating_of(own, one.name) if own else None
        runs = [run.rating for run in proposal.runs] if proposal else []
        apart = mine is not None and needs_explanation(mine.rating, runs)
        open_ = apart and mine is not None and not mine.disagreement
        label = f"{plain(one.name)}{': please say why you differ' if open_ else ''}"
        with st.expander(label, expanded=open_, icon=":material/balance:" if apart else None):
            for card in self._cards:
                self._person(card, rating_of(card, one.name), one.name)
            if proposal:
                self._proposal(proposal)
            if mine is not None and differs(mine.rating, runs):
                self._disagreement(one.name, mine, apart=apart)

    def _person(self, card: Scorecard, row: Rating | None, name: str) -> None:
        st.markdown(f"**{plain(self._name(card))}: {rating_words(row)}**")
        if row is None:
            return
        if row.note:
            st.text(row.note)
        quotes(self._interview, self._turns, evidence_of(row), f"side-{card.id}-{name}")
        if row.disagreement and card.reviewer_id != self._me.user_id:
            st.text(f"On the proposal: {row.disagreement}")

    def _proposal(self, proposal: Proposal) -> None:
        st.markdown(f"**AI's proposal: {runs_words(proposal)}**")
        for run in proposal.runs:
            st.text(f"Run {run.number}: {given_words(run.rating)}. {run.rationale}")
            quotes(self._interview, self._turns, run.evidence,
                   f"run-{proposal.competency}-{run.number}")  # fmt: skip
            for refused in run.refused:
                st.html(
                    f"<p>Refused, because it was not said ({escape(refused.why)}): "
                    f"<del>{escape(refused.quote)}</del></p>"
                )

    def _disagreement(self, name: str, mine: Rating, *, apart: bool) -> None:
        form = f"disagreement-{mine.id}"
        text = SharedText(f"{form}-words", mine.disagreement or "", self._me, form=form)
        with st.form(form, border=False):
            st.text_area(
                "Why you differ" if apart else "Why you differ (if you wish)",
                key=text.key, max_chars=MOST_NOTE, height=90,
            )  # fmt: skip
            field_error(form, "disagreement")
            field_error(form)
            st.form_submit_button("Keep", on_click=handled(self._explain, form=form),
                                  args=(name, text))  # fmt: skip
        text.choice()

    def _explain(self, name: str, text: SharedText) -> None:
        with services().begin() as db:
            explain(db, self._interview.id, self._me, name, widget_value(text.key), read=text.read)
        text.saved()
