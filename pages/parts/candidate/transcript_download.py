"""The download of the candidate's transcript, for whoever has the interview link."""

from typing import Any

from core.applications.candidates.own_interview import own_record
from core.errors import NotFound
from core.export import Export
from core.models import InterviewStatus
from pages.access.private_files import candidate_route
from pages.parts.candidate.own_transcript import transcript_text


def _copy(db: Any, link: str) -> Export:
    own = own_record(db, link)
    if own.interview.status is not InterviewStatus.COMPLETED:
        raise NotFound("The interview is not over.")
    words = transcript_text(own.interview, own.turns)
    return Export("my-interview.txt", "text/plain; charset=utf-8", words.encode())


def route() -> Any:
    """The route of this file."""
    return candidate_route("my-interview", _copy)
