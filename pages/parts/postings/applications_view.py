"""The list of applications: who applied, their stage, resume and interview link."""

import uuid
from collections.abc import Callable
from html import escape

import streamlit as st

from core.access.permissions import Member, Permission, may
from core.applications.same_address import SameAddress, same_address
from core.models import Application, InterviewStatus, ParsingStatus, Resume
from core.review.pipeline import PipelineFilter, PipelineRow, list_pipeline
from core.text.dates import many
from pages.access.site import page
from pages.composition.wiring import services
from pages.parts.links_view import links_view
from pages.parts.postings.resume_download import resume_download
from pages.parts.same_address_note import look_alike_note, same_address_note
from pages.widgets.forms import field_error
from pages.widgets.keyset_paging import current_cursor, keyset_buttons
from pages.widgets.local_times import date_and_time
from pages.widgets.stage_badge import stage_badge
from pages.widgets.text import plain

_READ = {
    ParsingStatus.PENDING: "being read",
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
    posting_id: uuid.UUID, me: Member, wanted: PipelineFilter, *, size: int,
    beside: Beside | None = None,
) -> None:  # fmt: skip
    """One page of a posting's applications; ``beside`` adds elements to each of them."""
    key = f"applications-{posting_id}"
    with services().begin() as db:
        shown = list_pipeline(db, posting_id, me, wanted, current_cursor(key), size)
        shared = same_address(db, [row.application.candidate.email for row in shown.rows], me)
    field_error("applications")
    if not shown.rows:
        anybody = wanted == PipelineFilter() and current_cursor(key) is None
        st.write("No applications yet." if anybody else "Nobody here.")
    for row in shown.rows:
        _row(row, me, shared.get(row.application.candidate.email), beside)
    names = ("Older", "Newer") if wanted.oldest_first else ("Newer", "Older")
    keyset_buttons(key, shown.further, before=names[0], after=names[1])


def _row(row: PipelineRow, me: Member, shared: SameAddress | None, beside: Beside | None) -> None:
    application = row.application
    with st.container(border=True, gap="xsmall"):
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            with st.container(horizontal=True, gap="small", vertical_alignment="center"):
                _name(application)
                stage_badge(application.status)
                if application.link_requested_at:
                    st.badge("Asked for a new link", icon=":material/link_off:", color="red")
            if may(me, Permission.HIRE):
                _actions(application, me)
            if beside:
                beside(row)
        _facts(row)
        look_alike_note(application.candidate)
        if shared:
            same_address_note(shared, application.id)
        if application.interview and may(me, Permission.HIRE):
            links_view(application.interview, me)


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
        f"{resume.file_name} ({_read(resume)})" if resume else "no resume",
    ]
    if row.scorecards:
        said.append(many(row.scorecards, "scorecard"))
    st.html(f'<p style="margin: 0; overflow-wrap: anywhere">{" · ".join(map(escape, said))}</p>')


def _read(resume: Resume) -> str:
    said = _READ[resume.parsing_status]
    return f"{said}, some text in it is not visible" if resume.hidden else said


def _actions(application: Application, me: Member) -> None:
    if application.resume:
        resume_download(application.resume)
