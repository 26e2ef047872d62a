"""A job posting as it is typed: its fields, their limits, and what is wrong in them (pure)."""

import re
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, replace
from itertools import islice
from typing import Any

from core.errors import InvalidInput
from core.models import JobPosting
from core.roles import BASE_PROMPTS
from core.text.characters import kept_text
from core.text.fields import optional_line, required_line
from core.text.languages import DEFAULT, LANGUAGES
from core.text.look_alikes import without_homoglyphs

EMPLOYMENT_TYPES = ("Full-time", "Part-time", "Contract", "Internship", "Temporary")
WORK_SETUPS = ("On-site", "Hybrid", "Remote")
EXPERIENCE_LEVELS = ("Entry", "Junior", "Mid", "Senior", "Lead")
CATEGORIES = (
    "Engineering", "Sales", "Customer support", "Product", "Design", "Marketing", "Operations",
    "Management",
)  # fmt: skip
"""Offered as role categories; any other may be typed."""
LEAST_MINUTES, MOST_MINUTES = 5, 90
CHOICES: dict[str, Collection[Any]] = {
    "employment_type": EMPLOYMENT_TYPES,
    "experience_level": EXPERIENCE_LEVELS,
    "work_setup": WORK_SETUPS,
    "interview_minutes": range(LEAST_MINUTES, MOST_MINUTES + 1),
    "interview_language": tuple(LANGUAGES),
    "base_prompt_override": tuple(BASE_PROMPTS),
}
"""What may stand in the fields that are chosen and not typed."""
MOST_DESCRIPTION = 100_000
MOST_SKILLS = 50
_MOST_READ_SKILLS = 500
"""Longer lists are refused without a look at each skill."""
_TO_BRACKET = re.compile(r"(\n?[^()\n]*)([()]?)")
_SKILL_ENDS = re.compile(r"[\n,;]")


@dataclass(frozen=True)
class PostingDraft:
    """What the posting form holds; everything as typed."""

    title: str = ""
    company: str = ""
    description: str = ""
    tech_stack: str | None = None
    role_category: str | None = None
    required_skills: tuple[str, ...] = ()
    employment_type: str | None = None
    work_setup: str | None = None
    location: str | None = None
    experience_level: str | None = None
    interview_minutes: int = 20
    interview_language: str = DEFAULT
    base_prompt_override: str | None = None


FIELD_NAMES = {
    "title": "job title",
    "company": "company",
    "description": "description",
    "tech_stack": "tech stack",
    "role_category": "role category",
    "required_skills": "required skills",
    "employment_type": "employment",
    "work_setup": "work setup",
    "location": "location",
    "experience_level": "experience",
    "interview_minutes": "minutes",
    "interview_language": "interview language",
    "base_prompt_override": "base prompt",
}
"""Field of a draft -> its name for the team."""
_ACCEPTED = PostingDraft(title="x", company="x")
"""A valid draft."""


def split_skills(typed: str) -> tuple[str, ...]:
    """Skills typed one a line or separated by commas; commas in brackets belong to a skill.

    At most ``_MOST_READ_SKILLS`` and one more are returned, enough to refuse the list.
    """
    pieces = (
        (text if bracket == ")" else _SKILL_ENDS.sub("\0", text)) + bracket
        for text, bracket in _TO_BRACKET.findall(typed.replace("\0", ""))
    )
    skills = (part.strip().lstrip("-•* ") for part in "".join(pieces).split("\0"))
    return tuple(islice(filter(None, skills), _MOST_READ_SKILLS + 1))


def checked_values(draft: PostingDraft) -> dict[str, Any]:
    """The columns of ``draft``, cleaned.

    Raises:
        InvalidInput: naming the first field that is wrong.
    """
    if len(draft.description) > MOST_DESCRIPTION:
        raise InvalidInput(
            "description", f"The description is longer than {MOST_DESCRIPTION:,} characters."
        )
    if not LEAST_MINUTES <= draft.interview_minutes <= MOST_MINUTES:
        raise InvalidInput(
            "interview_minutes", f"Please choose {LEAST_MINUTES} to {MOST_MINUTES} minutes."
        )
    return {
        "title": required_line("title", "job title", draft.title, 160),
        "company": required_line("company", "company", draft.company, 160),
        "description": kept_text(draft.description).strip(),
        "tech_stack": _named("tech_stack", "tech stack", draft.tech_stack, 500),
        "role_category": _named("role_category", "category", draft.role_category, 120),
        "required_skills": _skills(draft.required_skills),
        "employment_type": _one_of(
            "employment_type", "employment type", draft.employment_type, EMPLOYMENT_TYPES
        ),
        "work_setup": _one_of("work_setup", "work setup", draft.work_setup, WORK_SETUPS),
        "location": optional_line("location", "location", draft.location, 160),
        "experience_level": _one_of(
            "experience_level", "experience level", draft.experience_level, EXPERIENCE_LEVELS
        ),
        "interview_minutes": draft.interview_minutes,
        "interview_language": _one_of(
            "interview_language", "language", draft.interview_language, tuple(LANGUAGES)
        )
        or DEFAULT,
        "base_prompt_override": _one_of(
            "base_prompt_override", "base prompt", draft.base_prompt_override, tuple(BASE_PROMPTS)
        ),
    }


def problems_of(draft: PostingDraft) -> dict[str, str]:
    """Field -> what is wrong with it, for every field of ``draft``."""
    found: dict[str, str] = {}
    while True:
        try:
            checked_values(draft)
        except InvalidInput as problem:
            found[problem.field] = str(problem)
            draft = replace(draft, **{problem.field: getattr(_ACCEPTED, problem.field)})
        else:
            return found


def _one_of(field: str, label: str, value: str | None, allowed: tuple[str, ...]) -> str | None:
    if not value:
        return None
    if value not in allowed:
        raise InvalidInput(field, f"Please choose the {label} from the list.")
    return value


def _named(field: str, label: str, typed: str | None, longest: int) -> str | None:
    """A line of names that are looked up later, so homoglyphs are replaced."""
    line = optional_line(field, label, typed, longest)
    return line and without_homoglyphs(line)


def _skills(typed: tuple[str, ...]) -> list[str]:
    read = typed[: _MOST_READ_SKILLS + 1]
    lines = [_named("required_skills", "skill", skill, 80) for skill in read]
    skills = list({line.casefold(): line for line in lines if line}.values())
    if len(skills) > MOST_SKILLS or len(typed) > _MOST_READ_SKILLS:
        raise InvalidInput("required_skills", f"Please name at most {MOST_SKILLS} skills.")
    return skills


def unsaved_posting(draft: PostingDraft) -> JobPosting:
    """A posting for previews from a draft: nothing is refused, nothing is saved."""
    return JobPosting(
        **{**vars(draft), "required_skills": [s for s in draft.required_skills if s.strip()]}
    )


def draft_of(posting: JobPosting) -> PostingDraft:
    """What the form shows of a saved posting."""
    names = PostingDraft.__dataclass_fields__
    values = {name: getattr(posting, name) for name in names}
    return PostingDraft(**{**values, "required_skills": tuple(posting.required_skills)})


def form_values(draft: PostingDraft) -> dict[str, Any]:
    """What the fields of the form show of ``draft``."""
    return {**asdict(draft), "required_skills": "\n".join(draft.required_skills)}


def draft_from(values: Mapping[str, Any]) -> PostingDraft:
    """The draft that the values of the form's fields make."""
    skills = split_skills(values["required_skills"] or "")
    given = {field: value for field, value in values.items() if value}
    return PostingDraft(**{**given, "required_skills": skills})
