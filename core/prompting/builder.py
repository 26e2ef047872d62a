"""Composes the system prompt and fits it into its token budget (pure).

Only what people typed or uploaded is ever shortened. When there is little room, the resume loses it
first, then the earlier turns, the description, and last the required skills beyond the first ones.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from core.base_prompts.library import BasePrompt
from core.interviews.plans.interview_plan import InterviewPlan
from core.models import JobPosting
from core.prompting import sections
from core.prompting.sections import Section
from core.text.tokens import count_tokens

TOKEN_BUDGET = 4_000
"""The whole system prompt stays under this many tokens of o200k_base."""
_JOINT_TOKENS = 2
"""Tokens that joining a section to the one before it may cost."""
_ORDER = (
    "Conduct",
    "Base prompt",
    "Job facts",
    "Job description",
    "Required skills",
    "Interview plan",
    "Resume",
    "Earlier turns",
    "Tailoring",
    "Language",
    "Progress",
)
"""The sections by name; the instructions that follow from the posting close the prompt."""


@dataclass(frozen=True)
class Prompt:
    """A finished system prompt; ``tokens`` counts the whole ``text``."""

    text: str
    tokens: int
    sections: tuple[Section, ...]

    @property
    def trimmed(self) -> tuple[str, ...]:
        """Names of the sections that were shortened or left out."""
        return tuple(section.name for section in self.sections if section.trimmed)


@dataclass(frozen=True)
class SessionContext:
    """What a running interview adds to its system prompt.

    Attributes:
        base_prompt: name recorded with the interview; wins over what a posting maps to now.
        base: the very version to use; wins over ``base_prompt``.
        plan: what is asked, so that the model knows what it will be led through.
        language: ISO 639-1 code; None takes the posting's.
        resume: text of the candidate's resume.
        history: earlier turns as (speaker, text), oldest first.
        progress: what has been asked and what comes next, written by the program.
    """

    base_prompt: str | None = None
    base: BasePrompt | None = None
    plan: InterviewPlan | None = None
    language: str | None = None
    resume: str | None = None
    history: Sequence[tuple[str, str]] = field(default_factory=tuple)
    progress: str | None = None


def build_prompt(
    base: BasePrompt,
    parts: Mapping[str, str],
    posting: JobPosting | None = None,
    session: SessionContext | None = None,
    budget: int = TOKEN_BUDGET,
) -> Prompt:
    """The system prompt of one interview, always under ``budget`` tokens.

    ``parts`` are the texts under prompts/parts/ by name. ``posting`` may be one that was
    never saved; without it there is no job section.
    """
    session = session or SessionContext()
    made = _whole_sections(base, parts, posting, session)
    room = budget - 1 - sum(map(_cost, made))
    for make in _fitted_sections(posting, session):
        if section := make(room):
            made.append(section)
            room -= _cost(section)
    made.sort(key=lambda section: _ORDER.index(section.name))
    text = "\n\n".join(section.text for section in made if section.text)
    return Prompt(text, count_tokens(text), tuple(made))


def _whole_sections(
    base: BasePrompt,
    parts: Mapping[str, str],
    posting: JobPosting | None,
    session: SessionContext,
) -> list[Section]:
    """The sections that are never shortened."""
    made = [
        sections.conduct(parts),
        sections.base_prompt(base, posting, parts),
        sections.job_facts(posting) if posting else None,
        sections.tailoring(posting, base, parts) if posting else None,
        sections.language(posting, session.language),
        sections.interview_plan(session.plan, parts) if session.plan else None,
        sections.progress(session.progress),
    ]
    return [section for section in made if section]


def _fitted_sections(
    posting: JobPosting | None, session: SessionContext
) -> list[Callable[[int], Section | None]]:
    """What makes each section that may be shortened; the first has the room before the others."""
    of_posting = [
        partial(sections.required_skills, posting),
        partial(sections.job_description, posting),
    ] if posting else []  # fmt: skip
    return [
        *of_posting,
        partial(sections.earlier_turns, session.history),
        partial(sections.resume, session.resume),
    ]


def _cost(section: Section) -> int:
    return section.tokens + _JOINT_TOKENS
