"""The form to apply for a posting; each opened form is an application of its own."""

from functools import partial

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from core.access.limits import Limit
from core.applications.service import ResumeFile
from core.errors import InvalidInput
from core.models import JobPosting
from pages.composition.wiring import services
from pages.parts.candidate.application_thanks import Applied, keep_applied
from pages.server.client_address import visitor_address
from pages.widgets.callbacks import handled
from pages.widgets.form_storage import clear_form
from pages.widgets.forms import field_error, problem_of
from pages.widgets.tab_state import tab_state
from pages.widgets.text_forms import keep_text_form
from pages.widgets.uploads import release_upload


def application_form(posting: JobPosting) -> None:
    """Name, e-mail address and resume."""
    form = f"apply-{posting.id}"
    fields = {"name": f"{form}-name", "email": f"{form}-email"}
    # The same form sent twice, by a double click or after an outage, is one application.
    key = keep_text_form(form, fields, then=partial(_came_back, form))
    st.subheader("Apply", anchor=False)
    with st.form(form):
        name = st.text_input("Your name", autocomplete="name", key=fields["name"])
        field_error(form, "name")
        email = st.text_input("E-mail address", autocomplete="email", key=fields["email"])
        field_error(form, "email")
        upload = st.file_uploader(
            "Resume: PDF, DOCX or TXT, up to 5 MB", type=["pdf", "docx", "txt"], max_upload_size=5
        )
        if tab_state().get(f"{form}-again") and upload is None:
            st.info("What you typed is still here. Only the file has to be chosen once more.")
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
        st.form_submit_button("Apply", type="primary", on_click=handled(_send), args=(form, key))
        field_error(form)
    # Not in the callback, so that the page can show that the resume is being read. The flag stays
    # until that is done: an outage or a second click only delays it.
    if tab_state().get(_sent(form)) == key:
        with problem_of(form):
            _apply(form, key, posting, name, email, upload)
        tab_state().pop(_sent(form), None)
        st.rerun()


def _send(form: str, key: str) -> None:
    tab_state()[_sent(form)] = key


def _sent(form: str) -> str:
    return f"{form}-sent"


def _came_back(form: str) -> None:
    """After a reload the browser restores typed text, and never a file."""
    tab_state()[f"{form}-again"] = True


def _apply(
    form: str, key: str, posting: JobPosting, name: str, email: str, upload: UploadedFile | None
) -> None:
    if upload is None:
        raise InvalidInput("resume", "Please choose the file of your resume.")
    app = services()
    app.limits.take(Limit.APPLY, client=visitor_address(), posting=str(posting.id))
    with st.spinner("Reading your resume…"):
        resume = ResumeFile.read_from(upload.name, upload.getvalue())
    # No Streamlit command from here on: a second click would end this run at one, and the link
    # must be kept as soon as the application is.
    with app.begin() as db:
        made = app.applications.create_application(
            db, name=name, email=email, resume=resume, posting_id=posting.id, key=key
        )
    keep_applied(posting.id, Applied(made.link_token, resume.read.note))
    clear_form(form)
    release_upload(upload)
