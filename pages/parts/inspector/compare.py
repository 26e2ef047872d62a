"""Two prompts side by side: without and with the posting, two versions, or two postings."""

import streamlit as st

from core.access.permissions import Member
from core.base_prompts.library import prompt_title
from core.base_prompts.versions import list_versions, load_version
from core.postings.content.examples import EXAMPLES
from core.postings.listing import list_postings
from core.prompting.builder import SessionContext
from core.text.dates import many
from core.text.side_by_side import changed_lines, side_by_side
from pages.composition.wiring import services
from pages.parts.inspector.address import BASE, key, parameter, set_parameter
from pages.parts.inspector.diff_html import diff_html
from pages.parts.inspector.saved_source import posting_title, saved_posting
from pages.parts.inspector.source import example_of
from pages.parts.inspector.subject import Subject, subject_of
from pages.widgets.local_times import day

VERSION = "version-"
_CONTEXT = 2


def compare_view(subject: Subject) -> None:
    """What the posting changes in the prompt, or how two postings differ."""
    options = _others(subject)
    if parameter("against") not in options:
        set_parameter("against", BASE)
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    chosen = left.selectbox("Compare with", list(options), format_func=options.__getitem__,
                            key=key("against"), persist_state="page")  # fmt: skip
    whole = right.toggle("Show unchanged lines", key=key("whole"), persist_state="page")
    before = _text_of(chosen, subject)
    if before is None:
        st.warning("That posting does not exist any more. Please choose another one.")
        return
    rows = side_by_side(before, subject.prompt.text, context=None if whole else _CONTEXT)
    less, more = changed_lines(rows)
    if not less and not more:
        st.success("Both prompts are the same.", icon=":material/check:")
    st.text(
        f"{many(less, 'line')} only on the left (−), {many(more, 'line')} only on the right (+)."
    )
    mine = posting_title(subject.posting) or "This posting"
    st.html(diff_html(rows, options[chosen], f"With the posting: {mine}"))


def _others(subject: Subject) -> dict[str, str]:
    """What there is to compare with: value in the address -> label."""
    base = {BASE: f"Base only: {subject.base.title}, without a posting"}
    examples = {name: f"Example: {prompt_title(name)}" for name in EXAMPLES}
    me = subject.seen_by
    return base | (_earlier(subject, me) | _saved(me) if me else {}) | examples


def _earlier(subject: Subject, me: Member) -> dict[str, str]:
    """The other versions that the base prompt has had."""
    with services().begin() as db:
        versions = list_versions(db, subject.base.name, me)
    return {
        VERSION + row.version: f"Version {row.version} of {subject.base.title}, "
        f"in use from {day(row.created_at)}"
        for row in versions
        if row.version != subject.base.version
    }


def _saved(me: Member) -> dict[str, str]:
    """The team's postings, and the one that a link names."""
    with services().begin() as db:
        rows, _ = list_postings(db, me)
    known = {str(row.posting.id): row.posting for row in rows}
    linked = parameter("against")
    found = None
    if linked != BASE and linked not in EXAMPLES and not linked.startswith(VERSION):
        found = saved_posting(linked, me)
    if found is not None:
        known[linked] = found
    return {key: f"Saved: {posting_title(posting)}" for key, posting in known.items()}


def _text_of(chosen: str, subject: Subject) -> str | None:
    engine = services().engine
    if chosen == BASE:
        return engine.get_realtime_system_prompt(subject.base.name)
    me = subject.seen_by
    if chosen in EXAMPLES or me is None:
        return subject_of(example_of(chosen), me).prompt.text
    if chosen.startswith(VERSION):
        with services().begin() as db:
            earlier = load_version(db, chosen.removeprefix(VERSION), me)
        context = SessionContext(plan=subject.plan)
        return engine.build_with(earlier, subject.posting, context).text
    posting = saved_posting(chosen, me)
    return subject_of(posting, me).prompt.text if posting else None
