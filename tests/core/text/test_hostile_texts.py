"""Reading a hostile text costs no more than reading a long one, and never fails.

Work is counted in calls, of Python and of C: what a reader does for each piece of a text. Time
itself, also that of regular expressions, is shown by ``python -m benchmarks.adversarial``.
"""

import sys
from collections.abc import Callable
from types import FrameType

import pytest

from core.postings.content.draft import MOST_SKILLS, PostingDraft, problems_of, split_skills
from core.text.fields import clean_line
from tests.hostile_text import HOSTILE, READERS

LENGTH = 4_000
MOST_CALLS = 250
"""For each character; the parsers of markup take up to 200 within their budgets."""
SPARE = 20_000
"""Calls that a reader may need whatever the text: to build a prompt, to fill a cache."""


def calls_of(read: Callable[[str], object], text: str) -> int:
    """How many functions are called while ``text`` is read."""
    count = 0

    def counted(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        read(text)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("reader", READERS)
def test_reading_takes_few_calls_for_each_character(reader: str) -> None:
    read = READERS[reader]
    read("Warm-up, 1.")
    for name, make in HOSTILE.items():
        assert calls_of(read, make(LENGTH)) <= MOST_CALLS * LENGTH + SPARE, name


def test_the_count_of_calls_finds_a_quadratic_reader() -> None:
    def looks_back(text: str) -> None:
        for place, _ in enumerate(text):
            [abs(0) for _ in text[max(0, place - 500) : place]]

    assert calls_of(looks_back, "a" * LENGTH) > MOST_CALLS * LENGTH + SPARE


@pytest.mark.parametrize("piece", ["c++,", "a;(", "b\n", ","])
def test_more_skills_than_are_read_are_refused_beside_their_field(piece: str) -> None:
    found = split_skills(piece * 25_000)
    assert len(found) <= 10 * MOST_SKILLS + 1
    problems = problems_of(PostingDraft("Engineer", "Acme", required_skills=found))
    assert ("required_skills" in problems) == bool(found)


def test_a_pile_of_accents_is_sorted_only_as_far_as_it_is_kept() -> None:
    assert len(clean_line("a" + "\u0301" * 50_000 + "\u0323" * 50_000)) <= 5
