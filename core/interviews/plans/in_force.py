"""The plan in force for a posting: the newest frozen version, or the proposal."""

from dataclasses import replace

from sqlalchemy.orm import Session

from core.base_prompts.library import BasePrompt, load_base_prompts
from core.interviews.plans.edits import require_complete
from core.interviews.plans.interview_plan import InterviewPlan
from core.interviews.plans.proposal import propose_plan
from core.interviews.plans.versions import (
    draft_version,
    freeze,
    locked_posting,
    new_row,
    newest_version,
    plan_in,
)
from core.models import Interview, InterviewPlanVersion, InterviewStatus, JobPosting, User
from core.postings.content.opening_snapshot import posting_of
from core.postings.content.revisions import note_change
from core.postings.content.role_choice import Focus, focus_of, role_of
from core.text.untrusted_text import clean_skills


def propose_for(posting: JobPosting) -> InterviewPlan:
    """The proposed plan of ``posting``, which may be unsaved."""
    return propose_plan(posting, base_of(posting), posting.interview_minutes or 20)


def base_of(posting: JobPosting) -> BasePrompt:
    """The base prompt that ``posting`` is interviewed with now."""
    return load_base_prompts()[role_of(posting).base_prompt]


def freeze_plan(db: Session, posting: JobPosting, by: User | None) -> InterviewPlanVersion:
    """Freeze and return what a posting opens with: the edited plan, the newest, or the proposal.

    Raises:
        InvalidInput: if a required skill has no question, or the core does not fit the time.
    """
    draft, newest = draft_version(db, posting.id), newest_version(db, posting.id)
    if draft is None and newest is not None:
        require_complete(plan_in(newest), posting.required_skills)
        return newest
    plan = aligned(plan_in(draft), posting) if draft else propose_for(posting)
    require_complete(plan, posting.required_skills)
    draft = draft or new_row(db, posting.id, plan)
    draft.content = plan.to_json()
    return _frozen(db, posting, draft, by)


def plan_in_force(db: Session, posting: JobPosting) -> InterviewPlanVersion:
    """The version that a new candidate of ``posting`` gets.

    A posting that has none, because it was opened before there were plans or was never
    published, is given the proposal as its first.
    """
    newest = newest_version(db, posting.id)
    if newest is None:
        locked_posting(db, posting.id)
        newest = newest_version(db, posting.id) or _freeze_proposal(db, posting)
    return newest


def posting_plan(db: Session, interview: Interview) -> InterviewPlan | None:
    """The version of its posting's plan that ``interview`` was given, None without one.

    One that was created before there were plans, and has not begun, is given the version now in
    force.
    """
    planned = interview.status is InterviewStatus.SCHEDULED
    if planned and interview.plan is None and interview.job_posting is not None:
        interview.plan = plan_in_force(db, interview.job_posting)
        db.flush()
    return plan_in(interview.plan) if interview.plan else None


def plan_of(db: Session, interview: Interview, base: BasePrompt) -> InterviewPlan:
    """The plan of ``interview``; without a version of its own it is proposed from ``base``."""
    proposed = posting_plan(db, interview)
    return proposed or propose_plan(posting_of(interview), base, interview.minutes)


def follow_posting(db: Session, posting: JobPosting, before: InterviewPlan) -> None:
    """After ``posting`` was edited: propose the plan again, unless the team has edited it.

    ``before`` is what was proposed before the edit.
    """
    draft = draft_version(db, posting.id)
    if draft is None:
        return
    kept = plan_in(draft)
    if (kept.questions, kept.probes) == (before.questions, before.probes):
        draft.content = propose_for(posting).to_json()
        db.flush()


def aligned(plan: InterviewPlan, posting: JobPosting) -> InterviewPlan:
    """``plan`` with the posting's current base prompt, minutes, focus and skills."""
    base = base_of(posting)
    required = {skill.casefold() for skill in clean_skills(posting.required_skills)}
    questions = tuple(
        replace(q, skills=tuple(s for s in q.skills if s.casefold() in required))
        for q in plan.questions
    )
    return replace(
        plan,
        base_prompt=base.name,
        base_prompt_version=base.version,
        minutes=posting.interview_minutes,
        technical=focus_of(posting, base.name) is Focus.TECHNICAL,
        questions=questions,
    )


def _freeze_proposal(db: Session, posting: JobPosting) -> InterviewPlanVersion:
    """The proposal as the first version; a plan that is being edited becomes the next."""
    proposal, draft = propose_for(posting), draft_version(db, posting.id)
    if draft is None:
        return _frozen(db, posting, new_row(db, posting.id, proposal), None)
    edited = plan_in(draft)
    draft.content = proposal.to_json()
    _frozen(db, posting, draft, None)
    new_row(db, posting.id, edited)
    return draft


def _frozen(
    db: Session, posting: JobPosting, row: InterviewPlanVersion, by: User | None
) -> InterviewPlanVersion:
    freeze(db, row, by)
    note_change(db, posting, by, "published the interview plan", version=row.version)
    return row
