"""Applications that gave the same e-mail address, for the team to compare.

Nobody has checked the address on the form. Whether two applications come from one person, and
which of them counts, is for a person to say.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.access.permissions import Actor, Permission, permitted
from core.models import Application, ApplicationStatus, Candidate, Interview, JobPosting

MOST_SHOWN = 8
"""Applications of one address that are listed; the total is given beside them."""


@dataclass(frozen=True)
class Claim:
    """An application that gave an address."""

    application_id: uuid.UUID
    interview_id: uuid.UUID | None
    name: str
    posting: str
    status: ApplicationStatus
    applied_at: datetime


@dataclass(frozen=True)
class SameAddress:
    """All applications that gave one address: ``total`` of them, the newest as ``claims``."""

    total: int
    claims: tuple[Claim, ...]

    @property
    def names_differ(self) -> bool:
        """Whether those shown gave different names, apart from case and spaces."""
        return len({" ".join(claim.name.casefold().split()) for claim in self.claims}) > 1


def same_address(db: Session, emails: Iterable[str], by: Actor) -> dict[str, SameAddress]:
    """The addresses, of these, that more than one application gave.

    Raises:
        NotAllowed: if ``by`` may not look.
    """
    permitted(db, by, Permission.LOOK)
    address = Candidate.email
    newest = Application.created_at.desc(), Application.id
    ranked = (
        select(
            address,
            Candidate.name,
            Application.id,
            Application.job_posting_id,
            Application.status,
            Application.created_at,
            func.count().over(partition_by=address).label("total"),
            func.row_number().over(partition_by=address, order_by=newest).label("place"),
        )
        .join(Application, Application.candidate_id == Candidate.id)
        .where(address.in_(set(emails)))
        .subquery()
    )
    found = db.execute(
        select(ranked, Interview.id.label("interview_id"), JobPosting.title)
        .join(JobPosting, JobPosting.id == ranked.c.job_posting_id)
        .outerjoin(Interview, Interview.application_id == ranked.c.id)
        .where(ranked.c.total > 1, ranked.c.place <= MOST_SHOWN)
        .order_by(ranked.c.place)
    )
    claims: dict[str, list[Claim]] = defaultdict(list)
    totals: dict[str, int] = {}
    for row in found:
        totals[row.email] = row.total
        claims[row.email].append(
            Claim(row.id, row.interview_id, row.name, row.title, row.status, row.created_at)
        )
    return {email: SameAddress(totals[email], tuple(claims[email])) for email in totals}
