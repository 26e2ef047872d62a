"""Applying for a posting: the form, and the way back for who has applied before."""

from datetime import timedelta

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from core.applications import AlreadyApplied, ResumeFile, request_new_link
from core.errors import InvalidInput
from core.links import interview_url
from core.models import JobPosting, utc_now
from core.moments import day
from pages.shared.candidate.applied import Applied
from pages.shared.forms import field_error, problem_of
from pages.shared.site import base_url
from pages.shared.tab import memory
from pages.shared.wiring import services


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
