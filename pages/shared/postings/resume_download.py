"""The file of a resume, to take away."""

import uuid
from functools import partial

import streamlit as st

from core.access.permissions import Member
from core.applications import get_resume
from core.models import Resume
from pages.shared.wiring import services


def resume_download(resume: Resume, me: Member) -> None:
    """A button that hands out the file as it was uploaded."""
    st.download_button(
        "Resume",
        partial(resume_bytes, resume.id, me),
        file_name=resume.file_name,
        mime="application/octet-stream",
        icon=":material/download:",
        key=f"resume-{resume.id}",
        on_click="ignore",
    )


def resume_bytes(resume_id: uuid.UUID, me: Member) -> bytes:
    """The file of a resume; asked for outside the page's run, and so behind its gate."""
    with services().begin() as db:
        return get_resume(db, resume_id, me).content
