"""Resumes as people's programs lay them out, read against what their pages say."""

import pytest

from core.resumes.reading import extract_text
from tests.core.resumes.labelled import Labelled, labelled, words

ALL = [one for half in ("tuned", "held_out", "fresh") for one in labelled(half)]
MOST_WRONG = 0.05


@pytest.mark.parametrize("resume", ALL, ids=lambda one: one.name)
def test_a_resume_is_read_as_its_page_says(resume: Labelled) -> None:
    read = extract_text(resume.name, resume.data, seconds=120)
    wrong, count = resume.errors(read.text)
    assert wrong <= count * MOST_WRONG, read.text


@pytest.mark.parametrize("resume", ALL, ids=lambda one: one.name)
def test_hidden_text_is_told_where_there_is_some_and_nowhere_else(resume: Labelled) -> None:
    hidden = extract_text(resume.name, resume.data, seconds=120).hidden
    found = [word for piece in hidden for word in words(piece.text)]
    assert bool(found) is bool(resume.hidden)
    assert set(found) <= set(words(resume.hidden))


def test_words_of_a_line_stay_on_it_where_a_space_is_written_as_a_line_end() -> None:
    (resume,) = (one for one in ALL if one.name == "mac_analyst.pdf")
    read = extract_text(resume.name, resume.data, seconds=120)
    assert "Senior Analyst, Harbor & Pine, 2019-2023\n" in read.text
