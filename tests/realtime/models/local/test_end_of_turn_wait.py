"""Silence is waited for as long as it may still be a pause, within bounds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.realtime.models.local.end_of_turn_wait import (
    FEW_PAUSES,
    FIRST,
    LEAST,
    MOST,
    UTMOST,
    EndOfTurnWait,
    sounds_finished,
)

USUAL = EndOfTurnWait(1_400)
FINISHED = "We split the topic by customer and moved the heavy readers to a group of their own."
SURE, SO_SO, NOT = 0.95, 0.3, 0.02
FIRST_MS, LEAST_MS, LONGEST_MS = FIRST * 1_400, LEAST * 1_400, MOST * 1_400


def having_paused(*pauses: float) -> EndOfTurnWait:
    wait = USUAL
    for pause in pauses:
        wait = wait.after(pause)
    return wait


FLUENT = having_paused(*[250] * 9)


def test_who_sounds_surely_finished_is_answered_soon_even_at_first() -> None:
    assert USUAL.wait_after(FINISHED, SURE) == FIRST_MS


def test_a_long_pause_at_the_beginning_shows_that_this_is_too_soon() -> None:
    assert having_paused(900).wait_after(FINISHED, SURE) > 1.3 * 900


def test_who_sounds_finished_and_is_fluent_is_answered_as_soon_as_anybody() -> None:
    assert LEAST_MS <= FLUENT.wait_after(FINISHED, SURE) < FIRST_MS


def test_the_more_pauses_are_known_the_more_they_count() -> None:
    waits = [having_paused(*[700] * n).wait_after(FINISHED, SURE) for n in (1, 3, 9)]
    assert 700 < waits[2] < waits[1] < waits[0]


def test_short_pauses_do_not_show_that_nobody_will_think_for_longer() -> None:
    assert having_paused(670, 350, 250, 320, 200).wait_after(FINISHED, SURE) > 1_000
    assert having_paused(*[250] * 4).wait_after(FINISHED, SURE) > 3 * 250


def test_what_was_long_ago_is_forgotten() -> None:
    assert having_paused(*[2_500] * 5, *[250] * 40).wait_after(FINISHED, SURE) < FIRST_MS


@given(st.lists(st.floats(0, 60_000), max_size=40), st.sampled_from([None, NOT, SO_SO, SURE]))
def test_the_wait_stays_within_its_bounds(pauses: list[float], completeness: float | None) -> None:
    wait = having_paused(*pauses).wait_after(FINISHED, completeness)
    assert LEAST_MS <= wait <= UTMOST * 1_400


@given(st.lists(st.floats(200, 3_000), min_size=FEW_PAUSES, max_size=20))
def test_half_of_the_pauses_that_somebody_makes_are_never_taken_for_ends(
    pauses: list[float],
) -> None:
    middle = sorted(pauses)[len(pauses) // 2]
    assert having_paused(*pauses).wait_after(FINISHED, SURE) > min(middle, 400)


def test_who_makes_pauses_longer_than_any_wait_is_waited_for_longer() -> None:
    assert having_paused(*[3_000] * 5).wait_after(FINISHED, NOT) > LONGEST_MS


@pytest.mark.parametrize(
    "words",
    ["We changed the index because", "In the third week of that project we", "Yes.", "", "So..."],
)
@pytest.mark.parametrize("completeness", [None, NOT, SO_SO])
def test_words_that_hang_or_only_begin_are_waited_for_long(
    words: str, completeness: float | None
) -> None:
    assert USUAL.wait_after(words, completeness) == LONGEST_MS
    assert not sounds_finished(words, completeness)


def test_hanging_words_are_waited_for_whatever_the_melody() -> None:
    hanging = "We changed the index because"
    assert FLUENT.wait_after(hanging, SURE) == FLUENT.wait_after(hanging, NOT)
    assert FLUENT.wait_after(hanging, SURE) > FLUENT.wait_after(FINISHED, SURE)


@pytest.mark.parametrize(
    "words",
    [
        "No, thank you.",
        "I don’t know.",
        "And that was it.",
        "I am not sure. I have not done that.",
        "Could you repeat the question, please?",
    ],
)
def test_words_that_close_an_answer_end_it_sooner_than_any_melody(words: str) -> None:
    assert USUAL.wait_after(words, SO_SO) < USUAL.wait_after(FINISHED, SO_SO)
    assert sounds_finished(words, SO_SO)


@pytest.mark.parametrize(
    "words", ["And how did he not know that?", "I don't know.", "That was it."]
)
def test_more_may_follow_words_that_close(words: str) -> None:
    assert USUAL.wait_after(words, SURE) > 1_000


@pytest.mark.parametrize("completeness", [None, SO_SO])
def test_without_a_finished_melody_a_whole_sentence_is_waited_for_longer(
    completeness: float | None,
) -> None:
    assert FLUENT.wait_after(FINISHED, completeness) > FLUENT.wait_after(FINISHED, SURE)
    assert not sounds_finished(FINISHED, completeness)


def test_a_melody_that_goes_on_is_waited_for_where_no_sentence_ends() -> None:
    words = "In the end two teams dropped all of the copies of their own"
    assert FLUENT.wait_after(words, NOT) > FLUENT.wait_after(f"{words}.", NOT)


def test_a_short_answer_that_sounds_finished_may_be_the_beginning_of_a_long_one() -> None:
    yes, sentence = "Yes, I have.", "Yes, twice, and I led both of them."
    assert FLUENT.wait_after(yes, SURE) == FLUENT.wait_after(yes, SO_SO)
    assert (
        FLUENT.wait_after(FINISHED, SURE)
        < FLUENT.wait_after(sentence, SURE)
        < FLUENT.wait_after(yes, SURE)
    )


def test_longer_pauses_that_were_asked_for_count_on_top() -> None:
    stretched = EndOfTurnWait(1_400, stretch=2.0, pauses=FLUENT.pauses)
    for words, completeness in ((FINISHED, SURE), (FINISHED, None), ("So...", NOT)):
        wait = FLUENT.wait_after(words, completeness)
        assert stretched.wait_after(words, completeness) == 2 * wait
