"""Weighing the competencies of a comparison otherwise than equally, with a reason."""

import uuid
from collections.abc import Mapping, Sequence

import streamlit as st

from core.access.permissions import Member
from core.review.comparisons import HEAVIEST, set_weights
from core.review.decisions import MOST_REASON
from pages.shared.forms import field_error, problem_of
from pages.shared.text import plain
from pages.shared.wiring import services


def weights_form(
    posting_id: uuid.UUID, competencies: Sequence[str], kept: Mapping[str, float], me: Member
) -> None:
    """A weight for each competency, beginning with those ``kept``; 1 where there is none."""
    form = f"weights-{posting_id}"
    with st.expander("Weigh the competencies otherwise"), st.form(form, border=False):
        weights = {
            name: st.number_input(plain(name), 0.1, HEAVIEST, float(kept.get(name, 1.0)), 0.5)
            for name in competencies
        }
        field_error(form, "weights")
        reason = st.text_area("Reason, in writing", max_chars=MOST_REASON)
        field_error(form, "reason")
        if st.form_submit_button("Keep these weights"):
            with problem_of(form), services().begin() as db:
                set_weights(db, posting_id, weights, reason, me)
            st.rerun()
