"""Refused sign-ins, which strangers can make, may leave the audit trail after 30 days.

Revision ID: 0014
Revises: 0013
"""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("DROP TRIGGER audit_events_append_only ON audit_events")
    op.execute(
        "CREATE TRIGGER audit_events_unchanged BEFORE UPDATE ON audit_events"
        " FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    # As core.access.retention has it; the database keeps everything else from any program.
    op.execute(
        "CREATE TRIGGER audit_events_kept BEFORE DELETE ON audit_events FOR EACH ROW WHEN (NOT ("
        "OLD.subject = 'sign-in'"
        " AND OLD.action IN ('refused a sign-in', 'refused a sign-in link')"
        " AND OLD.created_at < now() - interval '30 days'))"
        " EXECUTE FUNCTION refuse_change()"
    )


def downgrade() -> None:
    op.execute("DROP TRIGGER audit_events_kept ON audit_events")
    op.execute("DROP TRIGGER audit_events_unchanged ON audit_events")
    op.execute(
        "CREATE TRIGGER audit_events_append_only BEFORE UPDATE OR DELETE ON audit_events"
        " FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
