"""Applications on screen: who applied, how far they are, resume and interview link."""

import uuid
from collections.abc import Callable
from html import escape

import streamlit as st

from core.applications import new_link
from core.auth import Permission, may
from core.links import interview_url
from core.models import Application, InterviewStatus, ParsingStatus, User
from core.review.pipeline import PipelineFilter, PipelineRow, list_pipeline
from pages.shared.forms import field_error, problem_of
from pages.shared.keyset import place, turn_buttons
from pages.shared.postings.resume_download import resume_download
from pages.shared.postings.stages import stage_badge
from pages.shared.review.moments import date_and_time
from pages.shared.site import base_url, page
from pages.shared.tab import memory
from pages.shared.text import plain
from pages.shared.wiring import services

_READ = {
    ParsingStatus.PENDING: "not read yet",
    ParsingStatus.PARSED: "text read",
    ParsingStatus.FAILED: "text could not be read",
}
_INTERVIEW = {
    InterviewStatus.SCHEDULED: "interview not begun",
    InterviewStatus.IN_PROGRESS: "interview running",
    InterviewStatus.COMPLETED: "interview complete",
}
Beside = Callable[[PipelineRow], None]


def applications_list(
    posting_id: uuid.UUID, user: User, wanted: PipelineFilter, *, size: int,
    beside: Beside | None = None,
) -> None:  # fmt: skip
    """One page of a posting's applications; ``beside`` adds to each of them."""
    key = f"applications-{posting_id}"
    with services().begin() as db:
        shown = list_pipeline(db, posting_id, wanted, place(key), size)
    field_error("applications")
    if not shown.rows:
        anybody = wanted == PipelineFilter() and place(key) is None
        st.write("No applications yet." if anybody else "Nobody here.")
    application_id, token = memory().pop("new-link", ("", ""))
    for row in shown.rows:
        fresh = str(row.application.id) == application_id
        _row(row, user, interview_url(base_url(), token) if fresh else None, beside)
    names = ("Older", "Newer") if wanted.oldest_first else ("Newer", "Older")
    turn_buttons(key, shown.further, before=names[0], after=names[1])


def _row(row: PipelineRow, user: User, link: str | None, beside: Beside | None) -> None:
    application = row.application
    with st.container(border=True, gap="xsmall"):
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            with st.container(horizontal=True, gap="small", vertical_alignment="center"):
                _name(application)
                stage_badge(application.status)
                if application.link_requested_at:
                    st.badge("Asked for a new link", icon=":material/link_off:", color="red")
            if may(user, Permission.HIRE):
                _actions(application, user)
            if beside:
                beside(row)
        _facts(row)
        if link:
            days = services().settings.link_days
            st.markdown(f"Shown once, valid for {days} days; earlier links stay valid.")
            st.code(link, language=None, wrap_lines=True)


def _name(application: Application) -> None:
    name, interview = application.candidate.name, application.interview
    if interview is None:
        st.markdown(f"**{plain(name)}**", width="content")
        return
    query = {"interview": str(interview.id)}
    st.page_link(page("review"), label=f"**{plain(name)}**", query_params=query)


def _facts(row: PipelineRow) -> None:
    application, resume = row.application, row.application.resume
    interview = application.interview
    said = [
        application.candidate.email,
        f"applied {date_and_time(application.created_at)}",
        _INTERVIEW[interview.status] if interview else "no interview",
        f"{resume.file_name} ({_READ[resume.parsing_status]})" if resume else "no resume",
    ]
    if row.scorecards:
        said.append(f"{row.scorecards} scorecard{'s' if row.scorecards > 1 else ''}")
    st.html(f'<p style="margin: 0; overflow-wrap: anywhere">{" · ".join(map(escape, said))}</p>')


def _actions(application: Application, user: User) -> None:
    interview, resume = application.interview, application.resume
    if interview and interview.status is not InterviewStatus.COMPLETED:
        _link_button(application, user)
    if resume:
        resume_download(resume)


def _link_button(application: Application, user: User) -> None:
    """A further link on demand; it is kept in this tab until the next click only."""
    if st.button("Copy interview link", icon=":material/link:", key=f"link-{application.id}"):
        with problem_of("applications"), services().begin() as db:
            days = services().settings.link_days
            token = new_link(db, application.id, days=days, by=user)
            memory()["new-link"] = (str(application.id), token)
        st.rerun()
