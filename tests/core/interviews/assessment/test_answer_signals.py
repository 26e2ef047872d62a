"""How far an answer went, by its structure alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.base_prompts.library import load_base_prompts
from core.interviews.assessment.answer_signals import FEW_WORDS, MANY_WORDS, read_signal
from core.interviews.assessment.topics import Signal
from core.skills.competencies import skill_competency

KAFKA = skill_competency("Kafka", technical_role=True)
FULL = (
    "Last year our Kafka consumers fell behind every evening because one partition held half of "
    "all the orders. I measured the lag for each partition, changed the key so that large shops "
    "were spread out, and moved the slow lookup out of the consumer. In the end the lag dropped "
    "from forty minutes to under two, and I wrote down how we would notice it earlier next time."
)


def test_an_answer_with_action_reason_result_and_topic_is_strong() -> None:
    assert read_signal(FULL, KAFKA) is Signal.STRONG


def test_a_full_answer_about_something_else_is_not_strong() -> None:
    elsewhere = FULL.replace("Kafka consumers", "van drivers").replace("consumer", "depot")
    for word in ("partition", "lag"):
        elsewhere = elsewhere.replace(word, "round")
    assert read_signal(elsewhere, KAFKA) is Signal.MIXED


def test_without_a_topic_structure_alone_counts() -> None:
    assert read_signal(FULL, None) is Signal.STRONG


def test_a_long_answer_without_structure_is_mixed() -> None:
    assert read_signal("Kafka is very nice and useful indeed. " * 20, KAFKA) is Signal.MIXED


def test_an_answer_of_middling_length_is_mixed() -> None:
    assert read_signal(" ".join(FULL.split()[:30]), KAFKA) is Signal.MIXED


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "   ",
        "...!?",
        "Yes.",
        "Kafka.",
        "I don't know.",
        "I have never used that one, sorry, so I would have to look at it first.",
        "Well, honestly, I do not really know how one would do that in practice at all.",
        "I’m afraid I don’t remember, it was a long time ago and others did it mostly.",
        "No idea, I would have to guess here and that would not help you very much.",
    ],
)
def test_hardly_an_answer_is_weak(answer: str) -> None:
    assert read_signal(answer, KAFKA) is Signal.WEAK


def test_a_modest_word_inside_a_full_answer_does_no_harm() -> None:
    assert read_signal(f"I am not sure that I would do it again. {FULL}", KAFKA) is Signal.STRONG


def test_case_and_apostrophes_make_no_difference() -> None:
    assert read_signal(FULL.upper(), KAFKA) is read_signal(FULL, KAFKA)
    declined = "I don't know how one would do that in practice, or where to begin."
    assert read_signal(declined.replace("'", "’"), KAFKA) is read_signal(declined, KAFKA)


def test_a_keyword_counts_as_a_whole_word_only() -> None:
    go = skill_competency("Go", technical_role=True)
    assert "go" in {keyword.casefold() for keyword in go.keywords}
    only_inside = " ".join(["ago", "good"] * 5)
    text = f"Once I built it because of 5 reasons and in the end it improved. {only_inside} " * 4
    others = [keyword for keyword in go.keywords if keyword.casefold() in text.casefold()]
    assert [keyword.casefold() for keyword in others] == ["go"]
    assert read_signal(text, go) is Signal.MIXED
    assert read_signal(f"{text} We use Go.", go) is Signal.STRONG


def test_repeating_words_is_not_enough() -> None:
    assert read_signal("kafka " * 500, KAFKA) is not Signal.STRONG


@settings(deadline=None)
@given(st.text(max_size=400) | st.text(st.sampled_from("i we built ed \n'’1"), max_size=400))
def test_every_answer_gives_the_same_signal_again(answer: str) -> None:
    signal = read_signal(answer, KAFKA)
    assert signal in Signal
    assert read_signal(answer, KAFKA) is signal


@settings(deadline=None)
@given(st.lists(st.sampled_from(["word", "I", "built", "because"]), max_size=FEW_WORDS - 1))
def test_a_few_words_are_always_weak(words: list[str]) -> None:
    assert read_signal(" ".join(words), None) is Signal.WEAK


def test_a_hostile_answer_of_a_megabyte_is_read() -> None:
    assert read_signal("i " + "a" * 500_000 + " i" * 250_000, KAFKA) in Signal


@pytest.mark.parametrize("name", sorted(load_base_prompts()))
def test_a_strong_answer_is_within_reach_for_every_competency(name: str) -> None:
    for competency in load_base_prompts()[name].competencies:
        answer = f"{FULL} That is what {competency.keywords[0]} taught me."
        assert len(answer.split()) > MANY_WORDS
        assert read_signal(answer, competency) is Signal.STRONG
