"""What was asked and answered, and in which words."""

from dataclasses import replace

import pytest

from core.evaluation.coverage import Coverage, answers_about, cover
from core.evaluation.evaluated_competencies import (
    EvaluatedCompetency,
    evaluated_competencies,
    skill_words,
)
from tests.core.evaluation.lines import BASE, FIRST, PLAN, line, question
from tests.core.finished_interviews import GOOD

# Coverage


def evaluated() -> tuple[EvaluatedCompetency, ...]:
    return evaluated_competencies(PLAN, BASE)


def of(found: tuple[Coverage, ...], name: str) -> Coverage:
    return next(row for row in found if row.name == name)


def test_what_was_asked_and_answered_is_shown_by_its_sentences() -> None:
    asked, answer = question(), line(f"Well, hello there. {GOOD}")
    row = of(cover([asked, answer], evaluated()), FIRST.competency)
    assert row.asked == (asked.turn_id,)
    assert row.answered
    assert all(answer.text[s.start : s.end] == s.quote for s in row.spans)
    assert "Well, hello there." not in [span.quote for span in row.spans]


def test_what_was_not_asked_is_listed_as_such() -> None:
    row = of(cover([question(), line(GOOD)], evaluated()), PLAN.competencies[-1])
    assert (row.asked, row.answered, row.spans) == ((), False, ())


@pytest.mark.parametrize("text", ["I don't know.", "No idea, I never used it.", "Hm."])
def test_an_answer_that_says_there_is_none_is_no_answer(text: str) -> None:
    row = of(cover([question(), line(text)], evaluated()), FIRST.competency)
    assert row.asked
    assert not row.answered


def test_an_answer_that_names_no_keyword_is_shown_by_its_beginning() -> None:
    text = "Somebody told us one evening. We sat down together and sorted it out."
    row = of(cover([question(), line(text)], evaluated()), FIRST.competency)
    assert [span.quote for span in row.spans] == ["Somebody told us one evening."]


def test_a_last_word_counts_where_it_is_about_something() -> None:
    last = line("One more thing: our incremental load can be rerun.", competency=None)
    first = evaluated()[0]
    assert answers_about([last], first) == [last]
    assert answers_about([replace(last, text="Thank you for your time!")], first) == []


@pytest.mark.parametrize(
    ("skill", "text", "found"),
    [
        ("Apache Kafka", "we ran kafka for years", True),
        ("Go", "so off we go then", False),
        ("Go", "I wrote it in Go because of its binaries", True),
        ("Excel", "she would excel at that", False),
        ("C", "we wrote C++ there", False),
        ("SQL", "plain SQL, mostly", True),
        ("Node.js", "a NodeJS service", True),
    ],
)
def test_a_skill_is_found_in_its_spellings_and_not_in_other_words(
    skill: str, text: str, found: bool
) -> None:
    assert (skill_words(skill).search(text) is not None) is found
