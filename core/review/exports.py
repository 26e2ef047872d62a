"""Scorecards of a posting as a table, for spreadsheets (CSV) and for programs (JSON)."""

import re
import uuid
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd
from sqlalchemy import or_, select
from sqlalchemy.orm import Session, selectinload

from core.audit import record
from core.auth import Permission, require
from core.job_postings import get_posting
from core.models import Candidate, Interview, Scorecard, User
from core.review.scorecards import evidence_of

COLUMNS = (
    "posting", "candidate", "email", "interview", "plan_version", "reviewer", "submitted_at",
    "competency", "rating", "insufficient_evidence", "note", "evidence", "disagreement", "summary",
)  # fmt: skip
_FORMULA = re.compile(r"^[=+\-@\t\r\n]")
"""What spreadsheets take for the beginning of a formula (OWASP, CSV injection)."""


@dataclass(frozen=True)
class Export:
    """A file to hand out; ``left_out`` counts interviews that its reader has still to rate."""

    name: str
    media_type: str
    content: bytes
    left_out: int


def export_scorecards(
    db: Session, posting_id: uuid.UUID, by: User, form: Literal["csv", "json"]
) -> Export:
    """Every submitted rating of a posting that ``by`` may see, one a line.

    Raises:
        NotAllowed: if ``by`` may only look.
        NotFound: if there is no such posting.
    """
    require(by, Permission.HIRE)
    posting = get_posting(db, posting_id)
    rows, left_out = _rows(db, posting_id, posting.title, by)
    record(db, by, f"exported scorecards as {form.upper()}", "posting", posting.id, lines=len(rows))
    table = pd.DataFrame(rows, columns=list(COLUMNS)).astype({"rating": "Int64"})
    media_type, content = ("text/csv", to_csv(table)) if form == "csv" else (
        "application/json", to_json(table))  # fmt: skip
    return Export(f"scorecards-{posting.id}.{form}", media_type, content, left_out)


def to_csv(table: pd.DataFrame) -> bytes:
    """``table`` as UTF-8 that Excel recognises, with nothing that a spreadsheet would run."""
    return str(table.map(unarmed).to_csv(index=False)).encode("utf-8-sig")


def to_json(table: pd.DataFrame) -> bytes:
    """``table`` as a list of objects; text stays as it was written."""
    text = table.to_json(orient="records", force_ascii=False, indent=2)
    return str(text).encode()


def unarmed(cell: Any) -> Any:
    """``cell`` with an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell


def _rows(
    db: Session, posting_id: uuid.UUID, title: str, by: User
) -> tuple[list[dict[str, Any]], int]:
    submitted = Scorecard.submitted_at.is_not(None)
    seen = select(Scorecard.interview_id).where(
        Scorecard.reviewer_id == by.id, or_(submitted, Scorecard.revealed_at.is_not(None))
    )
    of_posting = (
        select(Scorecard, Interview, Candidate)
        .join(Interview, Interview.id == Scorecard.interview_id)
        .outerjoin(Candidate, Candidate.id == Interview.candidate_id)
        .where(Interview.job_posting_id == posting_id, submitted)
        .options(
            selectinload(Scorecard.ratings),
            selectinload(Scorecard.reviewer),
            selectinload(Interview.plan),
        )
        .order_by(Interview.created_at, Scorecard.submitted_at, Scorecard.id)
    )
    rows = [
        line
        for card, interview, candidate in db.execute(of_posting.where(Interview.id.in_(seen)))
        for line in _lines(card, interview, candidate, title)
    ]
    hidden = db.execute(of_posting.where(Interview.id.not_in(seen)))
    return rows, len({interview.id for _, interview, _ in hidden})


def _lines(
    card: Scorecard, interview: Interview, candidate: Candidate | None, title: str
) -> list[dict[str, Any]]:
    return [
        {
            "posting": title,
            "candidate": candidate.name if candidate else "",
            "email": candidate.email if candidate else "",
            "interview": str(interview.id),
            "plan_version": interview.plan.version if interview.plan else None,
            "reviewer": card.reviewer.name,
            "submitted_at": card.submitted_at.isoformat() if card.submitted_at else "",
            "competency": row.competency,
            "rating": row.rating,
            "insufficient_evidence": row.rating is None,
            "note": row.note,
            "evidence": "\n".join(f"“{span.quote}”" for span in evidence_of(row)),
            "disagreement": row.disagreement or "",
            "summary": card.summary,
        }
        for row in card.ratings
    ]
