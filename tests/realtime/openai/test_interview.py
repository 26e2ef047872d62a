"""Whole interviews with the speaking model, spoken by tones, on real Postgres."""

import asyncio
import uuid

import pytest
from sqlalchemy import select

from core.models import InterviewSession, TurnKind
from core.realtime.room import RoomState
from db.engine import Sessions
from tests.factories import ready_interview
from tests.realtime.fake_realtime import FakeRealtime, Script
from tests.realtime.fault_matrix import ROWS, Row, outcome_of
from tests.realtime.live import turns_of
from tests.realtime.spoken_interview import LAST_WORD, SpokenInterview

ASKED = (TurnKind.OPENING, TurnKind.QUESTION, TurnKind.FOLLOW_UP, TurnKind.PROBE)


def quick(**more: object) -> Script:
    return Script(seconds_a_word=0.03, **more)  # type: ignore[arg-type]


@pytest.fixture
def short_interview(sessions: Sessions) -> uuid.UUID:
    """Ten minutes, about no posting."""
    with sessions.begin() as db:
        return ready_interview(db, None).id


def test_a_whole_interview_is_led_by_the_program_and_kept_turn_by_turn(
    sessions: Sessions, interview_id: uuid.UUID
) -> None:
    async def whole() -> SpokenInterview:
        async with FakeRealtime(quick()) as server:
            spoken = SpokenInterview(server, sessions, interview_id)
            await spoken.run()
            assert (server.violations, server.errors) == ([], [])
            return spoken

    spoken = asyncio.run(whole())
    assert spoken.states[-1] is RoomState.COMPLETED
    given = [spoken.answers[n % len(spoken.answers)] for n in range(spoken.answered)]
    assert spoken.texts(TurnKind.ANSWER) == [*given, LAST_WORD]
    questions = spoken.texts(*ASKED)
    assert len(set(questions)) == len(questions) == len(given) + 1
    assert spoken.heard.stale == 0
    answers = [t for t in turns_of(sessions, interview_id) if t.kind is TurnKind.ANSWER]
    assert all(turn.signal == "mixed" and turn.quote in turn.text for turn in answers[:-1])


def test_what_a_session_used_is_stored_with_it(
    sessions: Sessions, short_interview: uuid.UUID
) -> None:
    async def whole() -> None:
        async with FakeRealtime(quick()) as server:
            await SpokenInterview(server, sessions, short_interview).run()

    asyncio.run(whole())
    with sessions.begin() as db:
        stored = db.scalars(select(InterviewSession)).one()
        assert stored.usage["audio_out"] > 0
        assert stored.usage["transcribed_ms"] > 0


def test_who_cuts_in_is_heard_and_the_line_is_kept_as_far_as_it_was_played(
    sessions: Sessions, short_interview: uuid.UUID
) -> None:
    async def whole() -> SpokenInterview:
        async with FakeRealtime(Script(seconds_a_word=0.3)) as server:
            spoken = SpokenInterview(server, sessions, short_interview, cut_in=frozenset({2, 3}))
            await spoken.run()
            assert (server.violations, server.errors) == ([], [])
            assert len(server.talk.truncated) == 2
            return spoken

    spoken = asyncio.run(whole())
    assert spoken.states[-1] is RoomState.COMPLETED
    assert spoken.heard.stale == 0
    given = [spoken.answers[n % len(spoken.answers)] for n in range(spoken.answered)]
    assert spoken.texts(TurnKind.ANSWER) == [*given, LAST_WORD]
    cut = [t for t in turns_of(sessions, short_interview) if t.interrupted]
    assert len(cut) == 2
    for turn in cut:
        assert turn.planned_text is not None
        assert 0 < len(turn.text) < len(turn.planned_text)


def test_after_its_process_died_the_interview_goes_on_at_the_same_question(
    sessions: Sessions, short_interview: uuid.UUID
) -> None:
    async def begin() -> None:
        async with FakeRealtime(quick()) as server:
            spoken = SpokenInterview(server, sessions, short_interview)
            await spoken.run(until=lambda s: s.answered == 2 and len(s.texts(*ASKED)) == 3)

    async def go_on() -> SpokenInterview:
        async with FakeRealtime(quick()) as server:
            spoken = SpokenInterview(server, sessions, short_interview)
            await spoken.run()
            first = server.talks[0].session["instructions"]
            assert spoken.texts(TurnKind.ANSWER)[0] in first
            return spoken

    asyncio.run(begin())
    before = turns_of(sessions, short_interview)
    spoken = asyncio.run(go_on())
    assert spoken.states[-1] is RoomState.COMPLETED
    assert [turn.text for turn in before] == [text for _, _, text in spoken.transcript][
        : len(before)
    ]
    assert len(spoken.texts(TurnKind.WELCOME_BACK)) == 1
    assert len(spoken.texts(TurnKind.OPENING)) == 1
    questions = spoken.texts(*ASKED)
    assert len(set(questions)) == len(questions)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.name}, {row.at}")
def test_a_fault_costs_no_answer_and_no_question(
    row: Row, sessions: Sessions, short_interview: uuid.UUID
) -> None:
    outcome = asyncio.run(outcome_of(row, sessions, short_interview))
    assert outcome.completed
    assert (outcome.twice, outcome.stale) == (0, 0)
    half_said = row.at == "reply" and RoomState.RECONNECTING in outcome.saw and not row.fatal
    assert outcome.again == half_said
    # A voice whose words were not known when the endpoint went for good is lost, and the
    # question it answered is asked again, in writing.
    lost = 1 if row.fatal and row.at == "commit" else 0
    assert outcome.kept == outcome.given - lost
    assert ("fallback" in outcome.notices) == row.fatal
