"""Silence is waited for as long as this candidate's pauses ask for, within bounds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.realtime.models.local.end_of_turn_wait import LEAST_PAUSES, MOST, EndOfTurnWait

USUAL = EndOfTurnWait(1_400)
FINISHED = "We split the topic by customer and moved the heavy readers to a group of their own."


def having_paused(*pauses: float) -> EndOfTurnWait:
    wait = USUAL
    for pause in pauses:
        wait = wait.after(pause)
    return wait


def test_nothing_is_concluded_from_one_pause() -> None:
    assert having_paused(3_000).wait_ms == USUAL.wait_ms


def test_who_pauses_long_within_sentences_is_waited_for_longer() -> None:
    assert having_paused(*[1_600] * LEAST_PAUSES).wait_ms > 1_600 > USUAL.wait_ms


def test_short_pauses_never_shorten_the_wait() -> None:
    assert having_paused(*[200] * 10).wait_ms == USUAL.wait_ms


def test_what_was_long_ago_is_forgotten() -> None:
    assert having_paused(*[2_500] * 5, *[200] * 20).wait_ms == USUAL.wait_ms


@given(st.lists(st.floats(0, 60_000), max_size=40))
def test_the_wait_stays_within_its_bounds(pauses: list[float]) -> None:
    assert 1_400 <= having_paused(*pauses).wait_ms <= 1_400 * MOST


@pytest.mark.parametrize(
    "words", ["We changed the index because", "In the third week of that project we", "Yes.", ""]
)
def test_words_that_sound_unfinished_are_waited_for_longer(words: str) -> None:
    assert USUAL.wait_after(words) > USUAL.wait_after(FINISHED)


@pytest.mark.parametrize(
    "words",
    [
        "No, thank you.",
        "I don’t know.",
        "And that was it.",
        "I am not sure. I have not done that.",
        "Could you repeat the question, please?",
        FINISHED,
    ],
)
def test_words_that_sound_finished_are_not(words: str) -> None:
    assert USUAL.wait_after(words) == USUAL.wait_ms


def test_longer_pauses_that_were_asked_for_count_on_top() -> None:
    assert EndOfTurnWait(1_400, stretch=2.0).wait_ms == 2 * USUAL.wait_ms
