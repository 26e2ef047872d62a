"""The decision about an application: what was decided, by whom and why; and the next one."""

import streamlit as st

from core.access.permissions import Member, Permission, may
from core.applications.stages import stage_name
from core.errors import InvalidInput
from core.models import Application, ApplicationStatus, Decision, Interview
from core.review.decisions import MOST_REASON, choices, decide, decider_name, decision_history
from pages.composition.wiring import services
from pages.parts.audit_view import trail_view
from pages.widgets.callbacks import handled
from pages.widgets.form_storage import clear_form
from pages.widgets.forms import WHOLE_FORM, field_error, form_key, reset_form
from pages.widgets.local_times import date_and_time
from pages.widgets.stage_badge import stage_badge
from pages.widgets.tab_state import tab_state, widget_value
from pages.widgets.text import plain
from pages.widgets.text_forms import keep_text_form

_OFFERS = {
    ApplicationStatus.SHORTLISTED: "Shortlist",
    ApplicationStatus.HIRED: "Hire",
    ApplicationStatus.REJECTED: "Reject",
    ApplicationStatus.TO_REVIEW: "Back to review",
}


def decision_view(interview: Interview, me: Member) -> None:
    """Every decision so far, and a form for those who may decide."""
    application = interview.application
    if application is None:
        st.text("This interview belongs to no application, so there is nothing to decide.")
        return
    with services().begin() as db:
        history = decision_history(db, application.id, me)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text("The application is now:", width="content")
        stage_badge(application.status)
    if may(me, Permission.HIRE):
        _form(application, me)
    else:
        st.text("Your account may look, and not decide.")
    for decision in history:
        _decision(decision)
    trail_view("Everything that was done here", [application.id, interview.id], me)


def _form(application: Application, me: Member) -> None:
    # What was typed stays until it is kept, also where somebody else was faster.
    form = form_key(_name(application))
    seen = tab_state().get(f"{form}-seen", application.status)
    tab_state()[f"{form}-seen"] = application.status
    keep_text_form(form, {"reason": f"{form}-reason"}, owner=me)
    offered = choices(application.status)
    with st.form(form):
        st.radio("Decision", offered, index=None, format_func=_OFFERS.__getitem__,
                 horizontal=True, key=f"{form}-to")  # fmt: skip
        field_error(form, "to")
        st.text_area(
            "Reason, in writing", max_chars=MOST_REASON, key=f"{form}-reason",
            placeholder="What in the interview speaks for it? Whoever asks later reads this.",
        )  # fmt: skip
        field_error(form, "reason")
        field_error(form, WHOLE_FORM)
        st.form_submit_button("Keep this decision", type="primary",
                              on_click=handled(_keep, form=form),
                              args=(form, application, me, seen))  # fmt: skip


def _keep(form: str, application: Application, me: Member, seen: ApplicationStatus) -> None:
    to: ApplicationStatus | None = widget_value(f"{form}-to")
    if to is None:
        raise InvalidInput("to", "Please choose a decision.")
    with services().begin() as db:
        decide(db, application.id, to, widget_value(f"{form}-reason"), me, seen=seen)
    clear_form(form)
    reset_form(_name(application))


def _name(application: Application) -> str:
    return f"decision-{application.id}"


def _decision(decision: Decision) -> None:
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{stage_name(decision.status)}** by {plain(decider_name(decision))}")
        st.text(date_and_time(decision.created_at) or "")
        st.text(decision.reason)
