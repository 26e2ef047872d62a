"""Two to four candidates of one posting, competency by competency."""

import uuid
from collections.abc import Mapping, Sequence

import streamlit as st

from core.auth import Permission, may
from core.models import JobPosting, User
from core.review.comparison import (
    LEAST,
    MOST,
    Compared,
    GivenRating,
    all_competencies,
    comparable,
    rated_for_all,
    totals,
)
from core.review.comparisons import HEAVIEST, compare, offered, set_weights, weights_of
from core.review.decisions import MOST_REASON
from pages.shared.forms import field_error, problem_of
from pages.shared.html_parts import table_html
from pages.shared.review.compare_chart import labels, profile_chart
from pages.shared.review.focus import address_of
from pages.shared.site import page
from pages.shared.text import plain
from pages.shared.wiring import services


class ComparisonView:
    """What one run shows of a comparison."""

    def __init__(self, posting: JobPosting, interview_ids: Sequence[uuid.UUID], user: User) -> None:
        self._posting, self._user = posting, user
        with services().begin() as db:
            self._people = compare(db, posting.id, interview_ids[:MOST], user)
            self._kept = weights_of(db, posting.id)
        self._names = labels(self._people)
        self._alike = comparable(self._people)
        self._shown = [one for one in self._alike if not one.hidden]
        self._competencies = all_competencies(self._people)

    def show(self) -> None:
        """The whole comparison."""
        if len(self._people) < LEAST:
            st.write(f"Choose {LEAST} to {MOST} candidates whose interview somebody has rated.")
            return
        self._cautions()
        profile_chart(self._shown, self._competencies)
        self._table()
        for name in self._competencies:
            self._evidence(name)
        self._weights()

    # --- what to bear in mind ---

    def _cautions(self) -> None:
        for name, one in zip(self._names, self._people, strict=True):
            if one.hidden:
                st.info(
                    f"{plain(name)}: hidden, as you have not rated this interview yet.",
                    icon=":material/visibility_off:",
                )
            elif one not in self._alike:
                version = f"version {one.plan_version}" if one.plan_version else "no frozen plan"
                st.warning(
                    f"{plain(name)} was asked by another interview plan ({version}) than "
                    f"{plain(self._names[0])}, so their ratings are shown but not compared.",
                    icon=":material/difference:",
                )

    def _table(self) -> None:
        rows = [
            [name, *(_given_words(one, one.ratings.get(name, ())) for one in self._people)]
            for name in self._competencies
        ]
        rows += self._totals()
        st.html(table_html(("Competency", *self._names), rows))
        st.text(self._weighing())

    def _totals(self) -> list[list[str]]:
        """The line below the table; none where nothing was rated for everybody."""
        found = totals(self._shown, self._kept.weights if self._kept else None)
        if not found:
            return []
        counted = len(rated_for_all(self._shown))
        means = (found.get(one.interview_id) for one in self._people)
        return [[
            f"Weighted mean of {counted} of {len(self._competencies)}",
            *(f"{one.mean:.2f}" if one else "not compared" for one in means),
        ]]  # fmt: skip

    def _weighing(self) -> str:
        if self._kept is None:
            return "All competencies weigh the same. Of several reviewers the middle rating counts."
        named = ", ".join(f"{name} {weight:g}" for name, weight in self._kept.weights.items())
        return f"Weights: {named}. Reason: {self._kept.reason}"

    # --- evidence ---

    def _evidence(self, name: str) -> None:
        with st.expander(plain(f"{name}: what it rests on")):
            columns = st.columns(len(self._people), gap="medium")
            for column, label, one in zip(columns, self._names, self._people, strict=True):
                with column:
                    st.markdown(f"**{plain(label)}**")
                    for given in one.ratings.get(name, ()):
                        self._given(one, given)
                    if not one.ratings.get(name):
                        st.text("Hidden" if one.hidden else "Not rated")

    def _given(self, one: Compared, given: GivenRating) -> None:
        st.text(f"{given.reviewer}: {_words(given)}")
        for span in given.evidence:
            st.page_link(
                page("review"),
                label=plain(f"“{span.quote}”"),
                icon=":material/my_location:",
                query_params={"interview": str(one.interview_id), **address_of(span)},
            )

    # --- weights ---

    def _weights(self) -> None:
        if not may(self._user, Permission.HIRE):
            return
        form = f"weights-{self._posting.id}"
        with st.expander("Weigh the competencies otherwise"), st.form(form, border=False):
            kept: Mapping[str, float] = self._kept.weights if self._kept else {}
            weights = {
                name: st.number_input(plain(name), 0.1, HEAVIEST, float(kept.get(name, 1.0)), 0.5)
                for name in self._competencies
            }
            field_error(form, "weights")
            reason = st.text_area("Reason, in writing", max_chars=MOST_REASON)
            field_error(form, "reason")
            if st.form_submit_button("Keep these weights"):
                with problem_of(form), services().begin() as db:
                    set_weights(db, self._posting.id, weights, reason, self._user)
                st.rerun()


def candidates_field(posting_id: uuid.UUID, chosen: Sequence[uuid.UUID]) -> list[uuid.UUID]:
    """Whom to compare, of those who were rated; kept in the address."""
    with services().begin() as db:
        names = {one.interview_id: one.name for one in offered(db, posting_id)}
    known = [one for one in chosen if one in names]
    return st.multiselect("Candidates", list(names), default=known[:MOST], max_selections=MOST,
                          format_func=names.__getitem__, key=f"compare-{posting_id}")  # fmt: skip


def _given_words(one: Compared, given: Sequence[GivenRating]) -> str:
    if one.hidden:
        return "hidden"
    return " · ".join(map(_words, given)) or "not rated"


def _words(given: GivenRating) -> str:
    return str(given.rating) if given.rating else "insufficient evidence"
