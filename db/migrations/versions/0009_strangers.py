"""E-mail no longer unique; a form's id; who made a link, and its last use; rate-limit counters."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_constraint("uq_candidates_email", "candidates")
    op.create_index("ix_candidates_email", "candidates", ["email"])
    op.add_column("applications", sa.Column("submission_hash", sa.String(64), nullable=True))
    op.create_unique_constraint(
        "uq_applications_submission_hash", "applications", ["submission_hash"]
    )
    op.add_column(
        "interview_links", sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True)
    )
    op.add_column("interview_links", sa.Column("made_by", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        "fk_interview_links_made_by_users", "interview_links", "users", ["made_by"], ["id"],
        ondelete="SET NULL",
    )  # fmt: skip
    op.create_table(
        "limit_counts",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_limit_counts"),
        prefixes=["UNLOGGED"],
    )
    op.create_index("ix_limit_counts_expires_at", "limit_counts", ["expires_at"])


def downgrade() -> None:
    op.drop_table("limit_counts")
    op.drop_column("interview_links", "made_by")
    op.drop_column("interview_links", "last_used_at")
    op.drop_column("applications", "submission_hash")
    # An address was unique: of those who gave the same one, the first keeps it as it is.
    op.execute(
        "UPDATE candidates later SET email = left(later.email, 280) || '#' || later.id "
        "FROM candidates earlier WHERE earlier.email = later.email "
        "AND (earlier.created_at, earlier.id) < (later.created_at, later.id)"
    )
    op.drop_index("ix_candidates_email", "candidates")
    op.create_unique_constraint("uq_candidates_email", "candidates", ["email"])
