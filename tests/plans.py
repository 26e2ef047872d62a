"""Interview plans for tests, fixed ones and Hypothesis strategies."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import strategies as st

from core.base_prompts.competency import Level
from core.base_prompts.library import load_base_prompts
from core.interviews.plans.interview_plan import InterviewPlan
from core.interviews.plans.proposal import propose_plan
from core.models import JobPosting

LIBRARY = load_base_prompts()
KNOWN = tuple(
    skill.strip()
    for skill in """
    Kafka, Spark, Snowflake, Airflow, Docker, Kubernetes, AWS, Playwright, Cypress, React, Go, R,
    C++, Rust, SQL, Salesforce, Negotiation, B2B Sales, Zendesk, Empathy, Spanish, Roadmapping,
    Excel, Leadership, Beekeeping, Forklift licence, Figma, SEO, Problem solving, Unsafe code,
    Apache Kafka, kafka streams, k8s, Golang, Telesales, Cold calling
""".split(",")
)
SKILLS = st.lists(st.sampled_from(KNOWN) | st.text(max_size=30), max_size=15)


def posting_with(skills: Sequence[str], **fields: object) -> JobPosting:
    """A posting that was never saved."""
    return JobPosting(title="A job", company="A firm", required_skills=list(skills), **fields)


def plan_for(name: str, skills: Sequence[str] | None = None, minutes: int = 20) -> InterviewPlan:
    """The plan proposed for a posting with ``skills``, or for none, on a base prompt."""
    posting = None if skills is None else posting_with(skills, base_prompt_override=name)
    return propose_plan(posting, LIBRARY[name], minutes)


@st.composite
def plans(draw: st.DrawFn) -> InterviewPlan:
    """A plan of any role, posting and length, as proposed or with another budget and levels."""
    base = LIBRARY[draw(st.sampled_from(sorted(LIBRARY)))]
    posting = posting_with(draw(SKILLS)) if draw(st.booleans()) else None
    plan = propose_plan(posting, base, draw(st.integers(1, 90)))
    if draw(st.booleans()):
        levels: list[Level] = [*(q.level for q in plan.questions), Level.EXPERT, Level.FOUNDATION]
        level = draw(st.sampled_from(levels))
        first = replace(plan.questions[0], level=level)
        questions = (*reversed(plan.questions[1:]), first)
        plan = replace(plan, questions=questions, probes=draw(st.integers(0, 20)))
    return plan
