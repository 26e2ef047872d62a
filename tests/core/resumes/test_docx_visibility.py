"""DOCX text that its page does not show is told to the team; what shows is read."""

import pytest

from core.resumes.docx import read
from tests.core.resumes.word_cases import HELD_OUT, SECRET, SEEN, TUNED, Case

ALL = {**TUNED, **HELD_OUT}


@pytest.mark.parametrize("case", ALL.values(), ids=ALL.keys())
def test_text_is_read_if_it_shows_and_told_apart_if_not(case: Case) -> None:
    found = read(case.data)
    assert SEEN in found.text
    assert (SECRET in found.text) is (case.why is None)
    assert [(why, text.strip()) for why, text in found.hidden] == (
        [(case.why, SECRET)] if case.why else []
    )
