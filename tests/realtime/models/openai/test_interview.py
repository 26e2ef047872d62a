"""Whole interviews with the speaking model, spoken by tones, on real Postgres."""

import asyncio
import itertools
import uuid
from dataclasses import replace

import pytest
from sqlalchemy import select

from core.interviews.accommodations import Accommodations, ask_for
from core.models import InterviewSession, TurnKind
from core.realtime.models.openai.config import OpenAIConfig
from core.realtime.session.room import RoomState
from core.settings import Settings
from db.engine import Sessions
from tests.factories import link_to, ready_interview
from tests.realtime.fake_realtime import FakeRealtime, Script, ToolCall
from tests.realtime.fake_realtime.script import record
from tests.realtime.fault_matrix import ROWS, Row, outcome_of
from tests.realtime.live import turns_of
from tests.realtime.spoken_interview import LAST_WORD, SpokenInterview

ASKED = (TurnKind.OPENING, TurnKind.QUESTION, TurnKind.FOLLOW_UP, TurnKind.PROBE)


def quick(**more: object) -> Script:
    return Script(seconds_a_word=0.03, **more)  # type: ignore[arg-type]


def take_part(
    sessions: Sessions,
    interview_id: uuid.UUID,
    script: Script | None = None,
    config: OpenAIConfig | None = None,
    **how: object,
) -> SpokenInterview:
    """A candidate's whole interview, in which no message to the endpoint was wrong."""

    async def whole() -> SpokenInterview:
        async with FakeRealtime(script or quick()) as server:
            spoken = SpokenInterview(server, sessions, interview_id, **how)  # type: ignore[arg-type]
            await spoken.run(config=config)
            assert (server.violations, server.errors) == ([], [])
            return spoken

    return asyncio.run(whole())


@pytest.fixture
def short_interview(sessions: Sessions) -> uuid.UUID:
    """Ten minutes, about no posting."""
    with sessions.begin() as db:
        return ready_interview(db, None).id


def test_a_whole_interview_is_led_by_the_program_and_kept_turn_by_turn(
    sessions: Sessions, interview_id: uuid.UUID
) -> None:
    spoken = take_part(sessions, interview_id)
    assert spoken.states[-1] is RoomState.COMPLETED
    assert spoken.texts(TurnKind.ANSWER) == [*spoken.given, LAST_WORD]
    questions = spoken.texts(*ASKED)
    assert len(set(questions)) == len(questions) == len(spoken.given) + 1
    assert spoken.heard.stale == 0
    answers = [t for t in turns_of(sessions, interview_id) if t.kind is TurnKind.ANSWER]
    assert all(turn.signal == "mixed" and str(turn.quote) in turn.text for turn in answers[:-1])


def test_what_a_session_used_is_stored_with_it(
    sessions: Sessions, short_interview: uuid.UUID
) -> None:
    take_part(sessions, short_interview)
    with sessions.begin() as db:
        stored = db.scalars(select(InterviewSession)).one()
        assert stored.usage["audio_out"] > 0
        assert stored.usage["transcribed_ms"] > 0


def test_who_asked_for_everything_is_led_to_the_end_as_well(
    sessions: Sessions, short_interview: uuid.UUID
) -> None:
    with sessions.begin() as db:
        wanted = Accommodations(slower_speech=True, more_time=True, longer_pauses=True)
        ask_for(db, link_to(db, short_interview), wanted)

    spoken = take_part(sessions, short_interview)
    assert spoken.states[-1] is RoomState.COMPLETED
    assert spoken.texts(TurnKind.ANSWER) == [*spoken.given, LAST_WORD]


def test_when_the_minutes_are_used_up_the_interview_comes_to_its_farewell(
    sessions: Sessions, short_interview: uuid.UUID
) -> None:
    config = OpenAIConfig.of(Settings(_env_file=None))
    config = replace(config, caps=replace(config.caps, minutes=0))
    spoken = take_part(sessions, short_interview, config=config)
    assert spoken.states[-1] is RoomState.COMPLETED
    assert spoken.texts(TurnKind.ANSWER) == [*spoken.given, LAST_WORD]
    assert len(spoken.given) == 1
    assert len(spoken.texts(TurnKind.CLOSING)) == 1


def test_most_questions_of_an_interview_cost_one_round_trip_to_the_model(
    sessions: Sessions, interview_id: uuid.UUID
) -> None:
    """Whatever the signals of the answers are: the next line is made while they are judged."""
    signals = itertools.cycle(("mixed", "strong", "weak", "mixed", "mixed", "strong"))

    def judge(question_id: str, words: str) -> list[ToolCall]:
        return [record(question_id, words, next(signals))]

    spoken = take_part(sessions, interview_id, quick(judge=judge, think=0.05))
    assert spoken.states[-1] is RoomState.COMPLETED
    assert spoken.heard.stale == 0
    answers = spoken.texts(TurnKind.ANSWER)
    assert answers == [*spoken.given, LAST_WORD]
    asked = [event["response"] for event in spoken.server.sent_of("response.create")]
    apart = sum(a["tool_choice"] == "none" and "conversation" not in a for a in asked)
    opening = 1
    assert apart - opening <= 0.2 * len(answers), (apart, len(answers))


def test_who_cuts_in_is_heard_and_the_utterance_is_kept_as_far_as_it_was_played(
    sessions: Sessions, short_interview: uuid.UUID
) -> None:
    script = Script(seconds_a_word=0.3)
    spoken = take_part(sessions, short_interview, script, cut_in=frozenset({2, 3}))
    talk = spoken.server.talk
    told = [item_id for item_id in talk.items if item_id.startswith("cut-")]
    assert len(talk.truncated) + len(told) == 2
    assert spoken.states[-1] is RoomState.COMPLETED
    assert spoken.heard.stale == 0
    assert spoken.texts(TurnKind.ANSWER) == [*spoken.given, LAST_WORD]
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

    asyncio.run(begin())
    before = turns_of(sessions, short_interview)
    spoken = take_part(sessions, short_interview)
    assert spoken.texts(TurnKind.ANSWER)[0] in spoken.server.talks[0].session["instructions"]
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
    assert outcome.struck
    assert outcome.completed
    assert (outcome.twice, outcome.stale) == (0, 0)
    half_said = row.at == "reply" and RoomState.RECONNECTING in outcome.saw and not row.fatal
    assert outcome.again == half_said
    assert outcome.kept == outcome.given
    assert ("fallback" in outcome.notices) == row.fatal
