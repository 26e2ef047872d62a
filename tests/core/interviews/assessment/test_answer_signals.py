"""What moves the level where no language model listens: only that something was not done."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.interviews.assessment.answer_signals import MOST_WORDS, says_not_done, signal_of
from core.interviews.assessment.topics import Signal

FULL = (
    "Last year our Kafka consumers fell behind every evening because one partition held half of "
    "all the orders. I measured the lag for each partition, changed the key so that large shops "
    "were spread out, and moved the slow lookup out of the consumer. In the end the lag dropped "
    "from forty minutes to under two, and I wrote down how we would notice it earlier next time."
)
NOT_DONE = [
    "I have not done that.",
    "I haven't done that.",
    "I have never used that one, sorry, so I would have to look at it first.",
    "Sorry, I've never worked with Kafka.",
    "I don't have any experience with that.",
    "No idea, I would have to guess here and that would not help you very much.",
    "I’m afraid I don’t remember, it was a long time ago and others did it mostly.",
    "Das habe ich noch nie gemacht.",
    "Damit habe ich nicht gearbeitet.",
    "Das weiß ich leider nicht.",
    "Damit habe ich keine Erfahrung.",
    "Je n'ai jamais fait ça.",
    "Je n’ai pas encore travaillé avec Kafka.",
    "Désolé, je ne sais pas.",
    "Je n'ai aucune expérience avec cela.",
    "Nunca lo he hecho.",
    "No he trabajado con eso.",
    "No tengo experiencia con Kafka.",
    "Lo siento, no lo sé.",
]
ANSWERED = [
    "",
    "Yes.",
    "Kafka.",
    "I wrote the loader and it ran every night.",
    "We never lost a record after I changed the key.",
    "I did not stop there, I asked the suppliers as well.",
    "Ich habe den Ladevorgang nie ohne Prüfung laufen lassen.",
    "J'ai changé la clé et le retard a disparu.",
    "Cambié la clave y el retraso desapareció, sin perder nada.",
]


@pytest.mark.parametrize("answer", NOT_DONE)
def test_what_was_not_done_leads_to_an_easier_question(answer: str) -> None:
    assert says_not_done(answer)
    assert signal_of(answer) is Signal.WEAK
    assert says_not_done(answer.upper())


@pytest.mark.parametrize("answer", ANSWERED)
def test_an_answer_of_any_form_leaves_the_level_as_it_is(answer: str) -> None:
    assert signal_of(answer) is Signal.MIXED


def test_what_was_not_done_inside_a_full_answer_does_no_harm() -> None:
    assert signal_of(f"I have never used Flink. {FULL}") is Signal.MIXED


@pytest.mark.parametrize(
    "answer",
    [
        FULL,
        f"{FULL} {FULL}",
        "I improved, I reduced, I increased. In the end it was better because of me.",
        "In the end I reduced it by half because we planned it. " + "blah " * 50,
        "kafka " * 500,
    ],
)
def test_neither_length_nor_stock_words_raise_the_level(answer: str) -> None:
    assert signal_of(answer) is Signal.MIXED


@given(
    st.text(max_size=400) | st.lists(st.sampled_from(["never", "done", "I", "have"])).map(" ".join)
)
def test_no_answer_is_ever_taken_for_a_strong_one(answer: str) -> None:
    assert signal_of(answer) in {Signal.WEAK, Signal.MIXED}


@given(st.integers(MOST_WORDS, 200))
def test_a_long_answer_is_never_taken_for_nothing_done(words: int) -> None:
    assert not says_not_done("I have never done it. " + "word " * words)


def test_a_hostile_answer_of_a_megabyte_is_read() -> None:
    assert signal_of("never " + "a" * 500_000 + " i" * 250_000) is Signal.MIXED
