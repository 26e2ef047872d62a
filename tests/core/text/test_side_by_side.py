"""Two texts side by side."""

from hypothesis import given
from hypothesis import strategies as st

from core.text.side_by_side import LONGEST_LINE, Change, Row, Span, changed_lines, side_by_side

LINES = st.lists(st.text(alphabet="ab \u2028<&", max_size=6), max_size=8).map("\n".join)


def changes(rows: list[Row]) -> list[Change]:
    return [row.change for row in rows]


def side(rows: list[Row], name: str) -> str:
    """The text of one side, put together again."""
    cells = [getattr(row, name) for row in rows]
    return "\n".join(cell.text for cell in cells if cell)


def test_equal_texts_have_no_change() -> None:
    rows = side_by_side("one\ntwo", "one\ntwo")
    assert changes(rows) == [Change.SAME, Change.SAME]
    assert changed_lines(rows) == (0, 0)


def test_an_added_line_stands_on_the_right_alone() -> None:
    rows = side_by_side("one\nthree", "one\ntwo\nthree")
    assert changes(rows) == [Change.SAME, Change.ADDED, Change.SAME]
    assert rows[1].left is None
    assert rows[1].right is not None
    assert (rows[1].right.number, rows[1].right.text) == (2, "two")
    assert changed_lines(rows) == (0, 1)


def test_a_removed_line_stands_on_the_left_alone() -> None:
    rows = side_by_side("one\ntwo", "one")
    assert changes(rows) == [Change.SAME, Change.REMOVED]
    assert changed_lines(rows) == (1, 0)


def test_within_a_changed_line_only_the_changed_words_are_marked() -> None:
    (row,) = side_by_side("Job title: Data Engineer", "Job title: Platform Engineer")
    assert row.left is not None
    assert row.right is not None
    assert row.left.spans == (Span("Job title:"), Span(" Data", True), Span(" Engineer"))
    assert row.right.spans == (Span("Job title:"), Span(" Platform", True), Span(" Engineer"))


def test_lines_with_little_in_common_are_marked_whole() -> None:
    (row,) = side_by_side("Ask about the pipeline.", "Never mind what customers say.")
    assert row.left is not None
    assert row.left.spans == (Span("Ask about the pipeline.", True),)


def test_very_long_lines_are_not_compared_word_by_word() -> None:
    long = "word " * LONGEST_LINE
    (row,) = side_by_side(long, long + "more")
    assert row.left is not None
    assert row.left.spans == (Span(long, True),)


def test_unchanged_lines_far_from_a_change_are_folded() -> None:
    before = "\n".join(str(number) for number in range(20))
    rows = side_by_side(before, before.replace("10", "ten"), context=2)
    assert changes(rows) == [
        Change.FOLDED, Change.SAME, Change.SAME, Change.CHANGED, Change.SAME, Change.SAME,
        Change.FOLDED,
    ]  # fmt: skip
    assert (rows[0].folded, rows[-1].folded) == (8, 7)


def test_a_single_unchanged_line_is_not_folded() -> None:
    rows = side_by_side("one\ntwo", "one\nTWO", context=0)
    assert changes(rows) == [Change.SAME, Change.CHANGED]


def test_equal_texts_fold_into_one_row() -> None:
    rows = side_by_side("a\nb\nc", "a\nb\nc", context=2)
    assert (changes(rows), rows[0].folded) == ([Change.FOLDED], 3)


@given(LINES, LINES)
def test_both_texts_can_be_put_together_again(before: str, after: str) -> None:
    rows = side_by_side(before, after)
    assert (side(rows, "left"), side(rows, "right")) == (before, after)


@given(LINES, LINES)
def test_line_numbers_count_up_on_both_sides(before: str, after: str) -> None:
    rows = side_by_side(before, after)
    left = [row.left.number for row in rows if row.left]
    right = [row.right.number for row in rows if row.right]
    assert left == list(range(1, len(left) + 1))
    assert right == list(range(1, len(right) + 1))


@given(LINES, LINES, st.integers(0, 3))
def test_folding_hides_unchanged_lines_only_and_counts_them(
    before: str, after: str, context: int
) -> None:
    whole, folded = side_by_side(before, after), side_by_side(before, after, context=context)
    assert changed_lines(folded) == changed_lines(whole)
    shown = sum(row.folded or 1 for row in folded)
    assert shown == len(whole)
