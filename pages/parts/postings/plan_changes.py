"""Saves changes to the plan that was shown, unless somebody else has changed it since."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from core.access.permissions import Member
from core.interviews.plans.interview_plan import InterviewPlan
from core.interviews.plans.service import change_plan, publish_version
from core.models import JobPosting
from core.postings.service import get_posting
from pages.composition.wiring import services
from pages.parts.concurrent_edits import mark_seen
from pages.widgets.callbacks import handled
from pages.widgets.forms import problem_of

Change = Callable[[InterviewPlan], InterviewPlan]
Work = Callable[..., object]


def form_of(posting: JobPosting) -> str:
    """The form that shows problems of the plan as a whole."""
    return f"plan-{posting.id}"


def change_by(posting: JobPosting, me: Member, change: Change) -> None:
    """Apply ``change`` to the plan being edited; a problem is shown with the plan."""
    with problem_of(form_of(posting)):
        change_plan_by(posting, me, partial(change_plan, change=change))


def change_plan_by(posting: JobPosting, me: Member, work: Work) -> None:
    """Do ``work`` on the plan that was shown; refused if somebody has changed it since."""
    with services().begin() as db:
        work(db, posting.id, by=me, seen=posting.revision)
        mark_seen(get_posting(db, posting.id, me))


def plan_button(posting: JobPosting, me: Member, label: str, icon: str, work: Work) -> None:
    """A button that does ``work`` on the plan as it is shown."""
    st.button(label, icon=f":material/{icon}:",
              type="primary" if work is publish_version else "secondary",
              on_click=handled(change_plan_by, form=form_of(posting)),
              args=(posting, me, work))  # fmt: skip
