"""Words at the seam of two pieces are there once."""

import pytest

from core.realtime.models.local.stitching import stitched


@pytest.mark.parametrize(
    ("before", "after", "whole"),
    [
        ("moved it to a stream", "to a stream because of it", "moved it to a stream because of it"),
        ("We moved it to a stre", "it to a stream because", "We moved it to a stream because"),
        ("and the schema was my coll", "Was my colleague's.", "and the schema Was my colleague's."),
        ("that was it", "", "that was it"),
        ("", "that was it", "that was it"),
        ("a word", "something else", "a word something else"),
        ("the index", "a query", "the index a query"),
        ("no, no, no", "no, no, not that", "no, no, no, not that"),
    ],
)  # fmt: skip
def test_what_both_pieces_hold_is_said_once(before: str, after: str, whole: str) -> None:
    assert stitched(before, after).casefold() == whole.casefold()


def test_what_was_said_long_before_the_seam_is_left_alone() -> None:
    before = "the index was slow " * 10
    assert stitched(before, "and then it was fast").startswith(before.strip())
