"""A quote counts only where it was really said."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.evaluation.evidence import LEAST_CHARACTERS, Evidence, Span, evidence_in, find_span

SAID = "We moved 95 percent of it.  Then Straße 12\nwas closed, so I rebuilt the load at night."


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("I rebuilt the load at night", "I rebuilt the load at night"),
        ("i REBUILT   the\tload", "I rebuilt the load"),
        ("  then strasse 12 was closed ", "Then Straße 12\nwas closed"),
        ("moved 95 percent of it. then", "moved 95 percent of it.  Then"),
    ],
)
def test_white_space_and_case_do_not_matter(quote: str, found: str) -> None:
    span = find_span(SAID, quote)
    assert span is not None
    assert SAID[span.start : span.end] == found


@pytest.mark.parametrize(
    ("quote", "why"),
    [
        ("I rebuilt the whole load", "a word was added"),
        ("rebuilt load at night", "a word was left out"),
        ("We moved 95 percent of it, Then", "other punctuation"),
        ("5 percent of it", "half of a number"),
        ("e moved 95 percent", "half of a word"),
        ("rebuilt the load at nigh", "half of a word at the end"),
        ("load", "too short to tell"),
        ("", "nothing"),
        ("… … … … …", "no letters"),
    ],
)
def test_anything_else_does(quote: str, why: str) -> None:
    assert find_span(SAID, quote) is None, why


def test_a_later_place_is_found_where_the_first_would_cut_a_word() -> None:
    text = "The preloading slowed. Reloading every night helped."
    span = find_span(text, "reloading every")
    assert span == Span(23, 38)
    again = "unreloading every day, reloading every night"
    found = find_span(again, "reloading every")
    assert found is not None
    assert found.start == 23


def test_scripts_without_spaces_can_be_quoted_from_the_middle() -> None:
    text = "昨年私はデータ基盤を作り直して夜間処理を半分にしました。"
    assert find_span(text, "データ基盤を作り直して") is not None


def test_a_letter_is_not_parted_from_its_accent() -> None:
    text = "we met at the cafe\N{COMBINING ACUTE ACCENT} daily"
    assert find_span(text, "we met at the cafe") is None


@given(st.text(min_size=1, max_size=200), st.data())
def test_what_is_found_is_what_was_quoted(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    quote = text[start : data.draw(st.integers(start, len(text)))]
    span = find_span(text, quote)
    if span is not None:
        there = " ".join(text[span.start : span.end].casefold().split())
        assert there == " ".join(quote.casefold().split())
        assert sum(map(str.isalnum, there)) >= LEAST_CHARACTERS


@given(st.lists(st.text("abcdefgh", min_size=3, max_size=9), min_size=4, max_size=30), st.data())
def test_whole_words_are_always_found(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    first = data.draw(st.integers(0, len(words) - 3))
    assert find_span(text, "\n".join(words[first:]).upper()) is not None


def test_evidence_survives_being_stored() -> None:
    kept = evidence_in(uuid.uuid4(), SAID, Span(3, 19))
    assert kept.quote == "moved 95 percent"
    assert Evidence.from_json(kept.to_json()) == kept
