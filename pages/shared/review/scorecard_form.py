"""Filling in a scorecard: one competency at a time, saved at every change."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import streamlit as st

from core.evaluation.service import EvaluationView
from core.evaluation.transcript import said, sentences
from core.models import Interview, Rating, Scorecard, Speaker, Turn, TurnKind, User
from core.review.evidence import Evidence, evidence_in
from core.review.rated import SCALE, Rated
from core.review.scorecard_filling import (
    MOST_NOTE,
    attach,
    detach,
    look_without_rating,
    rate,
    save_note,
    save_summary,
    submit,
)
from core.review.scorecards import evidence_of, unfinished
from pages.shared.forms import field_error, problem_of
from pages.shared.review.quotes_view import quotes
from pages.shared.review.transcript_view import since_start
from pages.shared.tab import entered
from pages.shared.text import plain
from pages.shared.wiring import services

INSUFFICIENT = "insufficient"
_NAMES = {**{str(point): str(point) for point in SCALE}, INSUFFICIENT: "Insufficient evidence"}


class ScorecardForm:
    """The scorecard of one reviewer for one interview."""

    def __init__(
        self, interview: Interview, user: User, turns: Sequence[Turn], rated: Sequence[Rated],
        card: Scorecard | None,
    ) -> None:  # fmt: skip
        self._interview, self._user, self._turns = interview, user, turns
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
        self._evidence(evaluation, selection)
        self._note(self.current)
        self._end()

    # --- one competency ---

    def _label(self, name: str) -> str:
        row = self._rows.get(name)
        if row is None or row.rated_at is None:
            return plain(name)
        return f"✓ {plain(name)}: {row.rating or '–'}"

    def _rating(self, one: Rated) -> None:
        key, row = f"{self._key}-rating-{one.name}", self._rows.get(one.name)
        options = list(_NAMES)
        chosen = None
        if row and row.rated_at:
            chosen = options.index(str(row.rating) if row.rating else INSUFFICIENT)
        captions = {"1": "one", "3": "three", "5": "five"}
        texts = [
            plain(" / ".join(getattr(anchors, captions[name]) for anchors in one.anchors))
            if name in captions
            else ""
            for name in options
        ]
        texts[-1] = "Nothing that was said shows it, one way or the other."
        st.radio(plain(one.name), options, index=chosen, format_func=_NAMES.__getitem__,
                 captions=texts, key=key, on_change=self._rate, args=(one.name, key))  # fmt: skip
        field_error(self._key, "rating")

    def _rate(self, name: str, key: str) -> None:
        chosen = entered(key)
        self._do(rate, name, None if chosen == INSUFFICIENT else int(chosen))

    def _note(self, one: Rated) -> None:
        key, row = f"{self._key}-note-{one.name}", self._rows.get(one.name)
        st.text_area("Note", row.note if row else "", key=key, max_chars=MOST_NOTE, height=90,
                     on_change=self._save_note, args=(one.name, key))  # fmt: skip
        field_error(self._key, "note")

    def _save_note(self, name: str, key: str) -> None:
        self._do(save_note, name, entered(key))

    # --- its evidence ---

    def _evidence(self, evaluation: EvaluationView | None, selection: Callable[[], None]) -> None:
        name, key = self.current.name, f"{self._key}-evidence"
        st.markdown("**Words that show it**")
        field_error(self._key, "evidence")
        selection()
        if not self.attached:
            st.text("Nothing is attached yet.")
        quotes(self._interview, self._turns, self.attached, key,
               {"Remove": partial(self._do, detach, name)})  # fmt: skip
        found = [row for row in evaluation.coverage if row.competency == name] if evaluation else []
        spans = list(dict.fromkeys(span for row in found for span in row.spans))
        if spans:
            with st.expander(f"Where it came up ({len(spans)}), found by program"):
                quotes(self._interview, self._turns, spans, f"{key}-found", {"Attach": self.attach})
        with st.expander("Attach a sentence without selecting it"):
            self._by_sentence()

    def _by_sentence(self) -> None:
        name, key = self.current.name, f"{self._key}-sentence"
        answers = [turn for turn in self._turns if turn.speaker is Speaker.CANDIDATE]
        answers.sort(key=lambda turn: (turn.competency != name, turn.kind is not TurnKind.ANSWER))
        if not answers:
            return
        turn = st.selectbox("Answer", answers, format_func=self._answer, key=f"{key}-turn")
        spans = [evidence_in(turn.id, said(turn), span) for span in sentences(said(turn))]
        span = st.selectbox("Sentence", spans, format_func=lambda span: span.quote,
                            key=f"{key}-{turn.id}")  # fmt: skip
        if span:
            st.button("Attach this sentence", on_click=self.attach, args=(span,))

    def _answer(self, turn: Turn) -> str:
        return f"{since_start(self._interview, turn)} {turn.competency or ''}: {said(turn)[:60]}"

    # --- the end ---

    def _end(self) -> None:
        st.divider()
        key = f"{self._key}-summary"
        st.text_area("Summary", self._card.summary if self._card else "", key=key, height=90,
                     max_chars=MOST_NOTE, on_change=self._save_summary, args=(key,))  # fmt: skip
        missing = unfinished(self._card, [one.name for one in self._rated])
        field_error(self._key, "scorecard")
        if missing:
            st.text(f"{len(missing)} things are left before you can submit:")
            st.text("\n".join(missing))
        st.button("Submit and see what others make of it", type="primary", disabled=bool(missing),
                  on_click=self._do, args=(submit,))  # fmt: skip
        with st.expander("I will not rate this interview"):
            st.text("You then see what others and the program make of it, and cannot rate it.")
            st.button("Look without rating", on_click=self._do, args=(look_without_rating,))

    def _save_summary(self, key: str) -> None:
        self._do(save_summary, entered(key))

    def _do(self, change: Callable[..., Any], *values: Any) -> None:
        with problem_of(self._key), services().begin() as db:
            change(db, self._interview.id, self._user, *values)


def rating_words(row: Rating | None) -> str:
    """Such as "4", or in words where there is no number."""
    if row is None:
        return "Not rated"
    return str(row.rating) if row.rating else _NAMES[INSUFFICIENT]
