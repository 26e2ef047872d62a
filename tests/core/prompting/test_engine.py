"""From an application to the prompt of its interview: eight people, and the fallback."""

import logging
import re
import uuid
from dataclasses import dataclass

import pytest
from sqlalchemy.orm import Session

from core.base_prompts.competency import Level
from core.base_prompts.library import load_base_prompts, load_parts
from core.errors import NotFound
from core.interviews.assessment.progressive import ProgressiveAssessment
from core.interviews.assessment.topics import Signal
from core.interviews.plans.proposal import propose_plan
from core.interviews.service import create_interview, find_interview
from core.models import Interview, JobPosting, RoleType
from core.postings.content.draft import PostingDraft, unsaved_posting
from core.prompting.builder import TOKEN_BUDGET, Prompt, SessionContext
from core.prompting.engine import InterviewEngine
from core.realtime.session.service import RealtimeInterviewService
from db.engine import Sessions
from tests.factories import apply, open_posting, ready_interview

CODING = re.compile(
    r"\b(?:code|coding|codebase|programming|algorithms?|debug(?:ging)?|refactor(?:ing)?|compilers?"
    r"|javascript|typescript|python|java|php|kubernetes|docker|apis?|backend|frontend|databases?"
    r"|sql|git|repository|deployments?|whiteboard|unit tests?|data structures?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Persona:
    """A posting that somebody applies for, and what must become of it."""

    draft: PostingDraft
    role_type: RoleType
    base_prompt: str
    instruction: str
    technical: bool


TAILORED = "You MUST tailor all questions to the required skills listed in the job context."


def posting(title: str, *skills: str, stack: str | None = None, category: str | None = None,
            level: str = "Mid") -> PostingDraft:  # fmt: skip
    return PostingDraft(
        title=title,
        company="Northwind",
        description=f"We are looking for a {title} who enjoys the work.",
        tech_stack=stack,
        role_category=category,
        required_skills=skills,
        experience_level=level,
    )


PERSONAS = {
    "Data Engineer": Persona(
        posting("Senior Data Engineer", "Kafka", "Spark", "Snowflake",
                stack="Kafka, Spark, Snowflake", category="Engineering", level="Senior"),
        RoleType.PYTHON, "data_engineering", TAILORED, technical=True,
    ),
    "DevOps": Persona(
        posting("DevOps Engineer", "Docker", "Kubernetes", "AWS",
                stack="Docker, Kubernetes, AWS", category="Engineering"),
        RoleType.PYTHON, "devops", TAILORED, technical=True,
    ),
    "QA": Persona(
        posting("QA Engineer", "Playwright", "Cypress", stack="Playwright, Cypress"),
        RoleType.JAVASCRIPT, "qa_automation", TAILORED, technical=True,
    ),
    "Account Manager": Persona(
        posting("Account Manager", "B2B Sales", "Salesforce", "Negotiation", category="sales"),
        RoleType.FULLSTACK, "sales", "THIS IS A SALES ROLE.", technical=False,
    ),
    "Customer Service": Persona(
        posting("Customer Service Specialist", "Zendesk", "Empathy", "Spanish",
                category="support", level="Junior"),
        RoleType.FULLSTACK, "support", "THIS IS A SUPPORT ROLE.", technical=False,
    ),
    "Product Manager": Persona(
        posting("Product Manager", "Roadmapping", "User Research", "Prioritisation",
                category="product", level="Lead"),
        RoleType.FULLSTACK, "product", "THIS IS A PRODUCT ROLE.", technical=False,
    ),
    "Rust engineer": Persona(
        posting("Rust Engineer", "Rust", "Tokio", "Unsafe code", stack="Rust", level="Senior"),
        RoleType.PYTHON, "rust", TAILORED, technical=True,
    ),
}  # fmt: skip
NON_TECHNICAL = [name for name, persona in PERSONAS.items() if not persona.technical]


def interview_of(db: Session, name: str) -> Interview:
    """The interview that applying for this persona's posting made, as it is stored."""
    made = apply(db, open_posting(db, PERSONAS[name].draft)).interview.id
    db.expire_all()
    return find_interview(db, made)


def prompt_of(interview: Interview) -> Prompt:
    context = SessionContext(base_prompt=interview.base_prompt)
    return InterviewEngine().build(interview.role_type, interview.job_posting, context)


def text_of(prompt: Prompt, name: str) -> str:
    return next((part.text for part in prompt.sections if part.name == name), "")


# Applied for, created, prompted


@pytest.mark.parametrize("name", PERSONAS)
def test_applying_creates_the_right_interview(db: Session, name: str) -> None:
    persona = PERSONAS[name]
    interview = interview_of(db, name)
    assert interview.role_type is persona.role_type
    assert interview.base_prompt == persona.base_prompt
    assert interview.job_posting is not None
    assert interview.job_posting_id == interview.job_posting.id
    assert interview.job_posting.title == persona.draft.title
    assert interview.application is not None
    assert interview.application.job_posting_id == interview.job_posting_id


@pytest.mark.parametrize("name", PERSONAS)
def test_the_prompt_is_about_the_posting(db: Session, name: str) -> None:
    persona = PERSONAS[name]
    prompt = prompt_of(interview_of(db, name))
    assert f"Job title: {persona.draft.title}\n" in prompt.text
    assert "Company: Northwind\n" in prompt.text
    assert f"Experience level: {persona.draft.experience_level}\n" in prompt.text
    listed = re.findall(r"^- (.*)$", text_of(prompt, "Required skills"), re.MULTILINE)
    assert listed == list(persona.draft.required_skills)
    assert persona.draft.description in prompt.text
    assert persona.instruction in text_of(prompt, "Tailoring")
    assert TAILORED in text_of(prompt, "Tailoring")
    assert text_of(prompt, "Base prompt") == load_base_prompts()[persona.base_prompt].render()
    assert prompt.text.startswith(load_parts()["conduct"])
    assert prompt.tokens < TOKEN_BUDGET
    assert prompt.trimmed == ()


@pytest.mark.parametrize("name", NON_TECHNICAL)
def test_a_non_technical_prompt_is_free_of_coding(db: Session, name: str) -> None:
    prompt = prompt_of(interview_of(db, name))
    ruling_out = "Ask no coding questions and no questions about building software"
    assert ruling_out in prompt.text
    assert CODING.findall(prompt.text.replace(ruling_out, "")) == []


@pytest.mark.parametrize("name", NON_TECHNICAL)
def test_nothing_that_a_non_technical_interview_can_ask_is_about_coding(name: str) -> None:
    persona = PERSONAS[name]
    base = load_base_prompts()[persona.base_prompt]
    plan = propose_plan(unsaved_posting(persona.draft), base, 90)
    for signal in Signal:
        state = ProgressiveAssessment.begin(plan, base)
        while not state.done:
            assert CODING.findall(state.current.text) == []
            state = state.record(signal, state.elapsed + 30)


def test_the_search_for_coding_words_finds_them_where_they_belong(db: Session) -> None:
    assert CODING.search(text_of(prompt_of(interview_of(db, "DevOps")), "Base prompt"))


@pytest.mark.parametrize("name", PERSONAS)
def test_the_first_question_is_about_the_first_required_skill(
    sessions: Sessions, name: str
) -> None:
    with sessions.begin() as db:
        interview = ready_interview(db, PERSONAS[name].draft)
    record = RealtimeInterviewService(sessions.begin).open(interview.id, "scripted")
    assert PERSONAS[name].draft.required_skills[0] in record.assessment.current.skills
    assert TAILORED in record.prompt


# Without a posting


@pytest.mark.parametrize("role_type", RoleType)
def test_a_legacy_interview_has_exactly_its_base_prompt(db: Session, role_type: RoleType) -> None:
    interview = create_interview(db, role_type=role_type)
    interview.base_prompt = interview.base_prompt_version = None  # as rows before 0002 may be
    db.flush()
    expected = f"{load_parts()['conduct']}\n\n{load_base_prompts()[role_type.value].render()}"
    assert prompt_of(interview).text == expected
    assert InterviewEngine().get_realtime_system_prompt(role_type) == expected
    assert "Job context" not in expected
    assert "<data name=" not in expected


# The engine by itself


def test_a_prompt_needs_neither_database_nor_saved_posting() -> None:
    draft = PERSONAS["Data Engineer"].draft
    text = InterviewEngine().get_realtime_system_prompt("fullstack", unsaved_posting(draft))
    assert "Job title: Senior Data Engineer" in text
    assert load_base_prompts()["data_engineering"].render() in text


def test_the_text_and_its_sections_are_built_alike() -> None:
    draft = unsaved_posting(PERSONAS["Account Manager"].draft)
    engine = InterviewEngine()
    assert engine.get_realtime_system_prompt("python", draft) == engine.build("python", draft).text


@pytest.mark.parametrize(
    ("stack", "category"),
    [(None, None), ("", ""), ("gibberish", "nonsense"), ("zzz, qqq", None), (None, "???")],
)
def test_unknown_stack_and_category_fall_back_to_fullstack(
    stack: str | None, category: str | None
) -> None:
    job = JobPosting(
        title="A job", company="A firm", tech_stack=stack, role_category=category,
        required_skills=["Patience"],
    )  # fmt: skip
    engine = InterviewEngine()
    assert engine.base_prompt("python", job).name == "fullstack"
    assert "full-stack" not in engine.build("python", job).text
    job.required_skills = ["React"]
    text = text_of(engine.build("python", job), "Base prompt")
    assert text == load_base_prompts()["fullstack"].render()


def test_a_trade_without_a_base_prompt_is_not_spoken_of_as_software() -> None:
    nurse = JobPosting(
        title="Registered Nurse", company="St. Mary", role_category="Healthcare",
        required_skills=["Patient care", "Triage"], description="Nights on a surgical ward.",
    )  # fmt: skip
    prompt = InterviewEngine().build("python", nurse)
    base = text_of(prompt, "Base prompt")
    technical = [c for c in load_base_prompts()["fullstack"].competencies if c.technical]
    asked = [q for c in technical for level in Level for q in c.questions.at(level)]
    assert "Job title: Registered Nurse" in prompt.text
    assert not any(question in prompt.text for question in asked)
    assert not any(competency.name in base for competency in technical)
    assert not re.search("developer|software|code|stack", base, re.I)


def test_the_base_prompt_chosen_by_hand_wins() -> None:
    job = JobPosting(
        title="A job", company="A firm", tech_stack="Rust", required_skills=["Rust"],
        base_prompt_override="qa_automation",
    )  # fmt: skip
    assert InterviewEngine().base_prompt("python", job).name == "qa_automation"


def test_the_base_prompt_recorded_with_the_interview_wins_over_a_later_edit(db: Session) -> None:
    interview = interview_of(db, "Data Engineer")
    assert interview.job_posting is not None
    interview.job_posting.tech_stack = "Rust"
    assert text_of(prompt_of(interview), "Base prompt").startswith(
        load_base_prompts()["data_engineering"].render()[:200]
    )


def test_an_unknown_base_prompt_is_not_found() -> None:
    with pytest.raises(NotFound, match="cobol"):
        InterviewEngine().build("cobol")


# The log


def logged(caplog: pytest.LogCaptureFixture, *args: object) -> dict[str, str]:
    """The fields of the one line that building a prompt logs."""
    caplog.clear()
    with caplog.at_level(logging.INFO):
        InterviewEngine().build(*args)  # type: ignore[arg-type]
    [record] = [r for r in caplog.records if r.name == "core.prompting.engine"]
    assert "\n" not in record.getMessage()
    return dict(re.findall(r"(\w+)=(\S+)", record.getMessage()))


def test_each_build_logs_one_structured_line(caplog: pytest.LogCaptureFixture) -> None:
    job = unsaved_posting(PERSONAS["Account Manager"].draft)
    job.id = uuid.uuid4()
    job.description = "A long story. " * 100
    fields = logged(caplog, RoleType.FULLSTACK, job)
    tokens = InterviewEngine().build(RoleType.FULLSTACK, job).tokens
    assert fields.pop("role_type") == "fullstack"
    assert fields.pop("base_prompt") == "sales"
    assert fields.pop("posting") == str(job.id)
    assert fields.pop("tokens") == str(tokens)
    assert fields.pop("trimmed") == "job_description"
    assert fields == {}


def test_a_build_without_a_posting_logs_as_much(caplog: pytest.LogCaptureFixture) -> None:
    fields = logged(caplog, "python")
    assert (fields["posting"], fields["trimmed"]) == ("None", "-")


def test_nothing_that_people_wrote_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    secret = "zebra-crossing"
    job = JobPosting(title=secret, company=secret, description=secret, required_skills=[secret])
    context = SessionContext(resume=secret, history=[("candidate", secret)])
    with caplog.at_level(logging.DEBUG):
        InterviewEngine().build("python", job, context)
    assert secret not in caplog.text
