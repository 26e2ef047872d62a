"""The interview plan of a posting: proposed, edited, frozen as versions."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from core.access.permissions import Actor, Permission, permitted
from core.errors import Conflict
from core.models import (
    Interview,
    InterviewPlanVersion,
    InterviewStatus,
    JobPosting,
    PostingStatus,
    User,
)
from core.plans.edits import differences, require_complete
from core.plans.interview_plan import InterviewPlan, uncovered
from core.plans.proposal import propose_plan, question_for
from core.plans.versions import (
    draft_version,
    freeze,
    locked_posting,
    new_row,
    newest_version,
    plan_in,
)
from core.posting_roles import Focus, focus_of, role_of
from core.postings.frozen import posting_of
from core.postings.revisions import note_change, require_seen
from core.prompt_text import clean_skills
from core.prompts import BasePrompt, load_base_prompts


@dataclass(frozen=True)
class PlanView:
    """What the team sees of a posting's plan.

    Attributes:
        plan: the one being edited, else the newest version, else what would be proposed.
        editing: the version number being edited, None if there is none.
        published: the version number that new candidates get, None before publishing.
        missing: required skills that ``plan`` has no question about.
        changes: what ``plan`` changes against the published version, in words.
    """

    plan: InterviewPlan
    editing: int | None
    published: int | None
    missing: tuple[str, ...]
    changes: tuple[str, ...]


def propose_for(posting: JobPosting) -> InterviewPlan:
    """What the plan of ``posting`` begins with, by its own fields alone; it may be unsaved."""
    return propose_plan(posting, base_of(posting), posting.interview_minutes or 20)


def base_of(posting: JobPosting) -> BasePrompt:
    """The base prompt that ``posting`` is interviewed with now."""
    return load_base_prompts()[role_of(posting).base_prompt]


def view_plan(db: Session, posting: JobPosting, by: Actor) -> PlanView:
    """The plan as it stands; nothing is stored by looking.

    Raises:
        NotAllowed: if ``by`` may not see postings.
    """
    permitted(db, by, Permission.INSPECT)
    return _view(db, posting)


def _view(db: Session, posting: JobPosting) -> PlanView:
    draft, published = draft_version(db, posting.id), newest_version(db, posting.id)
    kept = draft or published
    plan = plan_in(kept) if kept else propose_for(posting)
    if draft:
        plan = _aligned(plan, posting)
    return PlanView(
        plan,
        draft.version if draft else None,
        published.version if published else None,
        tuple(uncovered(plan, posting.required_skills)),
        tuple(differences(plan_in(published) if published else None, plan)),
    )


def next_plan(db: Session, posting: JobPosting, by: Actor) -> InterviewPlan:
    """What the next candidate would be asked; of a draft, the plan as it stands.

    Raises:
        NotAllowed: if ``by`` may not see postings.
    """
    permitted(db, by, Permission.INSPECT)
    published = newest_version(db, posting.id)
    return plan_in(published) if published else _view(db, posting).plan


def change_plan(
    db: Session,
    posting_id: uuid.UUID,
    change: Callable[[InterviewPlan], InterviewPlan],
    by: Actor,
    *,
    seen: int | None = None,
) -> InterviewPlan:
    """Apply ``change`` to the plan being edited, which begins as the one in force.

    Two people who edit at once wait for each other; neither overwrites the other's change.
    ``seen`` is the posting's revision that was looked at.

    Raises:
        NotAllowed: if ``by`` may not hire.
        NotFound: if there is no such posting.
        InvalidInput: if ``change`` does.
        Stale: if posting or plan were changed since ``seen``.
    """
    user = permitted(db, by, Permission.HIRE)
    posting = locked_posting(db, posting_id)
    require_seen(db, posting, seen, user)
    draft = draft_version(db, posting.id) or _begin_draft(db, posting)
    before = _aligned(plan_in(draft), posting)
    plan = change(before)
    draft.content = plan.to_json()
    db.flush()
    if changes := differences(before, plan):
        note_change(db, posting, user, "changed the interview plan", changes=changes)
    return plan


def add_missing(
    db: Session, posting_id: uuid.UUID, by: Actor, *, seen: int | None = None
) -> InterviewPlan:
    """Add a proposed question for each required skill that has none.

    Raises:
        NotAllowed: if ``by`` may not hire.
        NotFound: if there is no such posting.
    """
    permitted(db, by, Permission.HIRE)
    posting = locked_posting(db, posting_id)

    def complete(plan: InterviewPlan) -> InterviewPlan:
        for skill in uncovered(plan, posting.required_skills):
            question = question_for(plan, [skill], base_of(posting))
            plan = replace(plan, questions=(*plan.questions, question)) if question else plan
        return plan

    return change_plan(db, posting_id, complete, by, seen=seen)


def discard_changes(
    db: Session, posting_id: uuid.UUID, by: Actor, *, seen: int | None = None
) -> None:
    """Forget the plan being edited; the version in force, or the proposal, is shown again.

    Raises:
        NotAllowed: if ``by`` may not hire.
        NotFound: if there is no such posting.
        Stale: if posting or plan were changed since ``seen``.
    """
    user = permitted(db, by, Permission.HIRE)
    posting = locked_posting(db, posting_id)
    require_seen(db, posting, seen, user)
    draft = draft_version(db, posting.id)
    if draft:
        db.delete(draft)
        note_change(db, posting, user, "discarded changes to the interview plan")


def publish_version(
    db: Session, posting_id: uuid.UUID, by: Actor, *, seen: int | None = None
) -> int:
    """Freeze the edited plan of an open posting as its next version; returns the number.

    Candidates who have applied keep the version that they were given.

    Raises:
        NotAllowed: if ``by`` may not hire.
        Conflict: if the posting is not open, or nothing is being edited.
        InvalidInput: if a required skill has no question, or the core does not fit the time.
    """
    user = permitted(db, by, Permission.HIRE)
    posting = locked_posting(db, posting_id)
    require_seen(db, posting, seen, user)
    if posting.status is not PostingStatus.OPEN:
        raise Conflict("The plan is published together with the posting.")
    if draft_version(db, posting.id) is None:
        raise Conflict("There is nothing new to publish.")
    return freeze_plan(db, posting, user).version


def freeze_plan(db: Session, posting: JobPosting, by: User | None) -> InterviewPlanVersion:
    """The version that a posting opens with: the edited plan, the newest, or the proposal.

    Raises:
        InvalidInput: if a required skill has no question, or the core does not fit the time.
    """
    draft, newest = draft_version(db, posting.id), newest_version(db, posting.id)
    if draft is None and newest is not None:
        require_complete(plan_in(newest), posting.required_skills)
        return newest
    plan = _aligned(plan_in(draft), posting) if draft else propose_for(posting)
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
    """What ``interview`` asks; without a version of its own it is proposed from ``base``."""
    proposed = posting_plan(db, interview)
    return proposed or propose_plan(posting_of(interview), base, interview.minutes)


def follow_posting(db: Session, posting: JobPosting, before: InterviewPlan) -> None:
    """After ``posting`` was edited: a plan that nobody has touched is proposed anew.

    ``before`` is what was proposed before the edit.
    """
    draft = draft_version(db, posting.id)
    if draft is None:
        return
    kept = plan_in(draft)
    if (kept.questions, kept.probes) == (before.questions, before.probes):
        draft.content = propose_for(posting).to_json()
        db.flush()


def _aligned(plan: InterviewPlan, posting: JobPosting) -> InterviewPlan:
    """``plan`` with what the posting itself decides, as it stands now."""
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


def _begin_draft(db: Session, posting: JobPosting) -> InterviewPlanVersion:
    """A plan to edit; what an open posting asks meanwhile stays as it is."""
    is_open = posting.status is PostingStatus.OPEN
    kept = plan_in_force(db, posting) if is_open else newest_version(db, posting.id)
    return new_row(db, posting.id, plan_in(kept) if kept else propose_for(posting))


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
