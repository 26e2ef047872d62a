"""Interviews know the posting that they are about."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("interviews", sa.Column("job_posting_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        "fk_interviews_job_posting_id_job_postings",
        "interviews",
        "job_postings",
        ["job_posting_id"],
        ["id"],
        ondelete="SET NULL",
    )
    op.create_index("ix_interviews_job_posting_id", "interviews", ["job_posting_id"])


def downgrade() -> None:
    op.drop_index("ix_interviews_job_posting_id", table_name="interviews")
    op.drop_constraint("fk_interviews_job_posting_id_job_postings", "interviews")
    op.drop_column("interviews", "job_posting_id")
