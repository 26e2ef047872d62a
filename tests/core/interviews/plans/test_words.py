"""What the team is told of an interview plan."""

from dataclasses import replace

import pytest

from core.interviews.plans.edits import QuestionDraft, core_minutes, with_probes, with_question
from core.interviews.plans.in_force import propose_for
from core.interviews.plans.interview_plan import InterviewPlan
from core.interviews.plans.service import PlanView
from core.interviews.plans.words import (
    coverage_words,
    plan_status_words,
    time_words,
    too_long,
    version_words,
)
from core.models import PostingStatus
from core.postings.content.draft import unsaved_posting
from tests.factories import DATA_ENGINEER

DRAFT, OPEN, CLOSED = PostingStatus.DRAFT, PostingStatus.OPEN, PostingStatus.CLOSED
POETRY = QuestionDraft(
    "Which verse of yours scans best?", "Verse", skills=("Poetry",),
    one="Names nothing.", three="Names one case.", five="Gives reasons too.",
)  # fmt: skip


@pytest.fixture
def plan() -> InterviewPlan:
    return propose_for(unsaved_posting(DATA_ENGINEER))


def view(plan: InterviewPlan, editing: int | None, published: int | None) -> PlanView:
    return PlanView(plan, editing, published, (), ())


@pytest.mark.parametrize(
    ("editing", "published", "words"),
    [(None, None, "as proposed"), (1, None, "edited, not published yet"), (None, 2, "version 2"),
     (3, 2, "version 2, version 3 is being edited")],
)  # fmt: skip
def test_a_plan_says_which_version_it_is(
    plan: InterviewPlan, editing: int | None, published: int | None, words: str
) -> None:
    assert version_words(view(plan, editing, published)) == words


@pytest.mark.parametrize(
    ("status", "editing", "published", "begins", "event"),
    [(DRAFT, None, None, "Proposed from the posting.", "published"),
     (DRAFT, 1, None, "This is what your team has edited.", "published"),
     (CLOSED, None, 2, "This is version 2.", "reopened"),
     (CLOSED, 3, 2, "This is what your team has edited.", "reopened")],
)  # fmt: skip
def test_a_plan_that_nobody_is_given_says_when_it_will_be_frozen(
    plan: InterviewPlan, status: PostingStatus, editing: int | None, published: int | None,
    begins: str, event: str,
) -> None:  # fmt: skip
    told = plan_status_words(status, view(plan, editing, published))
    assert told.startswith(begins)
    assert f"frozen when the posting is {event};" in told


def test_the_plan_of_an_open_posting_says_which_version_new_candidates_get(
    plan: InterviewPlan,
) -> None:
    assert plan_status_words(OPEN, view(plan, None, None)).startswith(
        "Version 1: every new candidate"
    )
    editing = plan_status_words(OPEN, view(plan, 3, 2))
    assert editing.startswith("You are editing version 3. New candidates get version 2 until")


def test_the_time_is_that_of_core_and_follow_ups_and_one_is_singular(plan: InterviewPlan) -> None:
    assert time_words(plan).startswith(f"{len(plan.questions)} core questions and at most")
    assert time_words(plan).endswith(f"of {plan.minutes} minutes")
    single = with_probes(replace(plan, questions=plan.questions[:1]), 1)
    assert time_words(single).startswith("1 core question and at most 1 follow-up, about")
    assert "follow-up" not in time_words(with_probes(plan, 0))


def test_a_core_that_does_not_fit_says_so_unless_it_is_one_question(plan: InterviewPlan) -> None:
    assert too_long(replace(plan, minutes=round(core_minutes(plan)) + 1)) is None
    short = replace(plan, minutes=2)
    assert "and the interview has 2." in (too_long(short) or "")
    assert too_long(replace(short, questions=plan.questions[:1])) is None


def test_each_skill_names_the_first_question_about_it_however_it_is_spelt(
    plan: InterviewPlan,
) -> None:
    asked = with_question(plan, POETRY)
    again = with_question(asked, replace(POETRY, text="What would you never rhyme?"))
    number = len(plan.questions) + 1
    assert coverage_words(again, ["poetry", "Juggling"]) == [
        f"poetry: question {number}", "Juggling: no question yet"
    ]  # fmt: skip
