"""Made-up candidates interview by voice through the whole stack; the interviewer is graded."""

import asyncio

import pytest

from core.models import TurnKind
from db.engine import Sessions
from tests.simulation import candidates
from tests.simulation.candidates import Candidate, leaving
from tests.simulation.grader import grade
from tests.simulation.record import Record
from tests.simulation.stage import prepare
from tests.simulation.timelapse import Timelapse


def interview(sessions: Sessions, posting: str, candidate: Candidate) -> Record:
    """The whole interview, about ten times as fast as it would be held."""
    return asyncio.run(Timelapse(sessions, prepare(sessions, posting), candidate).run())


@pytest.mark.parametrize(
    ("candidate", "posting"),
    [
        (candidates.STRONG, "no posting"),
        (leaving(candidates.WEAK, 4), "account manager"),
        (leaving(candidates.SILENT, 3), "data engineer"),
        (leaving(candidates.CUTTING_IN, 4), "account manager"),
        (leaving(candidates.COUGHING, 4), "data engineer"),
        (leaving(candidates.HALTING, 3), "data engineer"),
    ],
    ids=lambda value: getattr(value, "name", value),
)
def test_whoever_speaks_the_interviewer_keeps_the_rules(
    sessions: Sessions, candidate: Candidate, posting: str
) -> None:
    record = interview(sessions, posting, candidate)

    assert grade(record) == []
    assert record.completed
    assert record.turns[-1].kind is TurnKind.CLOSING
