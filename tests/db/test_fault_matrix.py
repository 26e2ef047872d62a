"""However the database is away, an interview loses no answer and keeps none twice."""

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from core.realtime.session import persistence
from db import bounded_connection, embedded, engine
from tests.db.fault_matrix import AT, ROWS, Outcome, Row, World, by_voice, in_writing, world_in

SECONDS = 1.0
"""Of an outage, so that the tests are quick; the program plays them at full length."""


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Short timeouts, so that short outages are noticed like long ones."""
    monkeypatch.setattr(bounded_connection.BoundedConnection, "answer_seconds", 0.5)
    monkeypatch.setattr(engine, "POOL_SECONDS", 0.5)
    monkeypatch.setattr(embedded, "ORPHAN_SECONDS", 0.2)
    monkeypatch.setattr(persistence, "SLOW_SECONDS", 0.05)
    monkeypatch.setattr(persistence, "RETRY_DELAYS", (0.05, 0.1))
    folder = Path(tempfile.mkdtemp(prefix="rolecall-faults-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def world(place: Path, request: pytest.FixtureRequest) -> Iterator[World]:
    row: Row = request.getfixturevalue("row")
    try:
        with world_in(place / "world", disk=row.disk) as made:
            yield made
    except OSError as error:
        pytest.skip(str(error))


def holds(outcome: Outcome) -> None:
    assert len(outcome.given) >= AT
    assert (outcome.lost, outcome.twice) == (0, 0)
    assert outcome.completed
    assert set(outcome.saw) <= {"waiting", "waiting_long"}


def shortened(row: Row) -> Row:
    return replace(row, seconds=min(SECONDS, row.seconds))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_in_writing(world: World, row: Row) -> None:
    holds(in_writing(world, shortened(row)))


@pytest.mark.parametrize(
    "row", [row for row in ROWS if row.name.startswith(("killed", "frozen"))],
    ids=lambda row: row.name,
)  # fmt: skip
def test_by_voice(world: World, row: Row) -> None:
    holds(by_voice(world, shortened(row)))
