"""An interview plan on screen: its time, its coverage and its versions."""

from collections.abc import Sequence

import streamlit as st

from core.plans.edits import core_minutes, whole_minutes
from core.plans.history import PlanHistory
from core.plans.interview_plan import InterviewPlan
from core.prompt_text import clean_skills
from pages.shared.postings.posting_view import lines
from pages.shared.text import day


def time_line(plan: InterviewPlan) -> str:
    """How much there is to ask, and how long it takes."""
    core, probes = len(plan.questions), plan.probes
    questions = f"{core} core question{'s' * (core != 1)}"
    more = f" and at most {probes} follow-up{'s' * (probes != 1)}" if probes else ""
    return f"{questions}{more}, about {_minutes(whole_minutes(plan))} of {plan.minutes} minutes"


def time_warning(plan: InterviewPlan) -> None:
    """Say so where the plan does not fit the interview."""
    if len(plan.questions) > 1 and core_minutes(plan) > plan.minutes:
        st.error(
            f"The core alone takes about {_minutes(core_minutes(plan))} minutes, and the "
            f"interview has {plan.minutes}. Drop questions, or plan more minutes in the posting.",
            icon=":material/timer_off:",
        )
    elif whole_minutes(plan) > plan.minutes:
        st.info(
            "Not every follow-up will fit: the core questions have the first claim on the time.",
            icon=":material/timer:",
        )


def _minutes(minutes: float) -> int:
    return max(1, round(minutes))


def coverage_view(plan: InterviewPlan, skills: Sequence[str]) -> None:
    """Which question is about which required skill."""
    if not skills:
        st.write("The posting names no required skill.")
        return
    places = {
        skill.casefold(): number
        for number, question in reversed(list(enumerate(plan.questions, 1)))
        for skill in question.skills
    }
    found = {skill: places.get(skill.casefold()) for skill in clean_skills(skills)}
    lines(f"{skill}: {f'question {n}' if n else 'no question yet'}" for skill, n in found.items())


def history_view(versions: Sequence[PlanHistory]) -> None:
    """What was published when, by whom, and what it changed."""
    for version in versions:
        with st.expander(f"Version {version.version}, {day(version.published_at)}"):
            by = f"Published by {version.by}" if version.by else "Published with the posting"
            given = version.candidates
            st.text(f"{by}; given to {given} candidate{'s' * (given != 1)}.")
            if version.changes:
                lines(version.changes)
            else:
                st.write("The first version." if version.version == 1 else "Nothing changed.")
