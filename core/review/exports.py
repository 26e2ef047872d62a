"""Exports: scorecards as CSV or JSON, an interview as text or as a page to print."""

import re
import uuid
from typing import Any, Literal

import pandas as pd
from sqlalchemy import or_, select
from sqlalchemy.orm import Session, selectinload

from core.access.audit import record
from core.access.permissions import Actor, Permission, permitted_member
from core.export import Export
from core.interviews.service import find_interview, list_turns
from core.models import Candidate, Interview, Scorecard, User
from core.postings.service import find_posting
from core.review.decisions import decisions_about
from core.review.packet import packet_html
from core.review.printed import When, packet_of, transcript_text
from core.review.scorecards import evidence_of, rating_access, submitted_scorecards

COLUMNS = (
    "posting", "candidate", "email", "interview", "plan_version", "reviewer", "submitted_at",
    "competency", "rating", "insufficient_evidence", "note", "evidence", "disagreement", "summary",
)  # fmt: skip
_FORMULA = re.compile(r"^(?:\s*[=+\-@＝＋－＠]|[\t\r\n])")
"""How a formula begins in spreadsheets (OWASP, CSV injection); some skip spaces, and some accept
full-width signs."""


def export_scorecards(
    db: Session, posting_id: uuid.UUID, by: Actor, form: Literal["csv", "json"]
) -> Export:
    """Every submitted rating of a posting that ``by`` may see, one a line.

    Raises:
        NotAllowed: if ``by`` may only look.
        NotFound: if there is no such posting.
    """
    user = permitted_member(db, by, Permission.HIRE)
    posting = find_posting(db, posting_id)
    rows, left_out = _rows(db, posting_id, posting.title, user)
    record(
        db, user, f"exported scorecards as {form.upper()}", "posting", posting.id, lines=len(rows)
    )
    table = pd.DataFrame(rows, columns=list(COLUMNS)).astype({"rating": "Int64"})
    media_type, content = ("text/csv", to_csv(table)) if form == "csv" else (
        "application/json", to_json(table))  # fmt: skip
    return Export(f"scorecards-{posting.id}.{form}", media_type, content, left_out)


def export_packet(db: Session, interview_id: uuid.UUID, by: Actor, when: When) -> Export:
    """An interview as a page to print; ratings that ``by`` has still to give are left out.

    Raises:
        NotAllowed: if ``by`` may not hire.
        NotFound: if there is no such interview.
    """
    user = permitted_member(db, by, Permission.HIRE)
    interview = find_interview(db, interview_id)
    seen = rating_access(db, interview, user).open
    cards = submitted_scorecards(db, [interview.id]) if seen else []
    application = interview.application
    decisions = decisions_about(db, application.id) if application else []
    packet = packet_of(interview, list_turns(db, interview.id), cards, decisions, when)
    record(db, user, "exported the interview's packet", "interview", interview.id)
    name = f"interview-{interview.id}.html"
    return Export(name, "text/html", packet_html(packet).encode(), 0 if seen else 1)


def export_transcript(db: Session, interview_id: uuid.UUID, by: Actor, when: When) -> Export:
    """An interview's transcript as plain text.

    Raises:
        NotAllowed: if ``by`` may not see interviews.
        NotFound: if there is no such interview.
    """
    user = permitted_member(db, by, Permission.LOOK)
    interview = find_interview(db, interview_id)
    words = transcript_text(interview, list_turns(db, interview.id), when)
    record(db, user, "exported the interview's transcript", "interview", interview.id)
    return Export(f"interview-{interview.id}.txt", "text/plain; charset=utf-8", words.encode())


def to_csv(table: pd.DataFrame) -> bytes:
    """``table`` as CSV in UTF-8 that Excel recognises, without formulas."""
    return str(table.map(without_formula).to_csv(index=False)).encode("utf-8-sig")


def to_json(table: pd.DataFrame) -> bytes:
    """``table`` as a list of objects; text stays as it was written."""
    text = table.to_json(orient="records", force_ascii=False, indent=2)
    return str(text).encode()


def without_formula(cell: Any) -> Any:
    """``cell``, with an apostrophe in front if a spreadsheet would read it as a formula."""
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
