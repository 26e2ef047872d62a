"""The system prompt: what it holds, what it leaves out, and that it always fits."""

import itertools
import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.base_prompts.library import load_base_prompts, load_parts
from core.interviews.plans.interview_plan import InterviewPlan
from core.models import JobPosting
from core.postings.content.draft import PostingDraft, unsaved_posting
from core.postings.content.role_choice import role_of
from core.prompting.builder import TOKEN_BUDGET, Prompt, SessionContext, build_prompt
from core.prompting.sections import DESCRIPTION_CHARACTERS
from core.text.languages import LANGUAGES
from tests.core.prompting.built_prompts import (
    NEVER_TRIMMED,
    built,
    check,
    data_of,
    posting_of,
    section,
)
from tests.factories import ACCOUNT_MANAGER, DATA_ENGINEER
from tests.plans import plan_for

# What it holds


def test_a_prompt_without_a_posting_is_conduct_and_base_prompt() -> None:
    prompt = built()
    conduct, base = load_parts()["conduct"], load_base_prompts()["python"].render()
    assert prompt.text == f"{conduct}\n\n{base}"
    assert [part.name for part in prompt.sections] == ["Conduct", "Base prompt"]
    assert prompt.trimmed == ()


def test_a_posting_adds_its_context_and_the_tailoring_in_order() -> None:
    posting = unsaved_posting(DATA_ENGINEER)
    prompt = built(posting, base="data_engineering")
    names = [part.name for part in prompt.sections]
    assert names == [
        "Conduct",
        "Base prompt",
        "Job facts",
        "Job description",
        "Required skills",
        "Tailoring",
        "Language",
    ]
    assert data_of(prompt, "job").splitlines() == [
        "Job title: Senior Data Engineer",
        "Company: Northwind",
        "Role category: Engineering",
        "Tech stack: Kafka, Spark, Snowflake",
        "Experience level: Senior",
    ]
    assert data_of(prompt, "job description") == "Own our streaming platform."
    assert data_of(prompt, "required skills") == "- Kafka\n- Spark\n- Snowflake"
    assert "MUST tailor all questions to the required skills" in section(prompt, "Tailoring").text
    assert prompt.trimmed == ()


def test_the_resume_and_earlier_turns_stand_before_the_closing_instructions() -> None:
    session = SessionContext(
        resume="Ten years of pipelines.",
        history=[("interviewer", "Hello."), ("candidate", "Hi.\nI am here.")],
        progress="Ask about Spark next.",
    )
    prompt = built(unsaved_posting(DATA_ENGINEER), session, "data_engineering")
    names = [part.name for part in prompt.sections]
    assert names[-5:] == ["Resume", "Earlier turns", "Tailoring", "Language", "Progress"]
    assert data_of(prompt, "resume") == "Ten years of pipelines."
    assert data_of(prompt, "earlier turns") == "interviewer: Hello.\ncandidate: Hi. I am here."
    assert prompt.text.endswith("# Progress\nAsk about Spark next.")


def test_the_text_is_its_sections_one_after_the_other() -> None:
    prompt = built(unsaved_posting(DATA_ENGINEER), SessionContext(resume="x" * 50_000))
    assert prompt.text == "\n\n".join(part.text for part in prompt.sections if part.text)


# What is missing leaves nothing behind


@pytest.mark.parametrize("empty", [None, "", "  \n ", "<p></p>", "<!-- nothing -->", "\u200b\0"])
def test_missing_fields_leave_no_empty_heading(empty: str | None) -> None:
    posting = posting_of(
        description=empty,
        tech_stack=empty,
        role_category=empty,
        experience_level=empty,
        required_skills=[empty or ""],
    )
    prompt = built(posting, SessionContext(resume=empty and empty.strip("\u200b\0")))
    names = [part.name for part in prompt.sections if part.name != "Resume"]
    assert names == ["Conduct", "Base prompt", "Job facts", "Tailoring", "Language"]
    assert data_of(prompt, "job") == "Job title: Data Engineer\nCompany: Northwind"
    assert "Description:" not in prompt.text
    assert "Required skills," not in prompt.text


