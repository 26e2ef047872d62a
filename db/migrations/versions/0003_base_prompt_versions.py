"""Every base prompt version that was in use is kept, and cannot be changed."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "base_prompt_versions",
        sa.Column("version", sa.String(length=12), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("version", name="pk_base_prompt_versions"),
    )
    op.create_index("ix_base_prompt_versions_name", "base_prompt_versions", ["name"])
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$"
        " BEGIN RAISE EXCEPTION 'a row of % is never changed', TG_TABLE_NAME; END $$"
    )
    op.execute(
        "CREATE TRIGGER base_prompt_versions_immutable BEFORE UPDATE OR DELETE"
        " ON base_prompt_versions FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )


def downgrade() -> None:
    op.drop_table("base_prompt_versions")
    op.execute("DROP FUNCTION refuse_change()")
