"""Made-up candidates interview in writing through the whole stack; the interviewer is graded."""

import asyncio

import pytest

from core.models import TurnKind
from core.realtime.models.local.model import LocalModel
from core.realtime.models.local.speech import local_speech
from db.engine import Sessions
from tests.simulation import candidates
from tests.simulation.candidates import Candidate
from tests.simulation.grader import grade
from tests.simulation.record import Record
from tests.simulation.stage import POSTINGS, prepare
from tests.simulation.typed import TypedInterview


def interview(sessions: Sessions, posting: str, candidate: Candidate) -> Record:
    interview_id = prepare(sessions, posting)
    played = TypedInterview(
        sessions, interview_id, candidate, lambda: LocalModel(local_speech())
    ).run()
    return asyncio.run(played)


@pytest.mark.parametrize("posting", POSTINGS)
@pytest.mark.parametrize("candidate", candidates.ALL, ids=lambda c: c.name)
def test_whoever_the_candidate_is_the_interviewer_keeps_the_rules(
    sessions: Sessions, posting: str, candidate: Candidate
) -> None:
    record = interview(sessions, posting, candidate)

    assert grade(record) == []
    assert record.completed
    assert record.core
    assert record.turns[-1].kind is TurnKind.CLOSING