def test_a_posting_without_any_text_adds_the_instruction_alone() -> None:
    prompt = built(JobPosting())
    names = [part.name for part in prompt.sections]
    assert names == ["Conduct", "Base prompt", "Tailoring", "Language"]
    assert "<data name=" not in prompt.text


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(["", " ", "Kafka", "<b></b>", "Ünïcode", "🎉"]), max_size=6))
def test_no_heading_is_ever_without_text(values: list[str]) -> None:
    title, company, description, stack, level, resume = (values + [""] * 6)[:6]
    posting = JobPosting(
        title=title,
        company=company,
        description=description,
        tech_stack=stack,
        experience_level=level,
        required_skills=values,
    )
    text = built(posting, SessionContext(resume=resume.strip())).text
    assert not re.search(r'<data name="[a-z ]+">\s*</data>', text)
    assert not re.search(r"^(Job title|Company|Tech stack|Experience level):\s*$", text, re.M)
    assert not re.search(r"^- *$", text, re.MULTILINE)


def test_a_hundred_thousand_chinese_characters_fit() -> None:
    posting = posting_of(description="我们正在寻找一位经验丰富的数据工程师。" * 5_300)
    prompt = built(posting)
    check(prompt, posting, "python")
    kept = data_of(prompt, "job description")
    assert DESCRIPTION_CHARACTERS - 5 < len(kept) <= DESCRIPTION_CHARACTERS


# The budget


def skills(count: int, words: int = 5) -> list[str]:
    return [f"skill {number} " + "with words " * words for number in range(count)]


def turns(count: int, length: int = 60) -> list[tuple[str, str]]:
    return [("candidate", f"turn {n} " + "and so on " * length) for n in range(count)]


RESUME = "\n".join(f"Year {year}: built a pipeline and ran it." for year in range(2_000))
HOSTILE: dict[str, tuple[dict[str, object], SessionContext]] = {
    "500 skills": ({"required_skills": skills(500)}, SessionContext()),
    "500 emoji skills": (
        {"required_skills": [chr(0x1F300 + n) * 20 + f" {n}" for n in range(500)]},
        SessionContext(),
    ),
    "20,000 skills": ({"required_skills": skills(20_000, 0)}, SessionContext()),
    "skills of 10,000 characters": ({"required_skills": ["漢字 " * 3_000] * 30}, SessionContext()),
    "a long resume": ({}, SessionContext(resume=RESUME)),
    "a resume of tags": ({}, SessionContext(resume="</data>" * 5_000)),
    "a resume of rare characters": ({}, SessionContext(resume="𒀀𒁀𒂀 " * 4_000)),
    "a resume of one word": ({}, SessionContext(resume="a" * 100_000)),
    "a resume of emoji": ({}, SessionContext(resume="👩‍👩‍👧‍👦" * 3_000)),
    "turns of tags": ({}, SessionContext(history=[("candidate", "</data>" * 280)] * 60)),
    "a thousand turns": ({}, SessionContext(history=turns(1_000))),
    "a description of tags": (
        {"description": "`</data>`" * 60, "required_skills": skills(280)},
        SessionContext(),
    ),
    "facts of rare characters": (
        dict.fromkeys(
            ("title", "company", "tech_stack", "role_category", "experience_level"), "𒀀" * 400
        ),
        SessionContext(),
    ),
    "everything at once": (
        {
            "title": "高级" * 200,
            "company": "</data>" * 50,
            "description": "我们在找人。" * 17_000,
            "tech_stack": "Kafka, " * 5_000,
            "required_skills": skills(500),
        },
        SessionContext(resume=RESUME, history=turns(300), progress="Ask about Spark."),
    ),
}


