"""Brings a database to the schema that the models describe."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, text

MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK_KEY = 7_655_001
"""Any number that no other program uses on this database."""


def alembic_config(connection: Connection) -> Config:
    """Alembic's settings, bound to ``connection``."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Apply what is missing; processes that start at once wait for one another."""
    with engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK_KEY})
        command.upgrade(alembic_config(connection), revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Take migrations back to ``revision``."""
    with engine.begin() as connection:
        command.downgrade(alembic_config(connection), revision)
