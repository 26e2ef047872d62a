"""What is typed of a job posting, and what is wrong with it."""

from dataclasses import replace
from typing import Any

import pytest

from core.errors import InvalidInput
from core.postings.content.draft import PostingDraft, checked_values, problems_of, split_skills
from tests.factories import DATA_ENGINEER


def test_skills_are_split_at_lines_and_commas_but_not_inside_brackets() -> None:
    typed = "Python (Django, Flask), SQL\n\n- .NET;  * C#\n"
    assert split_skills(typed) == ("Python (Django, Flask)", "SQL", ".NET", "C#")


def test_every_wrong_field_is_named_at_once_beside_what_is_wrong_with_it() -> None:
    draft = PostingDraft(title=" ", company="", interview_minutes=4, location="x" * 200)
    found = problems_of(draft)
    assert set(found) == {"title", "company", "interview_minutes", "location"}
    assert found["interview_minutes"] == "Please choose 5 to 90 minutes."


@pytest.mark.parametrize("field", ["title", "description", "required_skills", "work_setup"])
def test_the_problem_of_a_field_is_the_one_that_refuses_the_draft(field: str) -> None:
    wrong: dict[str, Any] = {
        "title": "", "description": "x" * 100_001, "required_skills": ("x" * 81,),
        "work_setup": "At sea",
    }  # fmt: skip
    draft = replace(DATA_ENGINEER, **{field: wrong[field]})
    with pytest.raises(InvalidInput) as refused:
        checked_values(draft)
    assert problems_of(draft) == {field: str(refused.value)}


def test_a_good_draft_has_no_problem() -> None:
    assert problems_of(DATA_ENGINEER) == {}
