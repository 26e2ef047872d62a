"""The candidate's own copy of what was said, handed out to whoever holds their link."""

from typing import Any

from core.errors import NotFound
from core.interviews import list_turns
from core.links import open_interview_link
from core.models import InterviewStatus
from pages.shared.candidate.own_transcript import transcript_text
from pages.shell.private_files import File, candidate_route


def _copy(db: Any, link: str) -> File:
    interview = open_interview_link(db, link)
    if interview.status is not InterviewStatus.COMPLETED:
        raise NotFound("The interview is not over.")
    words = transcript_text(interview, list_turns(db, interview.id))
    return File("my-interview.txt", "text/plain; charset=utf-8", words.encode())


def route() -> Any:
    """Where it is handed out."""
    return candidate_route("my-interview", _copy)
