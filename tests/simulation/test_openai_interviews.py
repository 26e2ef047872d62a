"""The same candidates before the speaking model, at an endpoint that is strict about it."""

import asyncio

import pytest

from core.models import TurnKind
from db.engine import Sessions
from tests.realtime.fake_realtime import FakeRealtime, Script, ToolCall
from tests.realtime.fake_realtime.script import record
from tests.realtime.stage import model_for
from tests.simulation import candidates
from tests.simulation.candidates import Candidate
from tests.simulation.grader import grade
from tests.simulation.record import Record
from tests.simulation.stage import prepare
from tests.simulation.typed import TypedInterview


def by_length(question_id: str, words: str) -> list[ToolCall]:
    """A model that takes long answers for strong ones."""
    count = len(words.split())
    signal = "strong" if count > 40 else "mixed" if count > 10 else "weak"
    return [record(question_id, words, signal)]


def interview(sessions: Sessions, posting: str, candidate: Candidate) -> tuple[Record, list[str]]:
    """The interview, and what the endpoint had to object to."""
    interview_id = prepare(sessions, posting)

    async def scene() -> tuple[Record, list[str]]:
        async with FakeRealtime(Script(judge=by_length)) as server:
            played = TypedInterview(sessions, interview_id, candidate, lambda: model_for(server))
            graded = await played.run()
        return graded, [*map(str, server.violations), *server.errors]

    return asyncio.run(scene())


@pytest.mark.parametrize("posting", ["data engineer", "account manager"])
@pytest.mark.parametrize("candidate", candidates.ALL, ids=lambda c: c.name)
def test_whoever_the_candidate_is_the_speaking_interviewer_keeps_the_rules(
    sessions: Sessions, posting: str, candidate: Candidate
) -> None:
    graded, objections = interview(sessions, posting, candidate)

    assert grade(graded) == []
    assert objections == []
    assert graded.completed
    assert graded.turns[-1].kind is TurnKind.CLOSING
