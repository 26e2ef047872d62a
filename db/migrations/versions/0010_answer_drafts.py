"""Answers that are being written and not sent yet."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "answer_drafts",
        sa.Column("interview_id", sa.Uuid(), nullable=False),
        sa.Column("answer_id", sa.Uuid(), nullable=False),
        sa.Column("asking", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["interview_id"], ["interviews.id"], ondelete="CASCADE",
            name=op.f("fk_answer_drafts_interview_id_interviews"),
        ),
        sa.PrimaryKeyConstraint("interview_id", name=op.f("pk_answer_drafts")),
    )  # fmt: skip


def downgrade() -> None:
    op.drop_table("answer_drafts")
