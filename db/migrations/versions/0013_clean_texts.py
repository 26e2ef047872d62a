"""Names and notes from before what is typed was cleaned: cleaned as it is now.

Left as they are: turns, which evidence points into by the character; decisions and the audit
trail, which nothing may change; addresses, because another one is another person's.
"""

from collections.abc import Callable, Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from core.text.characters import kept_line, kept_text

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None
BATCH = 200
"""Rows that are held at once; a description may have 100,000 characters."""


def _text(kept: str) -> str:
    return kept_text(kept).strip()


def _lines(kept: list[str]) -> list[str]:
    cleaned = (kept_line(line) for line in kept)
    return [line for line in cleaned if line]


def _note(kept: dict[str, Any]) -> dict[str, Any]:
    return {**kept, "note": _text(kept["note"])} if isinstance(kept.get("note"), str) else kept


CLEANED: dict[str, dict[str, Callable[[Any], Any]]] = {
    "users": {"name": kept_line},
    "candidates": {"name": kept_line},
    "job_postings": {
        "title": kept_line,
        "company": kept_line,
        "description": _text,
        "tech_stack": kept_line,
        "role_category": kept_line,
        "required_skills": _lines,
        "location": kept_line,
    },
    "applications": {"feedback": _text},
    "interviews": {"accommodations": _note},
    "turns": {"corrected_text": _text},
    "concerns": {"note": _text},
    "scorecards": {"summary": _text},
    "ratings": {"note": _text, "disagreement": _text},
    "comparison_weights": {"reason": _text},
}
"""By table and column: what is kept of a value. What would be left empty stays as it is."""
_TYPES: dict[str, Any] = {"required_skills": sa.ARRAY(sa.Text()), "accommodations": JSONB()}


def upgrade() -> None:
    for name, columns in CLEANED.items():
        table = sa.table(
            name,
            sa.column("id", sa.Uuid()),
            *(sa.column(one, _TYPES.get(one, sa.Text())) for one in columns),
        )
        for rows in _batches(table):
            _clean(table, columns, rows)


def downgrade() -> None:
    """What was cleaned stays clean."""


def _batches(table: sa.TableClause) -> Iterator[list[dict[str, Any]]]:
    """All rows, in the order of their ids."""
    wanted = sa.select(table).order_by(table.c.id).limit(BATCH)
    rows = op.get_bind().execute(wanted).mappings().all()
    while rows:
        yield [dict(row) for row in rows]
        after = wanted.where(table.c.id > rows[-1]["id"])
        rows = op.get_bind().execute(after).mappings().all()


def _clean(
    table: sa.TableClause, columns: dict[str, Callable[[Any], Any]], rows: list[dict[str, Any]]
) -> None:
    """Write the rows of a batch that are not clean."""
    cleaned = [
        {**row, **{one: clean(row[one]) or row[one] for one, clean in columns.items() if row[one]}}
        for row in rows
    ]
    changed = [new for old, new in zip(rows, cleaned, strict=True) if old != new]
    if changed:
        to: dict[str, Any] = {one: sa.bindparam(f"new_{one}") for one in columns}
        named = [{f"new_{one}": row[one] for one in row} for row in changed]
        update = table.update().where(table.c.id == sa.bindparam("new_id")).values(to)
        op.get_bind().execute(update, named)
