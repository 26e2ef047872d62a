"""Runs the Alembic migrations that bring a database to the schema of the models."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, text

MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK_KEY = 7_655_001
"""Of the advisory lock: any number that no other program uses on this database."""


def alembic_config(connection: Connection) -> Config:
    """Alembic's settings, bound to ``connection``."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Migrate up to ``revision``; processes that do so at the same time wait for one another."""
    with engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK_KEY})
        command.upgrade(alembic_config(connection), revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Undo migrations down to ``revision``."""
    with engine.begin() as connection:
        command.downgrade(alembic_config(connection), revision)
