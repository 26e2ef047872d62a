"""When a session was used last; an index of audit events by their subject."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None
INDEX = "ix_audit_events_subject_created_at"


def upgrade() -> None:
    op.add_column(
        "user_sessions",
        sa.Column(
            "last_seen_at",
            sa.DateTime(timezone=True),
            nullable=False,
            server_default=sa.func.now(),
        ),
    )
    op.create_index(INDEX, "audit_events", ["subject", "created_at"])


def downgrade() -> None:
    op.drop_index(INDEX, "audit_events")
    op.drop_column("user_sessions", "last_seen_at")
