"""How a posting is interviewed, in one box: its role, its plan, its prompt's size."""

import streamlit as st

from core.access.permissions import Member
from core.interviews.plans.service import PlanView, view_plan
from core.interviews.plans.words import time_words, version_words
from core.models import JobPosting
from core.postings.content.role_choice import role_of
from core.prompting.builder import SessionContext
from core.text.languages import DEFAULT, language_name
from pages.composition.wiring import services
from pages.parts.postings.plan_view import missing_warning
from pages.parts.postings.posting_view import budget_view, role_view


def interviewed_view(posting: JobPosting, me: Member) -> None:
    """How every candidate of ``posting`` is interviewed."""
    role = role_of(posting)
    with services().begin() as db:
        view = view_plan(db, posting, me)
    with st.container(border=True):
        st.subheader("How it is interviewed", anchor=False)
        role_view(role)
        _plan(posting, view)
        context = SessionContext(plan=view.plan, language=posting.interview_language)
        budget_view(services().engine.build(role.role_type, posting, context))


def _plan(posting: JobPosting, view: PlanView) -> None:
    """What is asked, in short."""
    st.markdown(f"**Interview plan** · {version_words(view)}")
    st.write(time_words(view.plan))
    if posting.interview_language != DEFAULT:
        st.write(f"Held in {language_name(posting.interview_language)}.")
    missing_warning(view)
