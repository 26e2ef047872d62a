"""The evidence of a rating: attached, found by program, or chosen by sentence."""

from collections.abc import Callable, Sequence

import streamlit as st

from core.evaluation.evidence import Evidence, evidence_in
from core.evaluation.service import EvaluationView
from core.evaluation.transcript import sentences, turn_text
from core.models import Interview, Turn
from core.review.turn_words import answer_words, answers_about
from pages.parts.review.quotes_view import Do, quotes
from pages.widgets.callbacks import handled
from pages.widgets.forms import field_error
from pages.widgets.text import distinct_labels


def rating_evidence(
    interview: Interview, turns: Sequence[Turn], evaluation: EvaluationView | None,
    competency: str, attached: Sequence[Evidence], *,
    key: str, attach: Do, detach: Do, selection: Callable[[], None],
) -> None:  # fmt: skip
    """What is ``attached`` to the rating of ``competency``, and three ways to attach more.

    ``selection`` shows what is selected in the transcript; ``key`` is the scorecard's form.
    """
    st.markdown("**Words that show it**")
    field_error(key, "evidence")
    selection()
    if not attached:
        st.text("Nothing is attached yet.")
    quotes(interview, turns, attached, f"{key}-evidence", {"Remove": detach})
    found = evaluation.spans_about(competency) if evaluation else ()
    if found:
        with st.expander(f"Where it came up ({len(found)}), found by program"):
            quotes(interview, turns, found, f"{key}-evidence-found", {"Attach": attach})
    with st.expander("Attach a sentence without selecting it"):
        _by_sentence(interview, answers_about(turns, competency), f"{key}-sentence", attach)


def _by_sentence(interview: Interview, answers: Sequence[Turn], key: str, attach: Do) -> None:
    if not answers:
        return
    turn = st.selectbox("Answer", answers, key=f"{key}-turn",
                        format_func=lambda one: answer_words(interview, one))  # fmt: skip
    spans = [evidence_in(turn.id, turn_text(turn), span) for span in sentences(turn_text(turn))]
    labels = distinct_labels({place: span.quote for place, span in enumerate(spans)})
    place = st.selectbox("Sentence", list(labels), format_func=labels.__getitem__,
                         key=f"{key}-{turn.id}")  # fmt: skip
    if place is not None:
        st.button("Attach this sentence", on_click=handled(attach), args=(spans[place],))
