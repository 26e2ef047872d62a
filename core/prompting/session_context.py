"""Loads what the system prompt says about one interview."""

from sqlalchemy.orm import Session

from core.base_prompts.library import BasePrompt, load_base_prompts
from core.base_prompts.versions import as_of
from core.interviews.plans.in_force import posting_plan
from core.models import Interview, Turn
from core.postings.content.opening_snapshot import resume_text_of
from core.prompting.builder import SessionContext


def context_of(db: Session, interview: Interview, turns: list[Turn]) -> SessionContext:
    """What the system prompt says about ``interview`` after these ``turns``."""
    return SessionContext(
        base_prompt=interview.base_prompt,
        base=_planned_base(db, interview),
        plan=posting_plan(db, interview),
        language=interview.language,
        resume=resume_text_of(interview),
        history=[(turn.speaker.value, turn.text) for turn in turns],
    )


def _planned_base(db: Session, interview: Interview) -> BasePrompt | None:
    """The base prompt in the version that the interview was planned with, if that is known."""
    now = load_base_prompts().get(interview.base_prompt or "")
    return as_of(db, now, interview.base_prompt_version) if now else None
