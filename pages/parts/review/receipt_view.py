"""The structure receipt on screen: how the interview kept to its plan."""

import streamlit as st

from core.access.permissions import Member
from core.errors import NotFound
from core.models import Interview
from core.review.receipt_loading import load_receipt
from core.review.structure_receipt import Asked, AskedQuestion, StructureReceipt
from core.text.dates import many, times
from core.text.lists import listed
from pages.composition.wiring import services
from pages.widgets.html_parts import facts, table_html

_WORDS = {
    Asked.AS_PLANNED: "as planned",
    Asked.REWORDED: "reworded",
    Asked.CUT_SHORT: "cut short by the candidate",
    Asked.OMITTED: "not asked",
}


def receipt_view(interview: Interview, me: Member) -> None:
    """The whole receipt; a sentence where the questions are not known any more."""
    st.markdown("**Structure receipt**")
    try:
        with services().begin() as db:
            receipt = load_receipt(db, db.merge(interview), me)
    except NotFound as problem:
        st.text(str(problem))
        return
    if receipt.kept:
        st.success("Every core question was asked as planned, once and in order.",
                   icon=":material/verified:")  # fmt: skip
    else:
        st.warning(_differences(receipt), icon=":material/difference:")
    facts(_facts(receipt))
    rows = (
        (
            f"{one.number}. {one.question.text}",
            one.question.competency,
            _became(one),
            ", ".join(map(str, one.turns)),
        )
        for one in receipt.core
    )
    with st.expander("Core questions, as planned and as asked"):
        st.html(table_html(("Core question", "Competency", "Asked", "Turns"), rows))
        for step in receipt.steps:
            st.text(f"Turn {step.turn}, {step.kind.value.replace('_', '-')}: {step.text}")


def _became(one: AskedQuestion) -> str:
    """How a core question was asked, and where it was left without an answer."""
    said = f": “{one.said}”" if one.asked is Asked.REWORDED else ""
    left = one.left_open_after
    after = f"; left unanswered after {many(left, 'request')}" if left is not None else ""
    return f"{_WORDS[one.asked]}{said}{after}"


def _differences(receipt: StructureReceipt) -> str:
    found = [
        f"{receipt.count(asked)} {_WORDS[asked]}"
        for asked in (Asked.REWORDED, Asked.CUT_SHORT, Asked.OMITTED)
        if receipt.count(asked)
    ]
    if receipt.asked_twice:
        found.append(f"{len(receipt.asked_twice)} asked twice")
    if not receipt.in_order:
        found.append("not in the planned order")
    if len(receipt.steps) > receipt.steps_allowed:
        found.append("more probes than the plan has")
    note = " The plan is in English, so translated questions count as reworded."
    return f"Of {len(receipt.core)} core questions: {', '.join(found)}." + (
        note if receipt.translated else ""
    )


def _facts(receipt: StructureReceipt) -> dict[str, str | None]:
    minutes = receipt.minutes_by_competency.items()
    return {
        "Probes used": f"{len(receipt.steps)} of {receipt.steps_allowed}",
        "Minutes": f"{receipt.minutes_talked:.0f} of {receipt.minutes_planned} planned",
        "Minutes by competency": ", ".join(f"{name} {spent:.1f}" for name, spent in minutes),
        "Plan version": str(receipt.plan_version) if receipt.plan_version else None,
        "Posting": _posting(receipt),
        "Prompt hashes": ", ".join(one[:12] for one in receipt.prompts),
        "Models": ", ".join(receipt.models),
        "Candidate cut in": times(receipt.interruptions),
        "Reconnected": times(receipt.reconnects),
        "Connections": str(receipt.connections),
    }


def _posting(receipt: StructureReceipt) -> str | None:
    """Which version of the posting was gone by, and what was edited after that."""
    if receipt.posting_revision is None:
        return None
    since = f"; edited since: {listed(receipt.edited_since)}" if receipt.edited_since else ""
    return f"as it was when the interview began, version {receipt.posting_revision}{since}"
