"""Indexes for lists of a hundred thousand: pages by keyset, search by the beginning of a word."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

WORDS = sa.text(
    "to_tsvector('simple'::regconfig,"
    " (name || ' '::text) || translate(email::text, '@.+-_'::text, '     '::text))"
)
BEFORE: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("applications", ("job_posting_id", "created_at")),
    ("applications", ("job_posting_id", "status")),
    ("interviews", ("status", "created_at")),
)
AFTER: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("applications", ("job_posting_id", "created_at", "id")),
    ("applications", ("job_posting_id", "status", "created_at", "id")),
    ("interviews", ("created_at", "id")),
    ("interviews", ("status", "created_at", "id")),
)


def name(table: str, columns: tuple[str, ...]) -> str:
    return f"ix_{table}_{'_'.join(columns)}"


def upgrade() -> None:
    for table, columns in AFTER:
        op.create_index(name(table, columns), table, list(columns))
    for table, columns in BEFORE:
        op.drop_index(name(table, columns), table_name=table)
    op.create_index("ix_candidates_words", "candidates", [WORDS], postgresql_using="gin")


def downgrade() -> None:
    op.drop_index("ix_candidates_words", table_name="candidates")
    for table, columns in BEFORE:
        op.create_index(name(table, columns), table, list(columns))
    for table, columns in AFTER:
        op.drop_index(name(table, columns), table_name=table)
