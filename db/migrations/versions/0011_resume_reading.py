"""A resume says why it was not read, and what of it does not show."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("resumes", sa.Column("unread_reason", sa.Text(), nullable=True))
    op.add_column("resumes", sa.Column("hidden", JSONB(), nullable=False, server_default="[]"))


def downgrade() -> None:
    op.drop_column("resumes", "hidden")
    op.drop_column("resumes", "unread_reason")
