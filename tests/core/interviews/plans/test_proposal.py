"""The plan that is proposed for a posting: skills first, nothing twice, time kept."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.base_prompts.competency import Level
from core.interviews.plans.interview_plan import (
    CLOSING_SECONDS,
    CORE_SECONDS,
    PROBE_SECONDS,
    QUESTION_SECONDS,
    InterviewPlan,
    uncovered,
)
from core.interviews.plans.proposal import propose_plan, question_for
from core.interviews.plans.question_bank import FURTHER, shapes_of
from core.models import JobPosting
from core.postings.content.examples import EXAMPLES
from core.postings.content.role_choice import Focus, focus_of
from core.skills.competencies import matches
from core.text.untrusted_text import clean_skills
from tests.plans import LIBRARY, SKILLS, plan_for, plans, posting_with

ANY_BASE = st.sampled_from(sorted(LIBRARY))
CRAFTS = ["Beekeeping", "Thatching", "Candle making", "Falconry", "Origami", "Juggling",
          "Weaving", "Dry stone walling", "Marquetry", "Glass blowing"]  # fmt: skip


def skills_asked(plan: InterviewPlan) -> list[tuple[str, ...]]:
    return [question.skills for question in plan.questions if question.skills]


# Promises that hold for every posting


@settings(deadline=None)
@given(ANY_BASE, st.lists(st.text(max_size=100), max_size=50) | SKILLS, st.integers(1, 90))
def test_every_required_skill_has_exactly_one_question(
    name: str, typed: list[str], minutes: int
) -> None:
    plan = propose_plan(posting_with(typed), LIBRARY[name], minutes)
    asked = [skill for question in plan.questions for skill in question.skills]
    assert sorted(asked) == sorted(clean_skills(typed))
    assert uncovered(plan, typed) == []


@settings(deadline=None)
@given(plans())
def test_no_two_core_questions_are_alike_or_the_same_about_two_skills(plan: InterviewPlan) -> None:
    shapes = [shape for question in plan.questions for shape in question.shapes]
    own = [len(question.shapes) for question in plan.questions]
    assert len(set(shapes)) == len(shapes) == sum(own)


@settings(deadline=None)
@given(ANY_BASE, SKILLS, st.integers(1, 90))
def test_the_core_fits_the_time_with_room_for_its_probes(
    name: str, typed: list[str], minutes: int
) -> None:
    plan = propose_plan(posting_with(typed), LIBRARY[name], minutes)
    seconds = minutes * 60 - CLOSING_SECONDS
    core = len(plan.questions)
    assert core == 1 or core * QUESTION_SECONDS <= seconds
    assert core <= max(1, seconds // CORE_SECONDS, len(skills_asked(plan)))
    assert plan.probes == 0 or core * QUESTION_SECONDS + plan.probes * PROBE_SECONDS <= seconds


@settings(deadline=None)
@given(ANY_BASE, SKILLS, st.integers(1, 90))
def test_skills_stand_before_what_else_the_role_needs(
    name: str, typed: list[str], minutes: int
) -> None:
    plan = propose_plan(posting_with(typed), LIBRARY[name], minutes)
    named = [bool(question.skills) for question in plan.questions]
    assert named == sorted(named, reverse=True)


@settings(deadline=None)
@given(plans())
def test_a_plan_comes_back_from_what_was_stored(plan: InterviewPlan) -> None:
    assert InterviewPlan.from_json(plan.to_json()) == plan


@pytest.mark.parametrize("name", sorted(LIBRARY))
@pytest.mark.parametrize("skills", [None, ["Kafka", "Negotiation", "Beekeeping"]])
def test_the_same_posting_gets_the_same_plan(name: str, skills: list[str] | None) -> None:
    assert plan_for(name, skills) == plan_for(name, skills)


# Which questions


def test_twenty_minutes_carry_six_questions_and_a_probe_for_each() -> None:
    plan = plan_for("data_engineering", ["Kafka", "Spark", "Snowflake"])
    assert (len(plan.questions), plan.probes) == (6, 7)
    assert skills_asked(plan) == [("Kafka",), ("Spark",), ("Snowflake",)]
    assert {question.level for question in plan.questions} == {Level.WORKING}


def test_a_skill_that_the_role_knows_takes_the_roles_question_and_its_own_anchors() -> None:
    bank = LIBRARY["data_engineering"].competencies
    question = plan_for("data_engineering", ["Kafka"]).questions[0]
    [about] = [c for c in bank if c.name == question.competency]
    assert matches("Kafka", about)
    own = about.question(question.text)
    assert own is not None
    assert (question.anchors, question.intent) == (own.anchors, own.intent)


def test_a_skill_that_the_role_does_not_know_becomes_its_own_competency() -> None:
    question = plan_for("sales", ["Beekeeping"]).questions[0]
    assert question.competency == "Beekeeping"
    assert "beekeeping" in question.text.casefold()


def test_more_skills_than_probes_leave_room_for_take_the_time_of_the_probes() -> None:
    plan = plan_for("sales", CRAFTS[:8], minutes=20)
    assert [about for (about,) in skills_asked(plan)] == CRAFTS[:8]
    assert plan.probes < 8


def test_skills_for_which_there_is_no_time_share_the_last_question() -> None:
    plan = plan_for("sales", CRAFTS, minutes=10)
    *alone, shared = skills_asked(plan)
    assert [about for (about,) in alone] == CRAFTS[: len(alone)]
    assert shared == tuple(CRAFTS[len(alone) :])
    last = plan.questions[len(alone)]
    assert last.competency == FURTHER
    assert all(craft.casefold() in last.text.casefold() for craft in shared)


def test_skills_of_one_competency_share_a_question_only_when_time_is_short() -> None:
    skills = ["Kafka", "Flink", "Spark", "Snowflake", "Airflow", "Beekeeping", "Origami"]
    assert ("Kafka", "Flink") in skills_asked(plan_for("data_engineering", skills, 20))
    assert ("Kafka",) in skills_asked(plan_for("data_engineering", skills, 45))


def test_two_spellings_are_one_skill() -> None:
    skills = ["JavaScript", "JS", "JavaScript (5 years)", "Strong JavaScript"]
    assert skills_asked(plan_for("sales", skills, 90)) == [tuple(skills)]


def test_fifty_skills_have_a_question_even_in_five_minutes() -> None:
    skills = [f"Craft number {number}" for number in range(50)]
    plan = plan_for("operations", skills, minutes=5)
    assert len(plan.questions) == 2
    assert uncovered(plan, skills) == []


def test_without_a_posting_the_role_itself_is_asked_about() -> None:
    base = LIBRARY["python"]
    plan = plan_for("python", minutes=60)
    bank = [competency.name for competency in base.competencies]
    assert [q.competency for q in plan.questions] == bank * 2
    assert plan.base_prompt_version == base.version


@pytest.mark.parametrize("name", sorted(LIBRARY))
def test_general_work_is_asked_nothing_technical(name: str) -> None:
    posting = JobPosting(title="Beekeeper", company="A firm", required_skills=["Patience"])
    technical = {c.name for c in LIBRARY[name].competencies if c.technical}
    plan = propose_plan(posting, LIBRARY[name], 60)
    if focus_of(posting, name) is not Focus.TECHNICAL:
        assert technical.isdisjoint(plan.competencies)
        assert not plan.technical
        assert len(plan.questions) >= 3


# The posting's level, title and description


def example(name: str, level: str | None) -> InterviewPlan:
    """The plan of the made-up posting of ``name`` at another experience level."""
    fields = vars(EXAMPLES[name]) | {"experience_level": level}
    known = {key: value for key, value in fields.items() if hasattr(JobPosting, key)}
    posting = JobPosting(**known | {"required_skills": list(EXAMPLES[name].required_skills)})
    return propose_plan(posting, LIBRARY[name], EXAMPLES[name].interview_minutes)


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_an_entry_and_a_lead_posting_of_one_title_share_no_core_question(name: str) -> None:
    entry, lead = example(name, "Entry"), example(name, "Lead")
    assert not {q.text for q in entry.questions} & {q.text for q in lead.questions}
    assert len(entry.questions) == len(lead.questions)


@pytest.mark.parametrize("name", sorted(EXAMPLES))
@pytest.mark.parametrize(
    ("level", "asked"),
    [
        ("Entry", {Level.FOUNDATION}),
        ("Junior", {Level.FOUNDATION}),
        ("Mid", {Level.WORKING}),
        (None, {Level.WORKING}),
        ("Wizard", {Level.WORKING}),
        ("Senior", {Level.EXPERT, Level.WORKING}),
        ("Lead", {Level.EXPERT, Level.WORKING}),
    ],
)
def test_the_experience_level_sets_the_level_of_the_questions(
    name: str, level: str | None, asked: set[Level]
) -> None:
    assert {question.level for question in example(name, level).questions} == asked


def test_a_lead_is_asked_more_at_expert_level_than_a_senior() -> None:
    def expert(level: str) -> int:
        return [q.level for q in example("data_engineering", level).questions].count(Level.EXPERT)

    assert expert("Lead") > expert("Senior") > 0


@pytest.mark.parametrize("field", ["title", "description"])
@pytest.mark.parametrize("name", sorted(LIBRARY))
def test_what_title_or_description_names_is_asked_before_the_rest_of_the_role(
    name: str, field: str
) -> None:
    last = LIBRARY[name].competencies[-1]
    fields = {"title": "A job"} | {field: f"We need {', '.join(last.keywords)}."}
    posting = JobPosting(company="A firm", base_prompt_override=name, **fields)
    assert propose_plan(posting, LIBRARY[name], 20).questions[0].competency == last.name


def test_a_question_for_one_more_skill_has_the_level_of_the_posting() -> None:
    plan = plan_for("sales", CRAFTS[:3])
    for level in Level:
        added = question_for(plan, ["Weaving"], LIBRARY["sales"], [level])
        assert added is not None
        assert added.level is level


def test_a_question_for_one_more_skill_is_unlike_the_others() -> None:
    plan = plan_for("sales", CRAFTS[:3])
    base = LIBRARY["sales"]
    added = question_for(plan, ["Weaving"], base)
    assert added is not None
    assert added.skills == ("Weaving",)
    assert added.id not in {q.id for q in plan.questions}
    assert not added.resembles(plan.questions)


def test_what_a_question_is_about_does_not_make_it_another_question() -> None:
    one = shapes_of("How did you learn Kafka?", ["Kafka"])
    assert one & shapes_of("How did you  learn Spark", ["Spark"])
    assert not one & shapes_of("How did you teach Kafka?", ["Kafka"])
