"""The scorecard form: one competency at a time, saved at every change."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import streamlit as st

from core.access.permissions import Member
from core.evaluation.evidence import Evidence
from core.evaluation.service import EvaluationView
from core.interviews.rated_competencies import RatedCompetency
from core.models import Interview, Scorecard, Turn
from core.review.rating_words import RatingChoice, choice_of, progress_words, rating_chosen
from core.review.scorecard_evidence import attach, detach
from core.review.scorecard_filling import MOST_NOTE, rate, save_note
from core.review.scorecards import contents, evidence_of
from pages.composition.wiring import services
from pages.parts.review.rating_evidence import rating_evidence
from pages.parts.review.rating_field import rating_field
from pages.parts.review.submission import submission
from pages.parts.shared_text import SharedText
from pages.widgets.callbacks import handled
from pages.widgets.form_merge import FormMerge
from pages.widgets.forms import field_error, problem_of
from pages.widgets.tab_state import tab_state, widget_value
from pages.widgets.text import plain


class ScorecardForm:
    """The scorecard of one reviewer for one interview."""

    def __init__(
        self, interview: Interview, me: Member, turns: Sequence[Turn],
        rated: Sequence[RatedCompetency], card: Scorecard | None,
    ) -> None:  # fmt: skip
        self._interview, self._me, self._turns = interview, me, turns
        self._rated, self._card = rated, card
        self._key = f"scorecard-{interview.id}"
        self._rows = {row.competency: row for row in card.ratings} if card else {}

    @property
    def current(self) -> RatedCompetency:
        """The competency that is being rated."""
        chosen = st.session_state.to_dict().get(f"{self._key}-at")
        return next((one for one in self._rated if one.name == chosen), self._rated[0])

    @property
    def attached(self) -> tuple[Evidence, ...]:
        """The evidence attached to its rating so far."""
        row = self._rows.get(self.current.name)
        return evidence_of(row) if row else ()

    def attach(self, span: Evidence) -> None:
        """Attach words to its rating."""
        self._do(attach, self.current.name, span)

    def _detach(self, span: Evidence) -> None:
        self._do(detach, self.current.name, span)

    def show(self, evaluation: EvaluationView | None, selection: Callable[[], None]) -> None:
        """The whole form; ``selection`` shows what is selected in the transcript."""
        st.text(
            "Rate what was said against the anchors. What others and the program make of it is "
            "shown once you have submitted. Every change is saved."
        )
        st.pills("Competency", [one.name for one in self._rated], format_func=self._label,
                 default=self.current.name, required=True, key=f"{self._key}-at")  # fmt: skip
        field_error(self._key)
        self._rating(self.current)
        rating_evidence(
            self._interview, self._turns, evaluation, self.current.name, self.attached,
            key=self._key, attach=self.attach, detach=self._detach, selection=selection,
        )  # fmt: skip
        self._note(self.current)
        tab_state()[f"{self._key}-seen"] = contents(self._card)
        submission(self._card, [one.name for one in self._rated], self._key, self._do, self._end,
                   self._me)  # fmt: skip

    # --- one competency ---

    def _label(self, name: str) -> str:
        return progress_words(plain(name), self._rows.get(name))

    def _rating(self, one: RatedCompetency) -> None:
        rating_field(f"{self._key}-rating-{one.name}", one, choice_of(self._rows.get(one.name)),
                     partial(self._rate, one.name))  # fmt: skip
        field_error(self._key, "rating")

    def _rate(self, name: str, choice: str, merge: FormMerge[RatingChoice]) -> None:
        self._do(rate, name, rating_chosen(choice), read=merge.base.draft,
                 then=partial(merge.keep, RatingChoice(choice)))  # fmt: skip

    def _note(self, one: RatedCompetency) -> None:
        row = self._rows.get(one.name)
        text = SharedText(f"{self._key}-note-{one.name}", row.note if row else "", self._me,
                          form=self._key, save=partial(self._save_note, one.name))  # fmt: skip
        st.text_area("Note", key=text.key, max_chars=MOST_NOTE, height=90,
                     on_change=handled(self._save_note), args=(one.name, text))  # fmt: skip
        field_error(self._key, "note")
        text.choice()

    def _save_note(self, name: str, text: SharedText) -> None:
        self._do(save_note, name, widget_value(text.key), read=text.read, then=text.saved)

    def _do(
        self, change: Callable[..., Any], *values: Any, then: Callable[[], None] = lambda: None,
        **known: Any,
    ) -> None:  # fmt: skip
        with problem_of(self._key):
            with services().begin() as db:
                change(db, self._interview.id, self._me, *values, **known)
            tab_state()[f"{self._key}-seen"] = None  # this window knows what it has changed itself
            then()

    def _end(self, change: Callable[..., Any]) -> None:
        self._do(change, seen=tab_state()[f"{self._key}-seen"])
