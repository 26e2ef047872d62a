"""An interview plan on screen: warnings, questions, coverage and versions."""

from collections.abc import Sequence

import streamlit as st

from core.interviews.plans.edits import whole_minutes
from core.interviews.plans.history import PlanHistory
from core.interviews.plans.interview_plan import CoreQuestion, InterviewPlan
from core.interviews.plans.question_choices import LEVELS
from core.interviews.plans.service import PlanView
from core.interviews.plans.words import coverage_words, too_long
from core.text.dates import many
from pages.parts.postings.posting_view import lines
from pages.widgets.local_times import day
from pages.widgets.text import plain, plain_badge


def missing_warning(view: PlanView) -> None:
    """Say so where a required skill has no question."""
    if view.missing:
        named = ", ".join(view.missing)
        st.warning(plain(f"No question is about {named}."), icon=":material/help:")


def time_warning(plan: InterviewPlan) -> None:
    """Say so where the plan does not fit the interview."""
    if problem := too_long(plan):
        st.error(problem, icon=":material/timer_off:")
    elif whole_minutes(plan) > plan.minutes:
        st.info(
            "Not every follow-up will fit: the core questions have the first claim on the time.",
            icon=":material/timer:",
        )


def question_view(number: int, question: CoreQuestion) -> None:
    """One core question with what its answer should show."""
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        st.markdown(f"**{number}**", width="content")
        st.badge(plain_badge(question.competency), color="gray")
        st.badge(LEVELS[question.level], color="gray", icon=":material/signal_cellular_alt:")
        for skill in question.skills:
            st.badge(plain_badge(skill), color="blue")
    st.markdown(plain(question.text))
    with st.expander("What the answer should show"):
        st.text(question.intent)
        anchors = question.anchors
        lines([f"1: {anchors.one}", f"3: {anchors.three}", f"5: {anchors.five}"])


def coverage_view(plan: InterviewPlan, skills: Sequence[str]) -> None:
    """Which question is about which required skill."""
    if skills:
        lines(coverage_words(plan, skills))
    else:
        st.write("The posting names no required skill.")


def history_view(versions: Sequence[PlanHistory]) -> None:
    """What was published when, by whom, and what it changed."""
    for version in versions:
        with st.expander(f"Version {version.version}, {day(version.published_at)}"):
            by = f"Published by {version.by}" if version.by else "Published with the posting"
            given = version.candidates
            st.text(f"{by}; given to {many(given, 'candidate')}.")
            if version.changes:
                lines(version.changes)
            else:
                st.write("The first version." if version.version == 1 else "Nothing changed.")
