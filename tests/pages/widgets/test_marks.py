"""Marked words, as HTML."""

import re
from html import escape

from hypothesis import given
from hypothesis import strategies as st

from pages.widgets.marks import Mark, found_in, marked_html

MARKS = st.lists(st.builds(Mark, st.integers(-3, 30), st.integers(-3, 30), st.sampled_from("ab")))


@given(st.text(max_size=25), MARKS)
def test_marking_changes_nothing_of_the_text(text: str, marks: list[Mark]) -> None:
    shown = marked_html(text, marks)
    assert re.sub(r"</?mark[^>]*>", "", shown) == escape(text)
    assert "<" not in re.sub(r"</?mark[^>]*>", "", shown)


def test_where_marks_overlap_words_bear_both_styles() -> None:
    marks = [Mark(0, 8, "one"), Mark(4, 12, "two")]
    assert marked_html("A hot key <b>", marks) == (
        '<mark class="one">A ho</mark><mark class="one two">t ke</mark>'
        '<mark class="two">y &lt;b</mark>&gt;'
    )


def test_a_mark_outside_the_text_is_passed_over() -> None:
    assert marked_html("Kafka", [Mark(-1, 3), Mark(3, 99), Mark(4, 4)]) == "Kafka"


def test_a_search_is_taken_literally_in_any_case() -> None:
    assert found_in("C++ and c++", "c++") == [Mark(0, 3), Mark(8, 11)]
    assert found_in("Kafka", "") == []
