"""The evaluation by program: how far it is, why it failed or declined, what was covered."""

from collections.abc import Mapping, Sequence
from uuid import UUID

import streamlit as st

from core.access.permissions import Member, Permission, may
from core.evaluation.quality import Quality
from core.evaluation.service import EvaluationView, evaluation_of, request_evaluation
from core.models import EvaluationStatus, Interview, InterviewStatus, Turn
from pages.composition.wiring import services
from pages.widgets.callbacks import handled
from pages.widgets.forms import field_error, problem_of
from pages.widgets.html_parts import table_html
from pages.widgets.outage import handle_errors
from pages.widgets.tab_state import automatic_rerun
from pages.widgets.text import message

LOOK_AGAIN = "2s"
_UNCLEAR = {
    "low_confidence": "The transcriber was unsure of these words.",
    "near_empty": "Nearly nothing was heard here.",
}


def evaluation_view(
    interview: Interview, evaluation: EvaluationView | None, me: Member, turns: Sequence[Turn]
) -> None:
    """Where the evaluation stands, with what can be done about it."""
    if interview.status is not InterviewStatus.COMPLETED:
        st.text("An interview is evaluated once it is complete.")
        return
    if evaluation is not None and evaluation.under_way:
        _progress(interview.id, me)
        if evaluation.coverage:
            coverage_view(evaluation, turns)
    elif evaluation is not None:
        _outcome(evaluation, turns)
    else:
        st.text("This interview has not been evaluated.")
    running = evaluation is not None and evaluation.status is EvaluationStatus.RUNNING
    if may(me, Permission.HIRE) and not running:
        label = _ask_label(evaluation)
        st.button(label, icon=":material/replay:", on_click=handled(_ask), args=(interview.id, me))
        field_error("evaluation")


def _ask_label(evaluation: EvaluationView | None) -> str:
    if evaluation is None:
        return "Evaluate"
    return "Evaluate now" if evaluation.status is EvaluationStatus.QUEUED else "Evaluate again"


@st.fragment(run_every=LOOK_AGAIN)
@handle_errors
def _progress(interview_id: UUID, me: Member) -> None:
    """How far it is, looked at again until it is over."""
    with services().begin() as db:
        now = evaluation_of(db, interview_id, me)
    if now is None or not now.under_way:
        automatic_rerun()
        return
    words = f"Evaluating: {now.done} of {now.steps} steps" if now.steps else "Evaluation is waiting"
    st.progress(now.done / now.steps if now.steps else 0.0, text=words)
    if now.reason:
        st.text(now.reason)


def _outcome(evaluation: EvaluationView, turns: Sequence[Turn]) -> None:
    if evaluation.status is EvaluationStatus.FAILED:
        failed = message(f"The evaluation failed: {evaluation.reason}")
        st.error(failed, icon=":material/error:")
    elif evaluation.status is EvaluationStatus.DECLINED:
        st.warning(
            f"{evaluation.reason} The candidate is offered a second take.",
            icon=":material/hearing_disabled:",
        )
    elif evaluation.model is None:
        st.text("No model is set up, so nothing is rated by program. This is what was covered:")
    if evaluation.coverage:
        coverage_view(evaluation, turns)


def coverage_view(evaluation: EvaluationView, turns: Sequence[Turn]) -> None:
    """What was asked and answered; never a rating."""
    numbers = {turn.id: turn.number for turn in turns}
    rows = (
        (
            row.name if row.kind == "competency" else f"{row.name} (required skill)",
            ", ".join(f"turn {numbers[one]}" for one in row.asked if one in numbers) or "not asked",
            "answered" if row.answered else "not answered",
            str(len(row.spans)),
        )
        for row in evaluation.coverage
    )
    head = ("Competency or skill", "Asked in", "Answered", "Sentences about it")
    st.html(table_html(head, rows, numbers=frozenset({3})))


def unclear_turns(quality: Quality | None) -> Mapping[UUID, str]:
    """The turns that may not be what was said, and why, in words."""
    return {UUID(mark.turn_id): _UNCLEAR[mark.why] for mark in quality.marks} if quality else {}


def _ask(interview_id: UUID, me: Member) -> None:
    with problem_of("evaluation"), services().begin() as db:
        request_evaluation(db, interview_id, me)
