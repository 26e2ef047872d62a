"""Demo postings for a new installation."""

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from core.access.permissions import PROGRAM
from core.models import JobPosting
from core.postings.content.examples import EXAMPLES
from core.postings.service import create_posting, publish_posting

DEMO_ROLES = ("product", "support", "sales", "qa_automation", "devops", "data_engineering")
DEMO_POSTINGS = tuple(EXAMPLES[role] for role in DEMO_ROLES)


def add_demo_postings(db: Session) -> int:
    """Add the demo postings to a database that has no posting; returns how many were added."""
    # Processes that start at the same time wait here for one another.
    db.execute(text("LOCK TABLE job_postings IN SHARE ROW EXCLUSIVE MODE"))
    if db.scalar(select(func.count()).select_from(JobPosting)):
        return 0
    for draft in DEMO_POSTINGS:
        posting = create_posting(db, draft, PROGRAM)
        posting.is_demo = True
        publish_posting(db, posting.id, PROGRAM)
    return len(DEMO_POSTINGS)
