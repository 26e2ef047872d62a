"""What is inspected: a posting and everything that follows from it, and its summary."""

from dataclasses import dataclass

import streamlit as st

from core.access.permissions import Member
from core.base_prompts.library import BasePrompt, load_base_prompts
from core.interviews.plans.in_force import propose_for
from core.interviews.plans.interview_plan import InterviewPlan
from core.interviews.plans.service import next_plan
from core.models import JobPosting
from core.postings.content.role_choice import Focus, PostingRole, role_of
from core.prompting.builder import TOKEN_BUDGET, Prompt, SessionContext
from pages.composition.wiring import services
from pages.widgets.html_parts import facts

_SKILLS_SHOWN = 5
_FOCUS = {
    Focus.TECHNICAL: "Technical questions",
    Focus.NON_TECHNICAL: "Behaviour, no coding",
    Focus.GENERAL: "General questions only",
}


@dataclass(frozen=True)
class Subject:
    """What is being looked at: a posting, saved or not, and all that follows from it."""

    posting: JobPosting
    role: PostingRole
    base: BasePrompt
    prompt: Prompt
    plan: InterviewPlan
    seen_by: Member | None
    """None for a visitor, who sees made-up postings only."""


def subject_of(posting: JobPosting, me: Member | None) -> Subject:
    """What becomes of ``posting`` before any candidate is known, as ``me`` may see it."""
    role = role_of(posting)
    plan = _plan_of(posting, me)
    context = SessionContext(base_prompt=plan.base_prompt, plan=plan)
    prompt = services().engine.build(role.role_type, posting, context)
    return Subject(posting, role, load_base_prompts()[plan.base_prompt], prompt, plan, me)


def _plan_of(posting: JobPosting, me: Member | None) -> InterviewPlan:
    """What the next candidate would be asked."""
    if posting.id is None or me is None:
        return propose_for(posting)
    with services().begin() as db:
        return next_plan(db, posting, me)


def summary(subject: Subject) -> None:
    """The outcome in one row."""
    posting = subject.posting
    with st.container(border=True):
        facts(
            {
                "Posting": posting.title or "No title",
                "Required skills": _first(posting.required_skills) or "None named",
                "Base prompt": subject.base.title,
                "Stored role type": subject.role.role_type,
                "What is asked": _FOCUS[subject.role.focus],
                "System prompt": f"{subject.prompt.tokens:,} of {TOKEN_BUDGET:,} tokens",
            }
        )


def _first(skills: list[str]) -> str:
    """The first skills, and how many there are beside them."""
    more = len(skills) - _SKILLS_SHOWN
    return ", ".join(skills[:_SKILLS_SHOWN]) + (f" and {more} more" if more > 0 else "")
