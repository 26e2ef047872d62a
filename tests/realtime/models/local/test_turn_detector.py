"""Where an answer begins, pauses and ends, told from voice activity alone."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from core.realtime.models.local.turn_detector import (
    CHUNK_MS,
    LEAST_VOICED_MS,
    LONGEST_SEGMENT_MS,
    PAUSE_MS,
    SUSTAINED_MS,
    Mark,
    TurnDetector,
)

CHUNK = bytes(1024)
VOICE, SILENCE = 0.9, 0.05


def feed(detector: TurnDetector, probability: float, ms: int) -> list[Mark]:
    """What ``ms`` of such audio bring about, silence left out."""
    marks = [m for _ in range(ms // CHUNK_MS) for m in detector.feed(CHUNK, probability)]
    return [mark for mark in marks if mark is not Mark.SILENCE]


def test_speech_then_a_pause_is_one_segment() -> None:
    detector = TurnDetector()
    assert feed(detector, VOICE, 1_600) == [Mark.STARTED, Mark.SUSTAINED]
    assert feed(detector, SILENCE, PAUSE_MS + CHUNK_MS) == [Mark.SEGMENT]
    assert len(detector.segments) == 1
    assert not detector.speaking


def test_a_cough_is_dropped() -> None:
    detector = TurnDetector()
    assert feed(detector, VOICE, LEAST_VOICED_MS - CHUNK_MS) == [Mark.STARTED]
    assert feed(detector, SILENCE, PAUSE_MS + CHUNK_MS) == [Mark.DROPPED]
    assert detector.segments == []


def test_a_click_does_not_even_begin() -> None:
    assert feed(TurnDetector(), VOICE, 2 * CHUNK_MS) == []


def test_what_may_become_speech_is_suspected_at_its_first_chunk_and_once() -> None:
    detector, suspected = TurnDetector(), list[bool]()
    for probability in (SILENCE, VOICE, VOICE, VOICE, VOICE, SILENCE):
        detector.feed(CHUNK, probability)
        suspected.append(detector.suspects)
    assert suspected == [False, True, False, False, False, False]


def test_a_breath_in_a_sentence_does_not_cut_it() -> None:
    detector = TurnDetector()
    feed(detector, VOICE, 960)
    assert feed(detector, SILENCE, PAUSE_MS - 2 * CHUNK_MS) == []
    assert feed(detector, VOICE, 960) == []
    assert detector.speaking


def test_only_sustained_speech_counts_as_taking_the_floor() -> None:
    detector = TurnDetector()
    assert Mark.SUSTAINED not in feed(detector, VOICE, SUSTAINED_MS - 2 * CHUNK_MS)
    assert Mark.SUSTAINED in feed(detector, VOICE, 4 * CHUNK_MS)


def test_an_endless_monologue_is_cut_into_pieces_that_can_be_transcribed() -> None:
    detector = TurnDetector()
    marks = feed(detector, VOICE, 3 * LONGEST_SEGMENT_MS)
    assert marks.count(Mark.SEGMENT) >= 2
    longest = LONGEST_SEGMENT_MS // CHUNK_MS + 10
    assert all(len(segment) <= longest * len(CHUNK) for segment in detector.segments)


def test_speech_without_a_breath_is_cut_in_a_gap_between_words() -> None:
    """And not in an "f", of which the detector is least sure, nor in the closure before a "t"."""
    detector, noise = TurnDetector(), np.random.default_rng(1)
    count = (LONGEST_SEGMENT_MS + 3_200) // CHUNK_MS
    gap, consonant, closure = (LONGEST_SEGMENT_MS // CHUNK_MS - back for back in (100, 200, 300))
    quiet = (gap - 1, gap, closure)
    chunks = [
        noise.normal(0, 40 if number in quiet else 3_000, 512).astype(np.int16).tobytes()
        for number in range(count)
    ]
    unsure = {gap - 1: 0.55, gap: 0.55, consonant: 0.51}
    for number, chunk in enumerate(chunks):
        detector.feed(chunk, unsure.get(number, VOICE))
    detector.flush()
    first, second = detector.segments
    assert first + second == b"".join(chunks)
    assert first.endswith(chunks[gap - 1])


def test_the_first_sounds_before_speech_was_certain_are_kept() -> None:
    detector = TurnDetector()
    marked = [bytes([n]) * 1024 for n in range(20)]
    for number, chunk in enumerate(marked):
        detector.feed(chunk, VOICE if number >= 12 else SILENCE)
    feed(detector, VOICE, 640)
    detector.flush()
    assert marked[12] in detector.segments[0]
    assert marked[6] in detector.segments[0]


@given(st.lists(st.floats(0, 1), max_size=400))
def test_no_segment_is_begun_twice_or_ended_without_a_beginning(levels: list[float]) -> None:
    detector, depth = TurnDetector(), 0
    for level in levels:
        for mark in detector.feed(CHUNK, level):
            depth += {Mark.STARTED: 1, Mark.SEGMENT: -1, Mark.DROPPED: -1}.get(mark, 0)
            assert depth in (0, 1)
