"""Two versions of a line: what was heard, and what was said."""

from hypothesis import given
from hypothesis import strategies as st

from core.text.word_differences import LONGEST, Kept, Words, word_changes


def test_one_misheard_word_is_one_change() -> None:
    assert word_changes("We moved to Cough Car last year.", "We moved to Kafka last year.") == [
        Words(Kept.BOTH, "We moved to"),
        Words(Kept.BEFORE, " Cough Car"),
        Words(Kept.AFTER, " Kafka"),
        Words(Kept.BOTH, " last year."),
    ]


def test_a_word_with_an_apostrophe_is_one_word() -> None:
    assert word_changes("I don't", "I do") == [
        Words(Kept.BOTH, "I"), Words(Kept.BEFORE, " don't"), Words(Kept.AFTER, " do"),
    ]  # fmt: skip


def test_the_same_line_has_no_change() -> None:
    assert word_changes("Late, not lost.", "Late, not lost.") == [
        Words(Kept.BOTH, "Late, not lost.")
    ]


def test_very_long_lines_are_shown_whole() -> None:
    before, after = "a " * LONGEST, "b"
    assert [one.kept for one in word_changes(before, after)] == [Kept.BEFORE, Kept.AFTER]


@given(st.text(max_size=200), st.text(max_size=200))
def test_both_versions_can_be_read_from_the_changes_to_the_letter(before: str, after: str) -> None:
    changes = word_changes(before, after)
    assert "".join(one.text for one in changes if one.kept is not Kept.AFTER) == before
    assert "".join(one.text for one in changes if one.kept is not Kept.BEFORE) == after
