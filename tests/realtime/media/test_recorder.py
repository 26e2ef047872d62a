"""The recorder beside a live session: what is kept of whom, and that it never gets in the way."""

import itertools
import logging
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager

import pytest
from sqlalchemy.orm import Session

from core.access.permissions import PROGRAM
from core.errors import DatabaseAway
from core.interviews.service import list_turns
from core.models import Interview, Speaker, Turn, TurnKind
from core.realtime.media import recorder as recording
from core.realtime.media.recorder import LEAD_SECONDS, Recorders
from core.recordings.opus import RATE, decode
from core.recordings.service import (
    agree_to_recording,
    delete_recording,
    recorded_seconds,
    recording_of,
)
from db.engine import Sessions
from tests.core.recordings.sound import a_voice, likeness
from tests.factories import link_to, ready_interview

BATCH = RATE // 25 * 2
"""Bytes of 40 ms, as the microphone's audio comes."""


class Stage:
    """An interview with turns to record, and its recorder."""

    def __init__(self, sessions: Sessions, *, agreed: bool = True) -> None:
        self.sessions = sessions
        with sessions.begin() as db:
            self.interview_id = ready_interview(db).id
            if agreed:
                agree_to_recording(db, link_to(db, self.interview_id))
        self.thread = ThreadPoolExecutor(1)
        self.recorders = Recorders(sessions.begin, self.thread)
        self.recorder = self.recorders.recorder(self.interview_id)
        self._number = 0

    def turn(self) -> int:
        """A turn to record; returns its number."""
        self._number += 1
        with self.sessions.begin() as db:
            turn = Turn(
                interview_id=self.interview_id, number=self._number, speaker=Speaker.CANDIDATE,
                kind=TurnKind.ANSWER, text="Words.",
            )  # fmt: skip
            db.add(turn)
        return self._number

    def keeps(self, number: int) -> None:
        """The answer so far is heard and kept as this turn."""
        self.recorder.answer_heard()
        self.recorder.answer_kept(number)

    def hear(self, pcm: bytes) -> None:
        for start in range(0, len(pcm), BATCH):
            self.recorder.hear(pcm[start : start + BATCH])

    def recorded(self) -> dict[int, float]:
        """Seconds by turn, when all that is under way is done."""
        self.thread.submit(lambda: None).result(timeout=30)
        with self.sessions.begin() as db:
            seconds = recorded_seconds(db, self.interview_id)
            return {turn.number: seconds[turn.id] for turn in self.turns(db) if turn.id in seconds}

    def turns(self, db: Session) -> list[Turn]:
        return list_turns(db, self.interview_id)

    def sound_of(self, number: int) -> bytes:
        with self.sessions.begin() as db:
            return decode(recording_of(db, self.turns(db)[number - 1].id, PROGRAM))


@pytest.fixture
def stage(sessions: Sessions) -> Iterator[Stage]:
    made = Stage(sessions)
    yield made
    made.recorders.close()


def about(seconds: float) -> object:
    return pytest.approx(seconds, abs=0.05)


def test_an_answer_is_kept_with_its_first_sound_and_without_the_time_to_think(
    stage: Stage,
) -> None:
    voice = a_voice(6)
    stage.hear(bytes(RATE * 2 * 20))
    stage.hear(voice[:RATE])
    stage.recorder.speech_started()
    stage.hear(voice[RATE:])
    turn = stage.turn()
    stage.keeps(turn)
    assert stage.recorded() == {turn: about(LEAD_SECONDS - 0.5 + 6)}
    lead = int((LEAD_SECONDS - 0.5) * RATE) * 2
    assert likeness(bytes(lead) + voice, stage.sound_of(turn)) > 0.8


def test_speech_that_starts_again_in_an_answer_belongs_to_it(stage: Stage) -> None:
    for _ in range(3):
        stage.recorder.speech_started()
        stage.hear(a_voice(1))
    turn = stage.turn()
    stage.keeps(turn)
    assert stage.recorded() == {turn: about(3)}


def test_what_is_discarded_is_in_no_recording(stage: Stage) -> None:
    stage.recorder.speech_started()
    stage.hear(a_voice(3))
    stage.recorder.discard()
    stage.recorder.speech_started()
    stage.hear(a_voice(1))
    turn = stage.turn()
    stage.keeps(turn)
    assert stage.recorded() == {turn: about(1)}


def test_a_turn_in_which_nobody_spoke_has_no_recording(stage: Stage) -> None:
    stage.hear(a_voice(1))
    stage.keeps(stage.turn())
    assert stage.recorded() == {}


def test_of_the_interviewer_only_what_was_played_is_kept(stage: Stage) -> None:
    first, second = stage.turn(), stage.turn()
    stage.recorder.voice_begins(first)
    stage.recorder.played(a_voice(2))
    stage.recorder.voice_begins(second)
    stage.recorder.played(a_voice(1.5))
    stage.recorder.close()
    stage.recorder.played(a_voice(1))
    assert stage.recorded() == {first: about(2), second: about(1.5)}


