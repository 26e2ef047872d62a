"""Recordings: what goes in comes out, in bounded pieces, without gaps."""

import pytest

from core.recordings import opus
from core.recordings.opus import RATE, OpusEncoder, Piece, decode, join
from tests.core.recordings.sound import SAMPLE, a_voice, likeness


def pieces_of(pcm: bytes, step: int = 1_920) -> list[Piece]:
    encoder = OpusEncoder()
    for start in range(0, len(pcm), step):
        encoder.feed(pcm[start : start + step])
    return encoder.finish()


def test_what_was_said_comes_back_as_it_was_and_when_it_was() -> None:
    voice = a_voice(7.3)
    heard = decode(join([piece.content for piece in pieces_of(voice)]))
    assert abs(len(heard) - len(voice)) <= RATE // 50 * SAMPLE * 2
    assert likeness(voice, heard) > 0.8


@pytest.mark.parametrize("step", [1, 959, 961, 50_000])
def test_it_does_not_matter_in_which_portions_the_samples_come(step: int) -> None:
    voice = a_voice(0.5)
    (odd,), (even,) = pieces_of(voice, step), pieces_of(voice)
    assert decode(odd.content) == decode(even.content)


def test_no_piece_is_longer_than_half_a_minute_or_larger_than_its_bound() -> None:
    pieces = pieces_of(a_voice(70))
    assert [piece.duration_ms // 1_000 for piece in pieces] == [30, 30, 10]
    assert all(len(piece.content) <= opus.PIECE_BYTES for piece in pieces)


def test_a_piece_ends_where_it_would_become_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opus, "PIECE_BYTES", 16_384)
    pieces = pieces_of(a_voice(20))
    assert len(pieces) > 1
    assert all(len(piece.content) <= 16_384 for piece in pieces)


def test_pieces_joined_are_the_recording_that_was_never_cut(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    voice = a_voice(10)
    whole = pieces_of(voice)
    monkeypatch.setattr(opus, "PIECE_SECONDS", 3)
    cut = pieces_of(voice)
    assert (len(whole), len(cut)) == (1, 4)
    assert decode(join([piece.content for piece in cut])) == decode(whole[0].content)


def test_each_piece_plays_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opus, "PIECE_SECONDS", 2)
    voice = a_voice(6)
    second = pieces_of(voice)[1]
    assert likeness(voice[2 * RATE * SAMPLE :], decode(second.content)) > 0.8
    assert second.duration_ms == 2_000


def test_nothing_said_is_no_piece() -> None:
    assert pieces_of(b"") == []
