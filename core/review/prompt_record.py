"""Rebuilds the system prompt that a session opened with, and compares its hash."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.permissions import Actor, Permission, permitted
from core.base_prompts.library import load_base_prompts, prompt_title
from core.errors import NotFound
from core.models import Interview, InterviewSession, Turn
from core.postings.content.opening_snapshot import posting_of
from core.prompting.engine import InterviewEngine
from core.prompting.session_context import context_of


@dataclass(frozen=True)
class SessionPrompt:
    """The system prompt that a session opened with.

    ``exact`` says whether ``text`` has the recorded hash. It does not if the shared parts of the
    prompts have changed since, or, for old interviews without a snapshot, the posting or resume.
    """

    text: str
    sha256: str
    exact: bool


def list_sessions(db: Session, interview: Interview, by: Actor) -> list[InterviewSession]:
    """The connections of an interview, oldest first.

    Raises:
        NotAllowed: if ``by`` may not look.
    """
    permitted(db, by, Permission.LOOK)
    return list(
        db.scalars(
            select(InterviewSession)
            .where(InterviewSession.interview_id == interview.id)
            .order_by(InterviewSession.created_at, InterviewSession.id)
        )
    )


def prompt_of(
    db: Session,
    interview: Interview,
    session: InterviewSession,
    turns: Sequence[Turn],
    by: Actor,
) -> SessionPrompt | None:
    """The prompt of ``session``; None where nothing was recorded, or its base prompt is gone.

    Raises:
        NotAllowed: if ``by`` may not look.
    """
    permitted(db, by, Permission.LOOK)
    if session.prompt_sha256 is None:
        return None
    before = [turn for turn in turns if turn.created_at < session.created_at]
    context = context_of(db, interview, before)
    try:
        text = InterviewEngine().build(interview.role_type, posting_of(interview), context).text
    except NotFound:
        return None
    found = hashlib.sha256(text.encode()).hexdigest()
    return SessionPrompt(text, session.prompt_sha256, found == session.prompt_sha256)


def base_title(interview: Interview) -> str:
    """The base prompt's title, or its name if the library does not have it any more."""
    name = interview.base_prompt or str(interview.role_type)
    return prompt_title(name) if name in load_base_prompts() else name