def test_both_voices_at_once_do_not_mix(stage: Stage) -> None:
    asked, said = stage.turn(), stage.turn()
    stage.recorder.voice_begins(asked)
    stage.recorder.speech_started()
    stage.recorder.played(a_voice(2))
    stage.hear(a_voice(1))
    stage.keeps(said)
    stage.recorder.close()
    assert stage.recorded() == {asked: about(2), said: about(1)}


def test_without_consent_nothing_is_recorded(sessions: Sessions) -> None:
    stage = Stage(sessions, agreed=False)
    stage.recorder.speech_started()
    stage.hear(a_voice(1))
    stage.keeps(stage.turn())
    stage.recorder.voice_begins(stage.turn())
    stage.recorder.played(a_voice(1))
    stage.recorder.close()
    with sessions.begin() as db:
        agree_to_recording(db, link_to(db, stage.interview_id))
    assert stage.recorded() == {}


def test_what_is_said_between_an_answer_and_its_keeping_is_not_in_it(stage: Stage) -> None:
    first, second = stage.turn(), stage.turn()
    stage.recorder.speech_started()
    stage.hear(a_voice(2))
    stage.recorder.answer_heard()
    stage.recorder.speech_started()
    stage.hear(a_voice(1))
    stage.recorder.answer_kept(first)
    stage.hear(a_voice(0.5))
    stage.keeps(second)
    assert stage.recorded() == {first: about(2), second: about(1.5)}


def test_an_answer_that_nobody_took_is_in_no_later_turn(stage: Stage) -> None:
    stage.recorder.speech_started()
    stage.hear(a_voice(2))
    stage.recorder.answer_heard()
    stage.keeps(stage.turn())
    assert stage.recorded() == {}


def test_a_process_that_ends_stores_what_is_under_way_and_takes_no_more(
    sessions: Sessions,
) -> None:
    stage = Stage(sessions)
    kept, late = stage.turn(), stage.turn()
    stage.recorder.speech_started()
    stage.hear(a_voice(1))
    stage.keeps(kept)
    stage.recorder.speech_started()
    stage.recorders.close()
    stage.hear(a_voice(2))
    stage.keeps(late)
    with sessions.begin() as db:
        assert len(recorded_seconds(db, stage.interview_id)) == 1


def test_a_deletion_in_the_middle_stops_what_would_have_come(stage: Stage) -> None:
    stage.recorder.speech_started()
    stage.hear(a_voice(1))
    with stage.sessions.begin() as db:
        delete_recording(db, link_to(db, stage.interview_id))
    stage.keeps(stage.turn())
    assert stage.recorded() == {}


def test_the_longest_turn_has_a_bound(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording, "LONGEST_SECONDS", 2)
    stage.recorder.speech_started()
    stage.hear(a_voice(5))
    turn = stage.turn()
    stage.keeps(turn)
    assert stage.recorded() == {turn: about(2)}


def test_a_database_that_is_away_costs_the_recording_and_nothing_else(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def away(*args: object) -> bool:
        raise OSError("no database")

    turn, later = stage.turn(), stage.turn()
    with monkeypatch.context() as gone, caplog.at_level(logging.ERROR):
        gone.setattr(recording, "keep_recording", away)
        stage.recorder.speech_started()
        stage.hear(a_voice(1))
        stage.keeps(turn)
        assert stage.recorded() == {}
    assert "stands without its recording" in caplog.text
    stage.recorder.speech_started()
    stage.hear(a_voice(1))
    stage.keeps(later)
    assert stage.recorded() == {later: about(1)}


def test_a_thread_that_falls_behind_gives_the_turn_up_instead_of_filling_memory(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recording, "_MOST_WAITING", 3)
    stuck = threading.Event()
    stage.thread.submit(stuck.wait, 30)
    stage.recorder.speech_started()
    stage.hear(a_voice(10))
    stuck.set()
    late, later = stage.turn(), stage.turn()
    stage.keeps(late)
    assert stage.recorded() == {}
    stage.recorder.speech_started()
    stage.hear(a_voice(1))
    stage.keeps(later)
    assert stage.recorded() == {later: about(1)}


def test_a_session_that_ends_forgets_an_answer_that_became_no_turn(stage: Stage) -> None:
    stage.recorder.speech_started()
    stage.hear(a_voice(2))
    stage.recorder.close()
    stage.keeps(stage.turn())
    assert stage.recorded() == {}
    with stage.sessions.begin() as db:
        assert db.get_one(Interview, stage.interview_id).recording_consented_at is not None


def test_a_recording_waits_for_a_database_that_is_away_and_is_kept_in_order(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.realtime.media.recorder.STORE_AGAIN_SECONDS", 0.01)
    begin, tries = stage.recorders._begin, itertools.count()
    back = threading.Event()

    def away_or_begin() -> AbstractContextManager[Session]:
        next(tries)
        if not back.is_set():
            raise DatabaseAway
        return begin()

    stage.recorders._begin = away_or_begin
    for _ in range(2):
        stage.recorder.speech_started()
        stage.hear(a_voice(1.0))
        stage.keeps(stage.turn())
    assert stage.recorded() == {}
    assert next(tries) > 0
    back.set()
    for _ in range(3_000):
        if len(stage.recorded()) == 2:
            break
        back.wait(0.01)
    assert sorted(stage.recorded()) == [1, 2]
