"""The applications of a posting: who applied, how far they are, resume and interview link."""

import uuid
from functools import partial
from html import escape

import streamlit as st

from core.applications import get_resume, list_applications, new_link
from core.auth import COOKIE, Permission, require, user_of_cookie
from core.links import interview_url
from core.models import Application, ApplicationStatus, InterviewStatus, ParsingStatus, User
from pages.shared.forms import field_error, problem_of
from pages.shared.site import base_url, page
from pages.shared.text import day
from pages.shared.wiring import services

SIZE = 10
STAGES = {
    ApplicationStatus.APPLIED: ("Applied", "gray"),
    ApplicationStatus.INTERVIEWING: ("Interviewing", "blue"),
    ApplicationStatus.TO_REVIEW: ("To review", "orange"),
    ApplicationStatus.SHORTLISTED: ("Shortlisted", "green"),
    ApplicationStatus.REJECTED: ("Rejected", "red"),
    ApplicationStatus.HIRED: ("Hired", "violet"),
}
_READ = {
    ParsingStatus.PENDING: "not read yet",
    ParsingStatus.PARSED: "text read",
    ParsingStatus.FAILED: "text could not be read",
}


def resume_bytes(resume_id: uuid.UUID, cookie: str | None) -> bytes:
    """The file of a resume, for whoever is signed in by ``cookie``.

    It is asked for outside the page's run and so behind its gate, hence the second check.
    """
    with services().begin() as db:
        require(user_of_cookie(db, cookie), Permission.HIRE)
        return get_resume(db, resume_id).content


def _person(application: Application) -> None:
    candidate = application.candidate
    when = f"{day(application.created_at)}, {application.created_at:%H:%M} UTC"
    resume = application.resume
    file = f"{resume.file_name} ({_READ[resume.parsing_status]})" if resume else "No resume"
    st.html(
        '<p style="margin: 0; overflow-wrap: anywhere">'
        f"<strong>{escape(candidate.name)}</strong> · {escape(candidate.email)}<br>"
        f"{escape(when)} · {escape(file)}</p>"
    )


def _actions(application: Application, user: User) -> None:
    interview, resume = application.interview, application.resume
    with st.container(horizontal=True, vertical_alignment="center"):
        if interview and interview.status is not InterviewStatus.COMPLETED:
            _link_button(application, user)
        if resume:
            st.download_button(
                "Resume",
                partial(resume_bytes, resume.id, st.context.cookies.get(COOKIE)),
                file_name=resume.file_name,
                mime="application/octet-stream",
                icon=":material/download:",
                key=f"resume-{resume.id}",
                on_click="ignore",
            )
        if interview:
            st.page_link(
                page("review"),
                label="Review interview",
                icon=":material/rate_review:",
                query_params={"interview": str(interview.id)},
            )


def _link_button(application: Application, user: User) -> None:
    """A further link on demand; it is kept in this tab until the next click only."""
    if st.button("Copy interview link", icon=":material/link:", key=f"link-{application.id}"):
        with problem_of("applications"), services().begin() as db:
            days = services().settings.link_days
            token = new_link(db, application.id, days=days, by=user)
            st.session_state["new-link"] = (str(application.id), token)
        st.rerun()


def _application(application: Application, user: User, link: str | None) -> None:
    with st.container(border=True, gap="small"):
        with st.container(horizontal=True, gap="xsmall"):
            label, color = STAGES[application.status]
            st.badge(label, color=color)  # type: ignore[arg-type]
            if application.link_requested_at:
                st.badge("Asked for a new link", icon=":material/link_off:", color="red")
        _person(application)
        _actions(application, user)
        if link:
            days = services().settings.link_days
            st.markdown(f"Shown once, valid for {days} days; earlier links stay valid.")
            st.code(link, language=None, wrap_lines=True)


def applications_view(posting_id: uuid.UUID, user: User) -> None:
    """One page of applications, newest first."""
    at = st.session_state.setdefault(f"applications-{posting_id}", 0)
    with services().begin() as db:
        shown = list_applications(db, posting_id, at, SIZE)
        # The first application of the next page, if there is one.
        further = list_applications(db, posting_id, (at + 1) * SIZE, 1)
    field_error("applications")
    if not shown:
        st.write("No applications yet." if at == 0 else "No further applications.")
    application_id, token = st.session_state.pop("new-link", ("", ""))
    for application in shown:
        fresh = str(application.id) == application_id
        _application(application, user, interview_url(base_url(), token) if fresh else None)
    with st.container(horizontal=True):
        if at and st.button("Newer", icon=":material/chevron_left:"):
            _turn_to(posting_id, at - 1)
        if further and st.button("Older", icon=":material/chevron_right:"):
            _turn_to(posting_id, at + 1)


def _turn_to(posting_id: uuid.UUID, number: int) -> None:
    st.session_state[f"applications-{posting_id}"] = number
    st.rerun()
