"""Alembic's environment: runs on the connection that db.migrate hands over."""

from alembic import context

from core.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    compare_server_default=False,
)
with context.begin_transaction():
    context.run_migrations()
