"""What the structured interviewer would ask, and the made-up postings it is shown with."""

import pytest

from core.assessment import QUESTION_SECONDS
from core.example_postings import EXAMPLES
from core.interview_engine import InterviewEngine
from core.job_postings import PostingDraft, checked_values, unsaved_posting
from core.models import JobPosting
from core.posting_roles import role_of
from core.prompt_builder import TOKEN_BUDGET
from core.prompts import BasePrompt, Level, load_base_prompts
from core.question_preview import PREVIEWED, begin_for, preview_questions
from core.roles import BASE_PROMPTS, NON_TECHNICAL
from core.topics import Signal

DRAFT = EXAMPLES["data_engineering"]


@pytest.fixture
def base() -> BasePrompt:
    return load_base_prompts()["data_engineering"]


@pytest.fixture
def posting() -> JobPosting:
    return unsaved_posting(DRAFT)


def test_the_first_questions_are_about_the_required_skills(
    posting: JobPosting, base: BasePrompt
) -> None:
    preview = preview_questions(posting, base, 25, Signal.STRONG)
    assert len(preview.questions) == PREVIEWED
    reasons = [one.question.why for one in preview.questions]
    assert "required skill Kafka" in reasons[0]
    assert [skill for skill in DRAFT.required_skills if any(skill in why for why in reasons)] == [
        *DRAFT.required_skills
    ]


def test_a_strong_candidate_is_asked_harder_and_a_weak_one_easier(
    posting: JobPosting, base: BasePrompt
) -> None:
    levels = {}
    for signal in Signal:
        preview = preview_questions(posting, base, 25, signal)
        levels[signal] = {one.question.level for one in preview.questions}
    assert levels[Signal.WEAK] == {Level.WORKING, Level.FOUNDATION}
    assert levels[Signal.MIXED] == {Level.WORKING}
    assert levels[Signal.STRONG] == {Level.WORKING, Level.EXPERT}


def test_only_mixed_answers_are_probed(posting: JobPosting, base: BasePrompt) -> None:
    for signal in Signal:
        probes = [one.probe for one in preview_questions(posting, base, 25, signal).questions]
        assert all(probes) if signal is Signal.MIXED else not any(probes)


def test_a_short_interview_ends_by_the_clock(posting: JobPosting, base: BasePrompt) -> None:
    preview = preview_questions(posting, base, 5, Signal.STRONG)
    assert 1 <= len(preview.questions) <= 300 // QUESTION_SECONDS
    assert preview.ending == "The time for questions is over."


def test_an_interview_that_would_go_on_has_no_ending(posting: JobPosting, base: BasePrompt) -> None:
    preview = preview_questions(posting, base, 60, Signal.WEAK, most=3)
    assert (len(preview.questions), preview.ending) == (3, None)


def test_a_preview_is_the_same_every_time(posting: JobPosting, base: BasePrompt) -> None:
    twice = [preview_questions(posting, base, 20, Signal.MIXED) for _ in range(2)]
    assert twice[0] == twice[1]


def test_without_a_posting_the_bank_is_asked(base: BasePrompt) -> None:
    preview = preview_questions(None, base, 20, Signal.STRONG)
    assert preview.questions[0].question.competency == base.competencies[0].name


def test_a_posting_without_technical_work_gets_no_technical_competency() -> None:
    posting = unsaved_posting(PostingDraft(title="Beekeeper", required_skills=("Patience",)))
    begun = begin_for(posting, load_base_prompts()["fullstack"], 20)
    assert not any(topic.competency.technical for topic in begun.topics)


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
    begun = begin_for(unsaved_posting(EXAMPLES[name]), load_base_prompts()[name], 30)
    assert not any(topic.competency.technical for topic in begun.topics)
