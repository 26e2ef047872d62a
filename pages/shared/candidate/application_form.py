"""Applying for a posting: the form, and what a candidate sees once it is sent."""

from datetime import timedelta
from typing import NamedTuple

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from core.applications import AlreadyApplied, ResumeFile, request_new_link
from core.errors import InvalidInput
from core.links import interview_url
from core.models import JobPosting, utc_now
from pages.shared.forms import field_error, problem_of
from pages.shared.site import base_url
from pages.shared.tab import memory
from pages.shared.text import day
from pages.shared.wiring import services


class Applied(NamedTuple):
    """What this browser tab keeps after applying; the link is stored nowhere else."""

    link: str
    expires: str
    unread: str | None
    """Why the resume's text could not be read, for the candidate."""


def applied_here(posting_id: str) -> Applied | None:
    """What came of applying for this posting in this tab."""
    kept: Applied | None = memory().get(f"applied-{posting_id}")
    return kept


def application_form(posting: JobPosting) -> None:
    """Name, address and resume; messages stand beside their field, and nothing is lost."""
    form = f"apply-{posting.id}"
    st.subheader("Apply", anchor=False)
    with st.form(form):
        name = st.text_input("Your name", autocomplete="name")
        field_error(form, "name")
        email = st.text_input("E-mail address", autocomplete="email")
        field_error(form, "email")
        upload = st.file_uploader(
            "Resume: PDF, DOCX or TXT, up to 5 MB", type=["pdf", "docx", "txt"], max_upload_size=5
        )
        field_error(form, "resume")
        st.markdown(
            f"**What happens next:** you get a link to an interview by an AI, about "
            f"{posting.interview_minutes} minutes, on a phone or laptop, whenever it suits you. "
            "People read your answers and decide."
        )
        st.markdown(
            "**What is kept:** your name, e-mail address and resume, and later the written text "
            "of your interview. There is no video, and sound is recorded only if you choose so."
        )
        sent = st.form_submit_button("Apply", type="primary")
        field_error(form)
    _already_applied(form)
    if sent:
        memory().pop(f"already-{form}", None)
        with problem_of(form):
            _apply(form, posting, name, email, upload)
        st.rerun()


def _apply(
    form: str, posting: JobPosting, name: str, email: str, upload: UploadedFile | None
) -> None:
    if upload is None:
        raise InvalidInput("resume", "Please choose the file of your resume.")
    with st.spinner("Reading your resume…"):
        resume = ResumeFile.read_from(upload.name, upload.getvalue())
    # From here on no Streamlit command may come: at one, a second click ends this run, and
    # the link must be kept as soon as the application is.
    tab, house = memory(), services()
    try:
        with house.begin() as db:
            made = house.applications.create_application(
                db, name=name, email=email, resume=resume, posting_id=posting.id
            )
    except AlreadyApplied as known:
        tab[f"already-{form}"] = (known.application_id, str(known))
        return
    tab[f"applied-{posting.id}"] = Applied(
        interview_url(base_url(), made.link_token),
        day(utc_now() + timedelta(days=house.settings.link_days)),
        resume.read.reason,
    )


def _already_applied(form: str) -> None:
    """The way back for somebody who has applied before."""
    application_id, message = memory().get(f"already-{form}", (None, ""))
    if application_id is None:
        return
    st.info(message, icon=":material/info:")
    if st.button("Ask for a new link", icon=":material/link:"):
        with services().begin() as db:
            request_new_link(db, application_id)
        st.success(
            "The hiring team has your request. They will send the new link to the e-mail "
            "address of your application.",
            icon=":material/check_circle:",
        )


def thanks(applied: Applied, minutes: int) -> None:
    """The interview link, to open now or to keep."""
    with st.container(border=True):
        st.success("Your application is in. Thank you.", icon=":material/check_circle:")
        if applied.unread:
            st.info(applied.unread, icon=":material/description:")
        st.markdown(
            f"**Your interview link**, valid until {applied.expires}. Please copy it and keep it: "
            "it is shown here only, and it is yours alone."
        )
        st.code(applied.link, language=None, wrap_lines=True)
        st.link_button("Open the interview", applied.link, type="primary", icon=":material/mic:")
        st.markdown(
            f"It takes about {minutes} minutes. You can start when it suits you; if the "
            "connection breaks, the same link goes on where you stopped."
        )
