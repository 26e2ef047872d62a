"""The team is told who wants a person, takes back the consent, or asks what only they can answer.

Revision ID: 0015
Revises: 0014
"""

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

BEFORE = ("distress", "conduct", "integrity", "trouble", "other")
AFTER = ("distress", "person", "consent", "question", "conduct", "integrity", "trouble", "other")


def upgrade() -> None:
    _keep_to(AFTER)


def downgrade() -> None:
    op.execute("UPDATE concerns SET kind = 'other' WHERE kind IN ('person', 'consent', 'question')")
    _keep_to(BEFORE)


def _keep_to(kinds: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    name = op.f("ck_concerns_kind")
    op.drop_constraint(name, "concerns")
    op.create_check_constraint(name, "concerns", f"kind IN ({listed})")
