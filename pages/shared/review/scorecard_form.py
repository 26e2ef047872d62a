"""Filling in a scorecard: one competency at a time, saved at every change."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import streamlit as st

from core.access.permissions import Member
from core.evaluation.service import EvaluationView
from core.models import Interview, Scorecard, Turn
from core.review.evidence import Evidence
from core.review.rated import Rated
from core.review.rating_words import (
    CHOICES,
    choice_meaning,
    choice_of,
    progress_words,
    rating_chosen,
)
from core.review.scorecard_filling import MOST_NOTE, attach, detach, rate, save_note
from core.review.scorecards import evidence_of
from pages.shared.callbacks import handled
from pages.shared.forms import field_error, problem_of
from pages.shared.kept_texts import keep_texts
from pages.shared.review.rating_evidence import rating_evidence
from pages.shared.review.submission import submission
from pages.shared.tab import entered
from pages.shared.text import plain
from pages.shared.wiring import services


class ScorecardForm:
    """The scorecard of one reviewer for one interview."""

    def __init__(
        self, interview: Interview, me: Member, turns: Sequence[Turn], rated: Sequence[Rated],
        card: Scorecard | None,
    ) -> None:  # fmt: skip
        self._interview, self._me, self._turns = interview, me, turns
        self._rated, self._card = rated, card
        self._key = f"scorecard-{interview.id}"
        self._rows = {row.competency: row for row in card.ratings} if card else {}

    @property
    def current(self) -> Rated:
        """The competency at hand."""
        chosen = st.session_state.to_dict().get(f"{self._key}-at")
        return next((one for one in self._rated if one.name == chosen), self._rated[0])

    @property
    def attached(self) -> tuple[Evidence, ...]:
        """What the rating at hand rests on so far."""
        row = self._rows.get(self.current.name)
        return evidence_of(row) if row else ()

    def attach(self, span: Evidence) -> None:
        """Attach words to the rating at hand."""
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
        submission(self._card, [one.name for one in self._rated], self._key, self._do,
                   self._me)  # fmt: skip

    # --- one competency ---

    def _label(self, name: str) -> str:
        return progress_words(plain(name), self._rows.get(name))

    def _rating(self, one: Rated) -> None:
        key = f"{self._key}-rating-{one.name}"
        chosen, options = choice_of(self._rows.get(one.name)), list(CHOICES)
        st.radio(plain(one.name), options, format_func=CHOICES.__getitem__,
                 index=None if chosen is None else options.index(chosen),
                 captions=[plain(choice_meaning(one, choice)) for choice in options],
                 key=key, on_change=handled(self._rate), args=(one.name, key))  # fmt: skip
        field_error(self._key, "rating")

    def _rate(self, name: str, key: str) -> None:
        self._do(rate, name, rating_chosen(entered(key)))

    def _note(self, one: Rated) -> None:
        key, row = f"{self._key}-note-{one.name}", self._rows.get(one.name)
        keep_texts(key, {"note": key}, saved={"note": row.note if row else ""}, owner=self._me,
                   then=partial(self._save_note, one.name, key))  # fmt: skip
        st.text_area("Note", key=key, max_chars=MOST_NOTE, height=90,
                     on_change=handled(self._save_note), args=(one.name, key))  # fmt: skip
        field_error(self._key, "note")

    def _save_note(self, name: str, key: str) -> None:
        self._do(save_note, name, entered(key))

    def _do(self, change: Callable[..., Any], *values: Any) -> None:
        with problem_of(self._key), services().begin() as db:
            change(db, self._interview.id, self._me, *values)