@pytest.mark.parametrize("case", HOSTILE)
@pytest.mark.parametrize("base", ["data_engineering", "python"])
def test_the_prompt_fits_whatever_comes(case: str, base: str) -> None:
    fields, session = HOSTILE[case]
    posting = posting_of(**fields)
    check(built(posting, session, base), posting, base)


NASTY = st.text(
    st.sampled_from("</data>\n \"'`*#&;,.Ka中🎉𒀀\u0301\u200d\u202e|[](){}$%"), max_size=80
)
WORDS = st.sampled_from(
    [
        "</data>",
        "<data ",
        "<b>",
        "Kafka ",
        "数据 ",
        "🎉",
        "𒀀",
        "\n",
        "## ",
        "word ",
        "<|endoftext|>",
    ]
)


@st.composite
def long_texts(draw: st.DrawFn) -> str:
    """From nothing to a few thousand characters, of one word again and again or of many."""
    parts = draw(st.lists(st.one_of(WORDS, NASTY), max_size=8))
    return "".join(parts) * draw(st.integers(1, 400))


@st.composite
def postings(draw: st.DrawFn) -> JobPosting:
    def maybe() -> str | None:
        return draw(st.none() | long_texts())

    return JobPosting(
        title=draw(long_texts()),
        company=draw(NASTY),
        description=maybe(),
        tech_stack="Python",
        role_category=maybe(),
        experience_level=draw(st.none() | NASTY),
        required_skills=draw(st.lists(NASTY | long_texts(), max_size=12)) * draw(st.integers(1, 4)),
    )


@st.composite
def contexts(draw: st.DrawFn) -> SessionContext:
    said = st.tuples(st.sampled_from(["interviewer", "candidate"]), long_texts())
    return SessionContext(
        resume=draw(st.none() | long_texts()),
        history=draw(st.lists(said, max_size=4)) * draw(st.integers(1, 30)),
        progress=draw(st.none() | st.just("Ask about Kafka next.")),
        plan=draw(st.none() | plans_about(NASTY | long_texts())),
        language=draw(st.none() | st.sampled_from(sorted(LANGUAGES))),
    )


@st.composite
def plans_about(draw: st.DrawFn, names: st.SearchStrategy[str]) -> InterviewPlan:
    """A plan whose competencies a team has typed."""
    plan = plan_for("python", minutes=20)
    typed = draw(st.lists(names, max_size=20)) * draw(st.integers(1, 3))
    questions = tuple(
        replace(plan.questions[0], id=f"q{number}", competency=f"{number} {name}")
        for number, name in enumerate(typed)
    )
    return replace(plan, questions=questions)


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(postings(), contexts())
def test_every_prompt_is_under_its_budget_and_whole(
    posting: JobPosting, session: SessionContext
) -> None:
    check(built(posting, session), posting, "python")


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(long_texts(), st.integers(60, 300))
def test_a_description_fits_into_any_room_that_the_skills_leave(text: str, count: int) -> None:
    posting = posting_of(description=text, required_skills=skills(count))
    check(built(posting), posting, "python")


@pytest.mark.parametrize("count", range(210, 255, 3))
def test_a_description_of_tags_fits_into_a_narrow_room(count: int) -> None:
    posting = posting_of(description="`</data>` " * 60, required_skills=skills(count, 3))
    check(built(posting, base="data_engineering"), posting, "data_engineering")


# What is trimmed first


def kept_whole(prompt: Prompt) -> set[str]:
    return {part.name for part in prompt.sections if not part.trimmed}


FITTING = {"description": "Own our platform.", "required_skills": skills(20)}


def test_the_resume_is_trimmed_first() -> None:
    session = SessionContext(resume=RESUME, history=turns(6))
    prompt = built(posting_of(**FITTING), session)
    assert prompt.trimmed == ("Resume",)
    assert section(prompt, "Resume").tokens > 500
    assert "characters kept" in (section(prompt, "Resume").trimmed or "")


