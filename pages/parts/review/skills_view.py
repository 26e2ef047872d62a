"""The required skills, where each came up, and the resume."""

from collections.abc import Sequence

import streamlit as st

from core.interviews.plans.interview_plan import InterviewPlan
from core.models import Interview, ParsingStatus, Resume, Turn
from core.postings.content.opening_snapshot import edited_since, posting_of
from core.review.skill_gap import SkillGap, skill_gaps
from core.text.dates import times
from core.text.lists import listed
from pages.parts.review.quotes_view import quotes
from pages.widgets.html_parts import table_html
from pages.widgets.text import plain

_NOT_FOUND = {
    ParsingStatus.PARSED: "not named",
    ParsingStatus.PENDING: "being read",
    ParsingStatus.FAILED: "not read",
    None: "no resume",
}


def skills_view(interview: Interview, turns: Sequence[Turn], plan: InterviewPlan | None) -> None:
    """Where each required skill turns up; then the resume."""
    posting = posting_of(interview)
    resume = _resume(interview)
    # The present text: it may have been read after the interview had begun.
    text = resume.text if resume else None
    gaps = skill_gaps(posting.required_skills if posting else (), text, turns, plan)
    if gaps:
        st.text("Where each required skill was named or asked about. It rates nothing.")
        lines = [_line(gap, resume) for gap in gaps]
        st.html(table_html(("Required skill", "Resume", "Asked", "Interview"), lines))
    for gap in gaps:
        if gap.in_resume or gap.shown:
            with st.expander(plain(gap.skill)):
                for line in gap.in_resume:
                    st.text(f"Resume: {line}")
                quotes(interview, turns, gap.shown, f"skill-{gap.skill}")
    if changed := edited_since(interview):
        st.text(
            f"The posting was edited since the interview began ({listed(changed)}). "
            "This is how it was then."
        )
    resume_view(interview)


def _resume(interview: Interview) -> Resume | None:
    return interview.application.resume if interview.application else None


def _line(gap: SkillGap, resume: Resume | None) -> tuple[str, str, str, str]:
    return (
        gap.skill,
        "named" if gap.in_resume else _NOT_FOUND[resume.parsing_status if resume else None],
        times(len(gap.asked)) if gap.asked else "not asked",
        "answered" if gap.shown else "nothing",
    )


def resume_view(interview: Interview) -> None:
    """The resume's text beside the transcript, if there is one."""
    resume = _resume(interview)
    if resume is None:
        st.text("No resume was handed in.")
        return
    with st.expander(plain(f"Resume: {resume.file_name}"), icon=":material/description:"):
        if resume.text:
            st.code(resume.text, language=None, wrap_lines=True, height=420)
        elif resume.parsing_status is ParsingStatus.PENDING:
            st.text("Its text is being read. Please look again in a minute.")
        else:
            st.text("Its text could not be read. The file itself is kept with the application.")
            st.text(resume.unread_reason or "")
        _hidden(resume)


def _hidden(resume: Resume) -> None:
    """Invisible text of the file, in neutral words, as there are innocent reasons for it."""
    if not resume.hidden:
        return
    st.text(
        "The file contains text that is not visible on the page; it was left out. Templates and "
        "aids for screen readers leave such text, too."
    )
    for piece in resume.hidden:
        st.text(f"{piece['why']}: “{piece['text']}”")
