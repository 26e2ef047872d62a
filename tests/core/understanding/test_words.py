"""One spelling for what is spoken, typed and recognised."""

import pytest

from core.understanding.words import bare, length, sentences


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("I’d rather not!", "i'd rather  not"),
        ("Pouvez-vous répéter ?", "pouvez vous repeter"),
        ("ещё", "еще"),
        ("أريد إنهاء", "اريد انهاء"),
        ("请 再 说", "请再说"),
    ],
)
def test_spellings_of_the_same_words_are_one(text: str, same: str) -> None:
    assert bare(text) == bare(same)


def test_vowel_signs_of_hindi_are_kept() -> None:
    assert bare("मैं ठीक हूं।") == "मैं ठीक हूं"


def test_an_utterance_is_split_into_sentences_and_clauses() -> None:
    first, second = sentences("Sorry, one moment. Can you hear me?")
    assert (first.clauses, first.asks) == (("sorry", "one moment"), False)
    assert (second.clauses, second.asks) == (("can you hear me",), True)


def test_chinese_counts_two_characters_as_a_word() -> None:
    assert length("我想结束面试") == 3