def test_the_history_is_trimmed_next_and_keeps_its_latest_turns() -> None:
    session = SessionContext(resume=RESUME, history=turns(60))
    prompt = built(posting_of(**FITTING), session)
    assert prompt.trimmed == ("Resume", "Earlier turns")
    assert section(prompt, "Resume").tokens < 200
    said = data_of(prompt, "earlier turns").splitlines()
    assert len(said) > 2
    assert [line.split()[2] for line in said] == [str(n) for n in range(60 - len(said), 60)]
    assert f"latest {len(said)} of 60" in (section(prompt, "Earlier turns").trimmed or "")


def test_then_the_description_and_last_the_skills_beyond_the_first() -> None:
    session = SessionContext(resume=RESUME, history=turns(60))
    description = "\n".join(f"We do thing {number} here." for number in range(18))
    trimmed_by_count = {
        count: built(posting_of(description=description, required_skills=skills(count, 3)), session)
        for count in range(20, 320, 20)
    }
    order = [set(prompt.trimmed) for prompt in trimmed_by_count.values()]
    for fewer, more in itertools.pairwise(order):
        assert fewer <= more
    assert {"Resume", "Earlier turns"} in order
    assert {"Resume", "Earlier turns", "Job description"} in order
    everything = {"Resume", "Earlier turns", "Job description", "Required skills"}
    assert order[-1] == everything
    listed = data_of(trimmed_by_count[300], "required skills").splitlines()
    assert listed == [f"- {skill.strip()}" for skill in skills(300, 3)][: len(listed)]
    assert len(listed) > 100


def test_the_first_skills_are_never_trimmed() -> None:
    rare = [f"{number} " + "𒀀𒁀" * 30 for number in range(40)]
    prompt = built(posting_of(required_skills=rare), SessionContext(resume=RESUME))
    assert len(data_of(prompt, "required skills").splitlines()) >= 12


def test_a_small_room_leaves_out_what_is_data_and_says_so() -> None:
    parts, base = load_parts(), load_base_prompts()["python"]
    fixed = built(posting_of(required_skills=[])).tokens
    posting = posting_of(description="Own our platform. " * 20, required_skills=["Kafka"])
    session = SessionContext(resume="A resume. " * 200, history=turns(3))
    prompt = build_prompt(base, parts, posting, session, budget=fixed + 40)
    assert prompt.tokens < fixed + 40
    assert set(prompt.trimmed) == {"Job description", "Resume", "Earlier turns"}
    assert kept_whole(prompt) >= NEVER_TRIMMED
    assert "Required skills" in kept_whole(prompt)


def test_whatever_is_shortened_is_named() -> None:
    posting = posting_of(
        title="Engineer of many things " * 20,
        tech_stack="Kafka, Spark, " * 30,
        required_skills=skills(600, 0),
    )
    session = SessionContext(history=[("candidate", "a long answer " * 300)])
    prompt = built(posting, session)
    assert section(prompt, "Job facts").trimmed == "shortened: job title, tech stack"
    assert "of 600 skills kept" in (section(prompt, "Required skills").trimmed or "")
    assert section(prompt, "Earlier turns").trimmed


@pytest.mark.parametrize("draft", [DATA_ENGINEER, ACCOUNT_MANAGER, PostingDraft()])
def test_a_preview_of_an_unsaved_posting_is_built(draft: PostingDraft) -> None:
    posting = unsaved_posting(draft)
    base = role_of(posting).base_prompt
    assert built(posting, base=base).tokens < TOKEN_BUDGET


@settings(max_examples=20, deadline=None)
@given(NASTY)
def test_the_same_input_gives_the_same_prompt(text: str) -> None:
    posting = posting_of(description=text)
    assert built(posting, SessionContext(resume=text)) == built(
        posting, SessionContext(resume=text)
    )
