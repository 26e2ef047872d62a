"""The file of a resume, to take away."""

import uuid
from functools import partial

import streamlit as st

from core.applications import get_resume
from core.auth import COOKIE, Permission, require, user_of_cookie
from core.models import Resume
from pages.shared.wiring import services


def resume_download(resume: Resume) -> None:
    """A button that hands out the file as it was uploaded."""
    st.download_button(
        "Resume",
        partial(resume_bytes, resume.id, st.context.cookies.get(COOKIE)),
        file_name=resume.file_name,
        mime="application/octet-stream",
        icon=":material/download:",
        key=f"resume-{resume.id}",
        on_click="ignore",
    )


def resume_bytes(resume_id: uuid.UUID, cookie: str | None) -> bytes:
    """The file of a resume, for whoever is signed in by ``cookie``.

    It is asked for outside the page's run and so behind its gate, hence the second check.
    """
    with services().begin() as db:
        require(user_of_cookie(db, cookie), Permission.HIRE)
        return get_resume(db, resume_id).content
