"""Job postings: create, edit, publish, close, list."""

import uuid

from sqlalchemy.orm import Session

from core.access.audit import record
from core.access.permissions import Actor, Permission, permitted
from core.errors import Conflict, InvalidInput, NotFound
from core.interviews.plans.in_force import follow_posting, freeze_plan, propose_for
from core.interviews.plans.versions import locked_posting
from core.models import JobPosting, PostingStatus
from core.models.status import move
from core.postings.content.draft import PostingDraft, checked_values, draft_of
from core.postings.content.revisions import ReadVersion, merge_typed, note_change, require_seen

NO_POSTING = "This job posting does not exist."


def create_posting(
    db: Session, draft: PostingDraft, by: Actor, *, form: uuid.UUID | None = None
) -> JobPosting:
    """A new posting, as a draft.

    ``form`` is the id of the form that it was typed into: sent twice, it is saved once.

    Raises:
        NotAllowed: if ``by`` may not hire.
        InvalidInput: naming the field that is wrong.
    """
    user = permitted(db, by, Permission.HIRE)
    values = checked_values(draft)
    kept = db.get(JobPosting, form) if form else None
    if kept and all(getattr(kept, column) == value for column, value in values.items()):
        return kept
    id_ = form if form and not kept else uuid.uuid4()
    posting = JobPosting(id=id_, **values, created_by=user.id if user else None)
    db.add(posting)
    db.flush()
    record(db, user, "created the posting", "posting", posting.id, title=posting.title)
    return posting


def update_posting(
    db: Session,
    posting_id: uuid.UUID,
    draft: PostingDraft,
    by: Actor,
    *,
    read: ReadVersion[PostingDraft] | None = None,
) -> JobPosting:
    """Change a posting. Existing interviews keep their base prompt, and opened ones their snapshot
    of the posting (see core.postings.content.opening_snapshot).

    ``read`` is what the form was loaded with: fields that it left alone keep their saved value.

    Raises:
        NotAllowed: if ``by`` may not hire.
        InvalidInput: naming the field that is wrong.
        NotFound: if there is no such posting.
        Stale: if somebody else changed a field otherwise that ``draft`` changes, too.
    """
    user = permitted(db, by, Permission.HIRE)
    posting = locked_posting(db, posting_id)
    draft = merge_typed(db, posting, read, draft, draft_of(posting))
    values = checked_values(draft)
    if posting.status is PostingStatus.OPEN:
        _require_subject(values["description"], values["required_skills"])
    proposed = propose_for(posting)
    changed = [column for column, value in values.items() if getattr(posting, column) != value]
    for column in changed:
        setattr(posting, column, values[column])
    db.flush()
    if changed:
        follow_posting(db, posting, proposed)
        note_change(db, posting, user, "edited the posting", changed=changed)
    return posting


def get_posting(db: Session, posting_id: uuid.UUID | str, by: Actor) -> JobPosting:
    """The posting with this id, for the team.

    Raises:
        NotAllowed: if ``by`` may not see postings.
        NotFound: if there is none, or the id is not one.
    """
    permitted(db, by, Permission.INSPECT)
    return find_posting(db, posting_id)


def public_posting(db: Session, posting_id: uuid.UUID | str) -> JobPosting:
    """The posting with this id, for anybody.

    Raises:
        NotFound: if there is none, or it is a draft, which nobody outside may see.
    """
    posting = find_posting(db, posting_id)
    if posting.status is PostingStatus.DRAFT:
        raise NotFound(NO_POSTING)
    return posting


def find_posting(db: Session, posting_id: uuid.UUID | str) -> JobPosting:
    """The posting with this id.

    Raises:
        NotFound: if there is none, or the id is not one.
    """
    try:
        posting = db.get(JobPosting, uuid.UUID(str(posting_id)))
    except ValueError:
        posting = None
    if posting is None:
        raise NotFound(NO_POSTING)
    return posting


def publish_posting(
    db: Session, posting_id: uuid.UUID, by: Actor, *, seen: int | None = None
) -> JobPosting:
    """Open a posting for applications, and freeze the plan by which they are interviewed.

    From then on it has a description or a skill. ``seen`` is the revision that was looked at.

    Raises:
        NotAllowed: if ``by`` may not hire.
        InvalidInput: if there is nothing to interview about, the plan has no question about a
            required skill, or its core does not fit the minutes.
        Conflict: if it is open already, or was changed since ``seen``.
    """
    user = permitted(db, by, Permission.HIRE)
    posting = locked_posting(db, posting_id)
    require_seen(db, posting, seen, user)
    _require_subject(posting.description, posting.required_skills)
    move(posting, PostingStatus.OPEN)
    db.flush()
    freeze_plan(db, posting, user)
    note_change(db, posting, user, "published the posting")
    return posting


def _require_subject(description: str, skills: list[str]) -> None:
    if not skills and not description.strip():
        raise InvalidInput(
            "required_skills", "Please name a required skill or describe the job to publish it."
        )


def close_posting(
    db: Session, posting_id: uuid.UUID, by: Actor, *, seen: int | None = None
) -> JobPosting:
    """Take no more applications; existing interviews go on.

    Raises:
        NotAllowed: if ``by`` may not hire.
        Conflict: if it is not open, or was changed since ``seen``.
    """
    user = permitted(db, by, Permission.HIRE)
    posting = locked_posting(db, posting_id)
    require_seen(db, posting, seen, user)
    move(posting, PostingStatus.CLOSED)
    db.flush()
    note_change(db, posting, user, "closed the posting")
    return posting


def require_open(posting: JobPosting) -> None:
    """Refuse what only an open posting takes.

    Raises:
        Conflict: with a message for the candidate.
    """
    if posting.status is not PostingStatus.OPEN:
        raise Conflict("This job is not taking applications at the moment.")
