"""Lists of job postings: for the team and for the public, searched and paged in SQL."""

import uuid
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from core.access.permissions import Actor, Permission, permitted
from core.models import Application, ApplicationStatus, JobPosting, PostingStatus
from core.text.fields import clean_line

PAGE_SIZE = 20
LONGEST_SEARCH = 400
"""Characters of a search that are read."""


@dataclass(frozen=True)
class PostingRow:
    """A line of the list: the posting and how many applications stand at each stage."""

    posting: JobPosting
    stages: dict[ApplicationStatus, int]

    @property
    def applications(self) -> int:
        """Applications in all."""
        return sum(self.stages.values())


def list_postings(
    db: Session, by: Actor, search: str = "", status: PostingStatus | None = None, page: int = 0
) -> tuple[list[PostingRow], int]:
    """One page of postings for the team, newest first, and how many match in all.

    Args:
        by: who looks.
        search: words looked for in title, company and skills.
        status: only postings in this status.
        page: from 0, of ``PAGE_SIZE`` each.

    Raises:
        NotAllowed: if ``by`` may not see postings.
    """
    permitted(db, by, Permission.INSPECT)
    postings, total = _page(db, search, status, page)
    counts = _stage_counts(db, [posting.id for posting in postings])
    return [PostingRow(posting, counts.get(posting.id, {})) for posting in postings], total


def public_postings(db: Session, search: str = "", page: int = 0) -> tuple[list[JobPosting], int]:
    """One page of the open postings, for anybody: newest first, and how many match in all."""
    return _page(db, search, PostingStatus.OPEN, page)


def _page(
    db: Session, search: str, status: PostingStatus | None, page: int
) -> tuple[list[JobPosting], int]:
    conditions = [_mentions(word) for word in clean_line(search[:LONGEST_SEARCH]).split()[:10]]
    if status:
        conditions.append(JobPosting.status == status)
    total = db.scalar(select(func.count()).select_from(JobPosting).where(*conditions)) or 0
    postings = db.scalars(
        select(JobPosting)
        .where(*conditions)
        .order_by(JobPosting.created_at.desc(), JobPosting.id)
        .offset(page * PAGE_SIZE)
        .limit(PAGE_SIZE)
    )
    return list(postings), total


def _mentions(word: str) -> ColumnElement[bool]:
    skills = func.array_to_string(JobPosting.required_skills, " ")
    columns = (JobPosting.title, JobPosting.company, skills)
    return or_(*(column.icontains(word, autoescape=True) for column in columns))


def _stage_counts(
    db: Session, ids: list[uuid.UUID]
) -> dict[uuid.UUID, dict[ApplicationStatus, int]]:
    rows = db.execute(
        select(Application.job_posting_id, Application.status, func.count())
        .where(Application.job_posting_id.in_(ids))
        .group_by(Application.job_posting_id, Application.status)
    )
    counts: dict[uuid.UUID, dict[ApplicationStatus, int]] = {}
    for posting_id, status, count in rows:
        counts.setdefault(posting_id, {})[status] = count
    return counts
