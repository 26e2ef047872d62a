"""Cutting a text at a word, or between two characters as readers see them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text.cutting import cut_at_word

COUPLE = "\U0001f469\u200d\U0001f4bb"  # a woman, a joiner and a computer: one emoji


@pytest.mark.parametrize(
    ("text", "limit", "cut"),
    [
        ("Hello brave world", 17, "Hello brave world"),
        ("Hello brave world", 16, "Hello brave…"),
        ("Hello brave world", 12, "Hello brave…"),
        ("Hello brave world", 11, "Hello…"),
        ("use C#, Java", 9, "use C#,…"),
        ("unbreakable", 5, "unbr…"),
        ("你好世界你好世界", 5, "你好世界…"),
        ("共 你好世界你好世界", 6, "共 你好世…"),
        ("你好React", 5, "你好…"),
        ("使用React和Python开发", 9, "使用React和…"),
        ("cafe\u0301s", 5, "caf…"),
        ("x" + COUPLE * 3, 4, "x…"),
        (COUPLE * 3, 4, COUPLE + "…"),
        (COUPLE, 2, "…"),
        ("\ud83d\ude00\ud83d\ude00", 2, "…"),
        ("🇩🇪🇫🇷🇮🇹", 4, "🇩🇪…"),
        ("   unbreakable", 6, "   un…"),
        ("abc", 1, "…"),
        ("abc", 0, ""),
        ("abc", -5, ""),
        ("", 0, ""),
    ],
)
def test_a_cut_falls_between_words_or_whole_characters(text: str, limit: int, cut: str) -> None:
    assert cut_at_word(text, limit) == cut


@given(st.text(), st.integers(-2, 50))
def test_a_cut_text_keeps_to_its_limit_and_is_the_beginning(text: str, limit: int) -> None:
    cut = cut_at_word(text, limit)
    assert len(cut) <= max(limit, 0)
    assert cut == text or text.startswith(cut.removesuffix("…"))


@given(st.text(alphabet="ab ", min_size=1), st.integers(1, 20))
def test_no_word_is_cut_where_a_space_would_do(text: str, limit: int) -> None:
    kept = cut_at_word(text, limit).removesuffix("…")
    after = text[len(kept) : len(kept) + 1]
    assert not after.strip() or " " not in text.lstrip()[: len(kept.lstrip())]


@given(st.text(alphabet="e\u0301\u0302n\u0303 ", min_size=1), st.integers(2, 20))
def test_no_letter_loses_its_accents(text: str, limit: int) -> None:
    kept = cut_at_word(text, limit).removesuffix("…")
    after = text[len(kept) : len(kept) + 1]
    assert not kept or not after or not unicodedata.combining(after)
