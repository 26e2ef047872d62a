"""The download of a resume."""

import uuid
from typing import Any

from core.access.permissions import Member
from core.applications.service import get_resume
from core.export import Export
from core.models import Resume
from pages.access.private_files import file_button, member_route


def resume_download(resume: Resume) -> None:
    """A button that downloads the file as it was uploaded."""
    file_button("Resume", "resume", resume.id)


def _resume(db: Any, me: Member, resume_id: uuid.UUID, form: str) -> Export:
    found = get_resume(db, resume_id, me)
    return Export(found.file_name, "application/octet-stream", found.content)


def route() -> Any:
    """The route of this file."""
    return member_route("resume", _resume)
