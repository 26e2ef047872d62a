"""The required skills beside resume and interview, and the resume itself."""

from collections.abc import Sequence

import streamlit as st

from core.models import Interview, ParsingStatus, Turn
from core.moments import times
from core.plans.interview_plan import InterviewPlan
from core.postings.frozen import edited_since, posting_of, resume_text_of
from core.postings.revisions import in_words
from core.review.skill_gap import SkillGap, skill_gaps
from pages.shared.html_parts import table_html
from pages.shared.review.quotes_view import quotes
from pages.shared.text import plain


def skills_view(interview: Interview, turns: Sequence[Turn], plan: InterviewPlan | None) -> None:
    """Where each required skill turns up; then the resume."""
    posting = posting_of(interview)
    gaps = skill_gaps(
        posting.required_skills if posting else (), resume_text_of(interview), turns, plan
    )
    if gaps:
        st.text("Where each required skill was named or asked about. It rates nothing.")
        st.html(table_html(("Required skill", "Resume", "Asked", "Interview"), map(_line, gaps)))
    for gap in gaps:
        if gap.in_resume or gap.shown:
            with st.expander(plain(gap.skill)):
                for line in gap.in_resume:
                    st.text(f"Resume: {line}")
                quotes(interview, turns, gap.shown, f"skill-{gap.skill}")
    if changed := edited_since(interview):
        st.text(
            f"The posting was edited since the interview began ({in_words(changed)}). "
            "This is how it was then."
        )
    resume_view(interview)


def _line(gap: SkillGap) -> tuple[str, str, str, str]:
    return (
        gap.skill,
        "named" if gap.in_resume else "not named",
        times(len(gap.asked)) if gap.asked else "not asked",
        "answered" if gap.shown else "nothing",
    )


def resume_view(interview: Interview) -> None:
    """The resume's text beside the transcript, if there is one."""
    resume = interview.application.resume if interview.application else None
    if resume is None:
        st.text("No resume was handed in.")
        return
    with st.expander(plain(f"Resume: {resume.file_name}"), icon=":material/description:"):
        if resume.text:
            st.code(resume.text, language=None, wrap_lines=True, height=420)
        elif resume.parsing_status is ParsingStatus.FAILED:
            st.text("Its text could not be read. The file itself is kept with the application.")
        else:
            st.text("It holds no text that can be read.")
