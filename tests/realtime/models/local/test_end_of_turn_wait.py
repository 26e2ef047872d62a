"""Silence is waited for as long as this candidate's pauses ask for, within bounds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.realtime.models.local.end_of_turn_wait import (
    LEAST_MS,
    LEAST_PAUSES,
    MOST,
    EndOfTurnWait,
)

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


def test_short_pauses_alone_never_shorten_the_wait() -> None:
    assert having_paused(*[200] * 10).wait_ms == USUAL.wait_ms


def test_what_was_long_ago_is_forgotten() -> None:
    assert having_paused(*[2_500] * 5, *[200] * 40).wait_ms == USUAL.wait_ms


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


def test_who_sounds_finished_and_is_fluent_is_answered_soon() -> None:
    assert having_paused(*[250] * LEAST_PAUSES).wait_after(FINISHED, 0.9) == LEAST_MS


def test_who_sounds_finished_is_waited_for_until_their_pauses_are_known() -> None:
    assert having_paused(250).wait_after(FINISHED, 0.9) == USUAL.wait_ms


@given(st.lists(st.floats(200, 5_000), min_size=1, max_size=40), st.floats(0, 1))
def test_no_pause_that_somebody_made_lately_would_be_cut_short_unless_it_was_before(
    pauses: list[float], completeness: float
) -> None:
    wait = having_paused(*pauses)
    assert wait.wait_after(FINISHED, completeness) > min(max(pauses[-20:]), wait.wait_ms - 1)


@pytest.mark.parametrize(
    "words", ["In the end two teams dropped all of the copies of their own", "So...", "Yes."]
)
def test_where_words_and_melody_hang_it_is_waited_for_long(words: str) -> None:
    fluent = having_paused(*[250] * 9)
    assert fluent.wait_after(words, 0.01) == 2 * fluent.wait_ms


@pytest.mark.parametrize("completeness", [None, 0.01, 0.3, 0.99])
def test_hanging_words_are_waited_for_whatever_the_melody(completeness: float | None) -> None:
    fluent = having_paused(*[250] * 9)
    assert fluent.wait_after("We changed the index because", completeness) == 2 * fluent.wait_ms


@pytest.mark.parametrize("completeness", [None, 0.01, 0.3])
def test_without_a_finished_melody_a_whole_sentence_is_waited_for_as_usual(
    completeness: float | None,
) -> None:
    fluent = having_paused(*[250] * 9)
    assert fluent.wait_after(FINISHED, completeness) == fluent.wait_ms


def test_longer_pauses_that_were_asked_for_stretch_the_short_wait_as_well() -> None:
    fluent = having_paused(*[250] * 9)
    stretched = EndOfTurnWait(1_400, stretch=2.0, pauses=fluent.pauses)
    assert stretched.wait_after(FINISHED, 0.9) == 2 * fluent.wait_after(FINISHED, 0.9)


def test_a_short_answer_that_sounds_finished_may_be_the_beginning_of_a_long_one() -> None:
    fluent = having_paused(*[250] * 9)
    assert fluent.wait_after("Yes, I have.", 0.99) == fluent.wait_after("Yes, I have.")
    twice = fluent.wait_after("Yes, twice, and I led both of them.", 0.99)
    assert fluent.wait_after(FINISHED, 0.99) < twice < fluent.wait_ms
