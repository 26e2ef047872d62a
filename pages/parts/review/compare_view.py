"""Two to four candidates of one posting, competency by competency."""

import uuid
from collections.abc import Sequence

import streamlit as st

from core.access.permissions import Member, Permission, may
from core.models import JobPosting
from core.review.comparison import LEAST, MOST, Compared, GivenRating, all_competencies, comparable
from core.review.comparison_words import ALIKE, asked_otherwise, comparison_rows, weighing_words
from core.review.comparisons import compare, rated_candidates, weights_of
from core.review.rating_words import given_words
from pages.access.site import page
from pages.composition.wiring import services
from pages.parts.review.compare_chart import labels, profile_chart
from pages.parts.review.highlighted_quote import address_of
from pages.parts.review.weights_form import WeightsForm
from pages.widgets.html_parts import table_html
from pages.widgets.text import distinct_labels, plain


class ComparisonView:
    """What one run shows of a comparison."""

    def __init__(self, posting: JobPosting, interview_ids: Sequence[uuid.UUID], me: Member) -> None:
        self._posting, self._me = posting, me
        with services().begin() as db:
            self._people = compare(db, posting.id, interview_ids[:MOST], me)
            self._kept = weights_of(db, posting.id, me)
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
        if may(self._me, Permission.HIRE):
            kept = self._kept.weights if self._kept else {}
            own = self._kept is not None and self._kept.set_by == self._me.user_id
            WeightsForm(self._posting.id, self._competencies, kept, self._me, own=own).show()

    # --- what to bear in mind ---

    def _cautions(self) -> None:
        for name, one in zip(self._names, self._people, strict=True):
            if one.hidden:
                st.info(
                    f"{plain(name)}: hidden, as you have not rated this interview yet.",
                    icon=":material/visibility_off:",
                )
            elif one not in self._alike:
                st.warning(asked_otherwise(plain(name), one, plain(self._names[0])),
                           icon=":material/difference:")  # fmt: skip

    def _table(self) -> None:
        weights = self._kept.weights if self._kept else None
        rows = comparison_rows(self._people, weights)
        st.html(table_html(("Competency", *self._names), rows))
        st.text(
            weighing_words(self._kept.weights, self._kept.reason, all_competencies(self._people))
            if self._kept
            else ALIKE
        )

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
        st.text(f"{given.reviewer}: {given_words(given.rating)}")
        for span in given.evidence:
            st.page_link(
                page("review"),
                label=plain(f"“{span.quote}”"),
                icon=":material/my_location:",
                query_params={"interview": str(one.interview_id), **address_of(span)},
            )


def candidates_field(
    posting_id: uuid.UUID, chosen: Sequence[uuid.UUID], me: Member
) -> list[uuid.UUID]:
    """Whom to compare, of those who were rated; kept in the address."""
    with services().begin() as db:
        names = distinct_labels(
            {one.interview_id: one.name for one in rated_candidates(db, posting_id, me)}
        )
    known = [one for one in chosen if one in names]
    return st.multiselect("Candidates", list(names), default=known[:MOST], max_selections=MOST,
                          format_func=names.__getitem__, key=f"compare-{posting_id}")  # fmt: skip
