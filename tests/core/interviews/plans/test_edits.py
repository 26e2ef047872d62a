"""What a team may do to a plan, and what makes it fit to publish."""

from dataclasses import replace
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.base_prompts.competency import Level
from core.errors import InvalidInput
from core.interviews.plans.edits import (
    MOST_PROBES,
    MOST_QUESTIONS,
    QuestionDraft,
    core_minutes,
    differences,
    moved,
    question_draft,
    require_complete,
    whole_minutes,
    with_probes,
    with_question,
    without_question,
)
from core.interviews.plans.interview_plan import InterviewPlan
from tests.plans import plan_for, plans

PLAN = plan_for("data_engineering", ["Kafka", "Spark"])
ANCHORS: dict[str, Any] = {
    "one": "Names nothing.",
    "three": "Names one case.",
    "five": "Gives reasons too.",
}
DRAFT = QuestionDraft("Which pipeline are you proud of?", "Craftsmanship", "expert", **ANCHORS)


def ids(plan: InterviewPlan) -> list[str]:
    return [question.id for question in plan.questions]


@settings(deadline=None)
@given(plans(), st.integers(-9, 9), st.data())
def test_moving_keeps_every_question(plan: InterviewPlan, by: int, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(plan.questions) - 1))
    question = plan.questions[place]
    after = moved(plan, question.id, by)
    assert sorted(ids(after)) == sorted(ids(plan))
    assert ids(after).index(question.id) == min(max(0, place + by), len(plan.questions) - 1)
    others = [other for other in ids(plan) if other != question.id]
    assert [other for other in ids(after) if other != question.id] == others


@settings(deadline=None)
@given(plans())
def test_a_question_that_is_saved_as_it_is_stays_as_it_is(plan: InterviewPlan) -> None:
    for question in plan.questions:
        assert with_question(plan, question_draft(question), question.id) == plan


def test_an_added_question_comes_last_under_a_name_of_its_own() -> None:
    plan = with_question(PLAN, DRAFT)
    added = plan.questions[-1]
    assert added.id not in ids(PLAN)
    assert (added.text, added.competency, added.level) == (DRAFT.text, "Craftsmanship", "expert")
    assert added.anchors.three == "Names one case."
    assert "Craftsmanship" in added.intent


def test_a_name_is_not_given_again_after_a_question_was_dropped() -> None:
    middle = PLAN.questions[1].id
    plan = with_question(without_question(PLAN, middle), DRAFT)
    assert plan.questions[-1].id not in ids(PLAN)


def test_a_reworded_question_keeps_its_place_and_name() -> None:
    second = PLAN.questions[1]
    plan = with_question(PLAN, replace(question_draft(second), text=DRAFT.text), second.id)
    assert ids(plan) == ids(PLAN)
    assert plan.questions[1].text == DRAFT.text


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("text", ""),
        ("text", "Why?"),
        ("text", "Why " * 200),
        ("competency", " "),
        ("competency", "ab"),
        ("competency", "a" * 61),
        ("level", "legendary"),
        ("one", ""),
        ("three", "Good."),
        ("five", "x" * 401),
        ("intent", "x" * 400),
    ],
)
def test_what_cannot_be_taken_is_named_by_its_field(field: str, typed: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        with_question(PLAN, replace(DRAFT, **cast(Any, {field: typed})))
    assert refused.value.field == field


@pytest.mark.parametrize("change", [str.upper, lambda text: f"  {text[:-1]}!! "])
def test_the_same_question_is_not_asked_twice(change: object) -> None:
    text = change(PLAN.questions[2].text)  # type: ignore[operator]
    with pytest.raises(InvalidInput, match="the same as question 3"):
        with_question(PLAN, replace(DRAFT, text=text))


def test_the_same_question_about_another_skill_is_the_same_question() -> None:
    kafka = PLAN.questions[0]
    about_spark = replace(DRAFT, text=kafka.text.replace("Kafka", "Spark"), skills=("Spark",))
    with pytest.raises(InvalidInput, match="the same as question 1"):
        with_question(PLAN, about_spark)


def test_the_last_question_cannot_be_dropped() -> None:
    plan = replace(PLAN, questions=PLAN.questions[:1])
    with pytest.raises(InvalidInput):
        without_question(plan, plan.questions[0].id)


def test_a_plan_does_not_grow_for_ever() -> None:
    plan = PLAN
    for number in range(MOST_QUESTIONS - len(PLAN.questions)):
        plan = with_question(plan, replace(DRAFT, text=f"What about matter number {number}?"))
    with pytest.raises(InvalidInput, match=str(MOST_QUESTIONS)):
        with_question(plan, DRAFT)


@pytest.mark.parametrize("probes", [-1, MOST_PROBES + 1])
def test_the_number_of_follow_ups_has_bounds(probes: int) -> None:
    with pytest.raises(InvalidInput):
        with_probes(PLAN, probes)
    assert with_probes(PLAN, MOST_PROBES).probes == MOST_PROBES


# Fit to publish


def test_a_plan_without_a_question_about_a_required_skill_is_refused_by_name() -> None:
    require_complete(PLAN, ["Kafka", "spark"])
    with pytest.raises(InvalidInput, match="Terraform, Helm") as refused:
        require_complete(PLAN, ["Kafka", "Terraform", "Helm"])
    assert refused.value.field == "required_skills"


def test_a_core_that_does_not_fit_the_time_is_refused_with_the_figures() -> None:
    short = replace(PLAN, minutes=10)
    with pytest.raises(InvalidInput, match=r"6 core questions .* 12 minutes; .* has 10"):
        require_complete(short, [])


@settings(deadline=None)
@given(plans())
def test_the_time_of_a_proposed_plan_is_enough(plan: InterviewPlan) -> None:
    if len(plan.questions) > 1:
        assert core_minutes(plan) <= plan.minutes
    assert whole_minutes(plan) >= core_minutes(plan)


# What changed


@settings(deadline=None)
@given(plans())
def test_nothing_changed_where_nothing_did(plan: InterviewPlan) -> None:
    assert differences(plan, plan) == []
    assert differences(None, plan) == []


def test_every_kind_of_change_is_named() -> None:
    first, second, third, *_ = PLAN.questions
    plan = with_question(PLAN, replace(question_draft(second), text=DRAFT.text), second.id)
    plan = with_question(plan, replace(question_draft(third), level=Level.EXPERT), third.id)
    plan = with_question(without_question(plan, first.id), replace(DRAFT, text="And what else?"))
    plan = moved(with_probes(plan, 3), second.id, 2)
    assert differences(PLAN, plan) == [
        "Added: And what else?",
        f"Dropped: {first.text}",
        f"Changed level: {third.text}",
        f"Reworded: “{second.text}” is now “{DRAFT.text}”",
        "The order of the questions changed.",
        "Follow-ups at most: 7 before, 3 now",
    ]
