"""Recordings in Postgres: with consent only, whole when read, gone when deleted."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from core.access.audit import trail
from core.access.permissions import PROGRAM
from core.errors import NotFound
from core.models import Interview, Turn, TurnAudio, utc_now
from core.recordings.opus import RATE, Piece, decode
from core.recordings.service import (
    agree_to_recording,
    delete_recording,
    delete_recordings_after,
    keep_recording,
    own_recording,
    recorded_seconds,
    recording_of,
)
from tests.core.recordings.recorded_turns import a_recording, a_turn
from tests.factories import link_to, ready_interview


def keep(db: Session, turn: Turn, pieces: list[Piece]) -> bool:
    return keep_recording(db, turn.interview_id, turn.number, pieces)


@pytest.fixture
def interview(db: Session) -> Interview:
    """An interview whose candidate agreed to be recorded."""
    made = ready_interview(db)
    agree_to_recording(db, link_to(db, made))
    return made


def pieces_stored(db: Session) -> int:
    return db.scalar(select(func.count()).select_from(TurnAudio)) or 0


def test_without_consent_nothing_is_kept(db: Session) -> None:
    turn = a_turn(db, ready_interview(db))
    assert not keep(db, turn, a_recording())
    assert pieces_stored(db) == 0


def test_agreeing_twice_keeps_the_first_moment(db: Session, interview: Interview) -> None:
    first = interview.recording_consented_at
    agree_to_recording(db, link_to(db, interview))
    assert interview.recording_consented_at == first


def test_a_turn_that_is_no_more_takes_no_recording(db: Session, interview: Interview) -> None:
    assert not keep_recording(db, interview.id, 7, a_recording())


def test_the_pieces_of_a_turn_are_read_as_one_recording(
    db: Session, interview: Interview, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.recordings.opus.PIECE_SECONDS", 1)
    turn, other = a_turn(db, interview), a_turn(db, interview, 2)
    assert keep(db, turn, a_recording(3.5))
    assert keep(db, other, a_recording(1))
    assert len(decode(recording_of(db, turn.id, PROGRAM))) / 2 / RATE == pytest.approx(
        3.5, abs=0.05
    )
    lengths = recorded_seconds(db, interview.id)
    assert lengths == {turn.id: pytest.approx(3.5, abs=0.05), other.id: pytest.approx(1, abs=0.05)}


def test_a_turn_without_recording_says_so(db: Session, interview: Interview) -> None:
    with pytest.raises(NotFound):
        recording_of(db, a_turn(db, interview).id, PROGRAM)


def test_a_candidate_hears_turns_of_their_own_interview_only(
    db: Session, interview: Interview
) -> None:
    turn = a_turn(db, interview)
    keep(db, turn, a_recording())
    assert own_recording(db, turn.id, link_to(db, interview))
    with pytest.raises(NotFound):
        own_recording(db, turn.id, link_to(db, ready_interview(db)))


def test_a_deleted_recording_is_gone_and_nothing_is_added_later(
    db: Session, interview: Interview
) -> None:
    turn = a_turn(db, interview)
    keep(db, turn, a_recording())
    assert delete_recording(db, link_to(db, interview)) == 1
    assert pieces_stored(db) == 0
    assert not keep(db, a_turn(db, interview, 2), a_recording())
    assert db.get_one(Turn, turn.id).text == "Because of the lag."
    (event,) = trail(db, [interview.id], PROGRAM)
    assert (event.actor, event.action, event.detail) == (
        "The candidate", "deleted the recording", {"turns": 1},
    )  # fmt: skip


def test_deleting_includes_the_first_take(db: Session, interview: Interview) -> None:
    keep(db, a_turn(db, interview), a_recording())
    second = ready_interview(db)
    second.retake_of_id = interview.id
    db.flush()
    assert delete_recording(db, link_to(db, second)) == 1
    assert pieces_stored(db) == 0
    assert not keep(db, a_turn(db, interview, 2), a_recording())


def test_deleting_spares_the_recordings_of_others(db: Session, interview: Interview) -> None:
    other = ready_interview(db)
    agree_to_recording(db, link_to(db, other))
    turn = a_turn(db, other)
    keep(db, turn, a_recording())
    assert delete_recording(db, link_to(db, interview)) == 0
    assert recording_of(db, turn.id, PROGRAM)


def test_recordings_past_their_time_are_deleted_and_younger_ones_stay(
    db: Session, interview: Interview
) -> None:
    old, young = a_turn(db, interview), a_turn(db, interview, 2)
    for turn in (old, young):
        keep(db, turn, a_recording())
    long_ago = utc_now() - timedelta(days=31)
    db.execute(update(TurnAudio).where(TurnAudio.turn_id == old.id).values(created_at=long_ago))
    assert delete_recordings_after(db, 30) == 1
    assert list(recorded_seconds(db, interview.id)) == [young.id]
