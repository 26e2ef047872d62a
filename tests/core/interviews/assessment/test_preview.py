"""What would be asked, and the made-up postings it is shown with."""

from dataclasses import replace

import pytest

from core.base_prompts.competency import Level
from core.base_prompts.library import BasePrompt, load_base_prompts
from core.interviews.assessment.preview import QuestionPreview, preview_questions
from core.interviews.assessment.topics import Signal
from core.interviews.plans.interview_plan import InterviewPlan
from core.interviews.plans.proposal import propose_plan
from core.postings.content.draft import PostingDraft, checked_values, unsaved_posting
from core.postings.content.examples import EXAMPLES
from core.postings.content.role_choice import role_of
from core.prompting.builder import TOKEN_BUDGET
from core.prompting.engine import InterviewEngine
from core.roles import BASE_PROMPTS, NON_TECHNICAL

DRAFT = replace(EXAMPLES["data_engineering"], experience_level="Mid")


@pytest.fixture
def base() -> BasePrompt:
    return load_base_prompts()["data_engineering"]


@pytest.fixture
def plan(base: BasePrompt) -> InterviewPlan:
    return propose_plan(unsaved_posting(DRAFT), base, 25)


@pytest.fixture
def previews(plan: InterviewPlan, base: BasePrompt) -> dict[Signal, QuestionPreview]:
    return {signal: preview_questions(plan, base, signal) for signal in Signal}


def test_every_candidate_is_asked_the_same_core(
    plan: InterviewPlan, previews: dict[Signal, QuestionPreview]
) -> None:
    core = [question.text for question in plan.questions]
    for preview in previews.values():
        assert [one.question.text for one in preview.questions] == core
        assert preview.ending == "Every core question was asked."


def test_the_first_questions_are_about_the_required_skills(
    previews: dict[Signal, QuestionPreview],
) -> None:
    asked = [one.question.skills for one in previews[Signal.STRONG].questions]
    assert asked[: len(DRAFT.required_skills)] == [(skill,) for skill in DRAFT.required_skills]


@pytest.mark.parametrize(
    ("signal", "kind", "level"),
    [
        (Signal.STRONG, "follow_up", Level.EXPERT),
        (Signal.MIXED, "probe", Level.WORKING),
        (Signal.WEAK, "follow_up", Level.FOUNDATION),
    ],
)
def test_what_follows_depends_on_the_answers(
    previews: dict[Signal, QuestionPreview], signal: Signal, kind: str, level: Level
) -> None:
    steps = [step for one in previews[signal].questions for step in one.steps]
    assert steps
    assert {(step.kind, step.level) for step in steps} == {(kind, level)}


def test_a_preview_keeps_the_planned_time(
    plan: InterviewPlan, previews: dict[Signal, QuestionPreview]
) -> None:
    assert all(preview.minutes <= plan.minutes for preview in previews.values())


def test_a_core_that_is_too_long_ends_by_the_clock(base: BasePrompt) -> None:
    skills = tuple(f"Craft number {number}" for number in range(20))
    long = propose_plan(unsaved_posting(PostingDraft(required_skills=skills)), base, 45)
    short = InterviewPlan(**{**vars(long), "minutes": 10})
    preview = preview_questions(short, base, Signal.MIXED)
    assert 0 < len(preview.questions) < len(short.questions)
    assert preview.ending == "The time for questions is over."


def test_there_is_an_example_for_every_base_prompt() -> None:
    assert tuple(EXAMPLES) == BASE_PROMPTS


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_maps_to_its_base_prompt_and_could_be_saved(name: str) -> None:
    checked_values(EXAMPLES[name])
    posting = unsaved_posting(EXAMPLES[name])
    role = role_of(posting)
    assert (role.base_prompt, role.by_hand) == (name, False)
    assert InterviewEngine().build(role.role_type, posting).tokens < TOKEN_BUDGET


@pytest.mark.parametrize("name", sorted(NON_TECHNICAL))
def test_an_example_of_office_work_is_asked_nothing_technical(name: str) -> None:
    base = load_base_prompts()[name]
    plan = propose_plan(unsaved_posting(EXAMPLES[name]), base, 30)
    assert not plan.technical
