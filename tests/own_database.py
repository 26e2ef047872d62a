"""A Postgres for a command of its own; tests get theirs from conftest.py."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from db.embedded import EmbeddedPostgres
from db.engine import Sessions, make_engine, make_sessions
from db.migrate import upgrade


@contextmanager
def own_database() -> Iterator[Sessions]:
    """A migrated Postgres that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="rolecall-") as folder:
        Path(folder).chmod(0o755)
        server = EmbeddedPostgres(Path(folder) / "postgres", durable=False)
        engine = make_engine(server.start())
        try:
            upgrade(engine)
            yield make_sessions(engine)
        finally:
            engine.dispose()
            server.stop(force=True)
