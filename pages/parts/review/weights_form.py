"""The form that gives the competencies of a comparison different weights, with a reason."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from core.access.permissions import Member
from core.review.comparisons import HEAVIEST, set_weights
from core.review.decisions import MOST_REASON
from pages.composition.wiring import services
from pages.parts.concurrent_edits import conflict_choice
from pages.widgets.callbacks import handled
from pages.widgets.form_merge import FormMerge
from pages.widgets.form_storage import clear_form
from pages.widgets.forms import field_error
from pages.widgets.tab_state import widget_value
from pages.widgets.text import plain
from pages.widgets.text_forms import keep_text_form


@dataclass(frozen=True)
class Weighing:
    """A weight for each competency, those of other comparisons of the posting included."""

    weights: Mapping[str, float]


class WeightsForm:
    """The form of a posting's weights, which may be open in several windows."""

    def __init__(
        self, posting_id: uuid.UUID, competencies: Sequence[str], kept: Mapping[str, float],
        me: Member, *, own: bool,
    ) -> None:  # fmt: skip
        """A field for each of ``competencies``, beginning with what is ``kept``; 1 otherwise.

        ``own``: whether it was ``me`` who kept it.
        """
        self._posting_id, self._me, self._own = posting_id, me, own
        self._name = f"weights-{posting_id}"
        self._keys = {name: f"{self._name}-of-{name}" for name in competencies}
        self._now = Weighing({**dict.fromkeys(competencies, 1.0), **kept})
        self._merge = FormMerge(self._name, self._now, 0)

    def show(self) -> None:
        """The form, merged with what somebody else saved meanwhile."""
        for name, key in self._keys.items():
            st.session_state.setdefault(key, float(self._now.weights[name]))
        read = {**dict.fromkeys(self._keys, 1.0), **self._merge.base.draft.weights}
        typed = {name: st.session_state[key] for name, key in self._keys.items()}
        self._merge.keep(Weighing(read))
        self._merge.catch_up(Weighing({**read, **typed}), self._put)
        reason = f"{self._name}-reason"
        keep_text_form(self._name, {"reason": reason}, owner=self._me)
        both = bool(self._merge.conflicts)
        with st.expander("Weigh the competencies otherwise", expanded=both):
            theirs = ", ".join(f"{plain(name)} {self._now.weights[name]:g}" for name in self._keys)
            conflict_choice(
                self._merge, "weights", theirs, self._take, name=self._name, own=self._own
            )
            with st.form(self._name, border=False):
                for name, key in self._keys.items():
                    st.number_input(plain(name), 0.1, HEAVIEST, step=0.5, key=key)
                field_error(self._name, "weights")
                st.text_area("Reason, in writing", max_chars=MOST_REASON, key=reason)
                field_error(self._name, "reason")
                field_error(self._name)
                st.form_submit_button("Keep these weights", args=(reason,),
                                      on_click=handled(self._save, form=self._name))  # fmt: skip

    def _put(self, draft: Weighing, field: str) -> None:
        for name, key in self._keys.items():
            st.session_state[key] = float(draft.weights.get(name, 1.0))

    def _take(self) -> None:
        self._put(self._now, "weights")
        self._merge.choose("weights")

    def _save(self, reason: str) -> None:
        read = self._merge.base.draft.weights
        weights = {**read, **{name: widget_value(key) for name, key in self._keys.items()}}
        with services().begin() as db:
            set_weights(db, self._posting_id, weights, widget_value(reason), self._me, read=read)
        self._merge.keep(Weighing(weights))
        clear_form(self._name)
        st.session_state[reason] = ""
