"""Listening noises and our own echo are told from speech that is meant for somebody."""

import pytest

from core.realtime.session.backchannel import MOST_ECHO_WORDS, echoes, says_nothing

LINE = "Thank you. How did you keep the Kafka consumers from falling behind under load?"


@pytest.mark.parametrize(
    "words", ["", "Mm-hm.", "Okay.", "Right, right.", "Uh-huh", "I see.", "Yeah, sure.", "Mhm, ok"]
)
def test_a_sign_of_listening_says_nothing(words: str) -> None:
    assert says_nothing(words)


@pytest.mark.parametrize(
    "words",
    ["Sorry, wait.", "No.", "Can I ask something?", "Okay, so I built the consumer.", "Kafka."],
)
def test_a_word_that_means_something_is_heard(words: str) -> None:
    assert not says_nothing(words)


@pytest.mark.parametrize(
    "words",
    [
        "how did you keep the kafka consumers",
        "How did you keep the coffee consumers from falling behind",
        "falling behind under load",
    ],
)
def test_the_interviewers_own_words_are_an_echo(words: str) -> None:
    assert echoes(words, LINE)


@pytest.mark.parametrize(
    "words",
    ["", "Kafka", "We kept a small buffer in front of every consumer.", "Sorry, could you wait?"],
)
def test_the_candidates_words_are_not(words: str) -> None:
    assert not echoes(words, LINE)


def test_more_words_than_anybody_says_at_one_go_are_not_compared() -> None:
    assert not echoes("and so on " * MOST_ECHO_WORDS, "and so on " * MOST_ECHO_WORDS)
