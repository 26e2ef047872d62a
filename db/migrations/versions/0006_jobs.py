"""The job queue, in a schema of its own; what an evaluation used."""

from pathlib import Path

import sqlalchemy as sa
from alembic import op
from procrastinate.schema import SchemaManager
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

LAST = "03.04.00_50_post_add_retry_failed_job_procedure.sql"
"""procrastinate never changes a migration it has published; a later one needs a revision here."""


def upgrade() -> None:
    files = sorted(Path(SchemaManager.get_migrations_path()).glob("*.sql"))
    names = [file.name for file in files]
    statements = [file.read_text("utf-8") for file in files[: names.index(LAST) + 1]]
    connection = op.get_bind()
    before = connection.scalar(sa.text("SHOW search_path"))
    op.execute("CREATE SCHEMA jobs")
    op.execute("SET LOCAL search_path TO jobs")
    for statement in statements:
        connection.exec_driver_sql(statement.replace("%", "%%"))
    op.execute(f"SET LOCAL search_path TO {before}")
    op.add_column(
        "evaluations", sa.Column("usage", postgresql.JSONB(), server_default="{}", nullable=False)
    )
    op.add_column("evaluations", sa.Column("cost_usd", sa.Float(), nullable=True))


def downgrade() -> None:
    op.drop_column("evaluations", "cost_usd")
    op.drop_column("evaluations", "usage")
    op.execute("DROP SCHEMA jobs CASCADE")
