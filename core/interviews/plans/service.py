"""The interview plan of a posting: proposed, edited, frozen as versions."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from core.access.permissions import Actor, Permission, permitted
from core.errors import Conflict
from core.interviews.plans.edits import differences
from core.interviews.plans.in_force import aligned, base_of, freeze_plan, plan_in_force, propose_for
from core.interviews.plans.interview_plan import InterviewPlan, uncovered
from core.interviews.plans.proposal import levels_for, question_for
from core.interviews.plans.versions import (
    draft_version,
    locked_posting,
    new_row,
    newest_version,
    plan_in,
)
from core.models import (
    InterviewPlanVersion,
    JobPosting,
    PostingStatus,
)
from core.postings.content.revisions import note_change, require_seen


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


def view_plan(db: Session, posting: JobPosting, by: Actor) -> PlanView:
    """The plan as it is now; reads only.

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
        plan = aligned(plan, posting)
    return PlanView(
        plan,
        draft.version if draft else None,
        published.version if published else None,
        tuple(uncovered(plan, posting.required_skills)),
        tuple(differences(plan_in(published) if published else None, plan)),
    )


def next_plan(db: Session, posting: JobPosting, by: Actor) -> InterviewPlan:
    """The plan that the next candidate would get; of an unpublished posting, the plan so far.

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
    ``seen`` is the posting's revision that the page showed.

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
    before = aligned(plan_in(draft), posting)
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
            question = question_for(plan, [skill], base_of(posting), levels_for(posting))
            plan = replace(plan, questions=(*plan.questions, question)) if question else plan
        return plan

    return change_plan(db, posting_id, complete, by, seen=seen)


def discard_changes(
    db: Session, posting_id: uuid.UUID, by: Actor, *, seen: int | None = None
) -> None:
    """Delete the plan being edited; the version in force, or the proposal, is shown again.

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


def _begin_draft(db: Session, posting: JobPosting) -> InterviewPlanVersion:
    """A new draft to edit; an open posting keeps its version in force."""
    is_open = posting.status is PostingStatus.OPEN
    kept = plan_in_force(db, posting) if is_open else newest_version(db, posting.id)
    return new_row(db, posting.id, plan_in(kept) if kept else propose_for(posting))
