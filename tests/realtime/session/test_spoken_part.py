"""What of an utterance counts as heard."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.realtime.session.spoken_part import SpokenUtterance, quote_in

TWO = "Hello there. How are you?"


def two_sentences() -> SpokenUtterance:
    """A second for the first sentence, three for the second."""
    spoken = SpokenUtterance(TWO)
    spoken.word("Hello there.")
    spoken.add(1_000)
    spoken.word(TWO)
    spoken.add(3_000)
    return spoken


@pytest.mark.parametrize(
    ("played", "heard"),
    [(0, ""), (500, "Hello"), (1_000, "Hello there."), (2_000, "Hello there. How"), (4_000, TWO)],
)
def test_each_sentence_is_cut_by_its_own_audio(played: int, heard: str) -> None:
    assert two_sentences().heard(played) == heard


def test_without_word_marks_the_words_are_spread_over_all_audio() -> None:
    spoken = SpokenUtterance("one two three four")
    spoken.add(1_000)
    assert spoken.heard(500) == "one two"


def test_an_utterance_that_goes_on_counts_what_was_heard_before_it_was_stopped() -> None:
    spoken = SpokenUtterance(TWO, before="Hello there.")
    spoken.add(1_000)
    assert spoken.heard(0) == "Hello there."
    assert spoken.text == TWO
    assert spoken.rest("Hello there.") == "How are you?"


@pytest.mark.parametrize(
    ("heard", "again"),
    [
        ("", TWO),
        ("Hello", TWO),
        ("Hello there.", "How are you?"),
        ("Hello there. How", "How are you?"),
        (TWO, ""),
    ],
)
def test_after_words_in_between_the_sentence_that_was_cut_begins_again(
    heard: str, again: str
) -> None:
    assert two_sentences().from_cut_sentence(heard) == again


def test_other_words_than_planned_are_what_was_said() -> None:
    spoken = SpokenUtterance("Tell me about Kafka.")
    spoken.word("So, tell me about Kafka!")
    spoken.add(100)
    spoken.complete = True
    assert spoken.text == spoken.heard(100) == "So, tell me about Kafka!"


@given(st.lists(st.tuples(st.text("ab c", max_size=8), st.integers(0, 500)), max_size=6),
       st.integers(0, 4_000))  # fmt: skip
def test_what_was_heard_begins_the_utterance_and_grows_with_the_audio(
    pieces: list[tuple[str, int]], played: int
) -> None:
    spoken, text = SpokenUtterance("planned"), ""
    for words, samples in pieces:
        text = f"{text} {words}".strip()
        spoken.word(text)
        spoken.add(samples)
    heard = spoken.heard(played)
    assert not pieces or text.startswith(heard)
    assert len(heard) <= len(spoken.heard(played + 100))


@pytest.mark.parametrize(
    ("text", "quote", "kept"),
    [
        ("We  moved to\nKafka.", "moved to kafka", True),
        ("We moved to Kafka.", "moved to Spark", False),
        ("", "moved to Kafka", True),
        ("We moved.", "", False),
    ],
)
def test_a_quote_must_stand_in_the_text(text: str, quote: str, kept: bool) -> None:
    assert (quote_in(text, quote) == quote) is kept
