"""Composes the system prompt and fits it into its token budget (pure).

Order: conduct, base prompt, job context, plan, resume, earlier turns, tailoring, language,
progress.
What people typed or uploaded stands between ``<data>`` tags, before the instructions
that close the prompt. Only those data parts are ever trimmed: resume first, then the
earlier turns, the description, and last the required skills beyond the first ones.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from string import Template

from core.base_prompts.library import BasePrompt
from core.interviews.plans.interview_plan import InterviewPlan
from core.models import JobPosting
from core.postings.content.role_choice import focus_of
from core.text.languages import DEFAULT, language_name
from core.text.plain_text import cut_at_word
from core.text.tokens import count_tokens, cut_words_to_tokens, most_that_fits
from core.text.untrusted_text import (
    as_data,
    beginning_of_resume,
    clean_skills,
    defused,
    one_line,
    read_description,
)

TOKEN_BUDGET = 4_000
"""The whole system prompt stays under this many tokens of o200k_base."""
DESCRIPTION_CHARACTERS = 500
_JOINT_TOKENS = 2
"""Tokens that joining a section to the one before it may cost."""
_FIELD_TOKENS = 40
_FIRST_SKILLS = 12
_MOST_SKILLS = 500
_TURN_CHARACTERS = 2_000
_MOST_COMPETENCIES = 16


@dataclass(frozen=True)
class Section:
    """A part of the system prompt.

    Attributes:
        name: what it is, as shown in the inspector.
        text: exactly what the model reads.
        tokens: of ``text`` alone.
        source: where it came from.
        untrusted: whether a person typed or uploaded it.
        trimmed: what was left out and why, None if nothing was.
    """

    name: str
    text: str
    tokens: int
    source: str
    untrusted: bool = False
    trimmed: str | None = None


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


def _section(name: str, text: str, source: str, **more: bool | str | None) -> Section:
    return Section(name, text, count_tokens(text), source, **more)  # type: ignore[arg-type]


@lru_cache(maxsize=128)
def _own_section(name: str, text: str, source: str) -> Section:
    """A section of the program's own text: one of a few, so it is counted once."""
    return _section(name, text, source)


def _left_out(name: str, source: str) -> Section:
    return Section(name, "", 0, source, True, "left out: no room in the budget")


def _facts(posting: JobPosting) -> Section | None:
    typed = {
        "Job title": posting.title,
        "Company": posting.company,
        "Role category": posting.role_category,
        "Tech stack": posting.tech_stack,
        "Experience level": posting.experience_level,
    }
    lines = {name: one_line(value, _FIELD_TOKENS) for name, value in typed.items()}
    kept = {name: line for name, (line, _) in lines.items() if line}
    if not kept:
        return None
    cut = [name.lower() for name, (line, whole) in lines.items() if line and not whole]
    note = f"shortened: {', '.join(cut)}" if cut else None
    rows = "\n".join(f"{name}: {line}" for name, line in kept.items())
    text = "# Job context\nThis interview is for this job posting:\n" + as_data("job", rows)
    return _section("Job facts", text, "posting", untrusted=True, trimmed=note)


def _shortened(whole: str, kept: str, what: str) -> str | None:
    return None if kept == whole else f"{what}: {len(kept):,} of {len(whole):,} characters kept"


def _description(posting: JobPosting, room: int) -> Section | None:
    whole, short = read_description(posting.description, DESCRIPTION_CHARACTERS)
    if not whole:
        return None
    kept = cut_words_to_tokens(short, room - 20)
    if not kept:
        return _left_out("Job description", "posting")
    limit = "to fit the budget" if kept != short else f"to {DESCRIPTION_CHARACTERS} characters"
    note = _shortened(whole, kept, f"cut {limit}")
    text = "Description:\n" + as_data("job description", kept)
    return _section("Job description", text, "posting", untrusted=True, trimmed=note)


def _skills(posting: JobPosting, room: int) -> Section | None:
    named = posting.required_skills or []
    skills = clean_skills(named[:_MOST_SKILLS])
    if not skills:
        return None
    total = len(skills) + len(named[_MOST_SKILLS:])

    def written(count: int) -> str:
        lines = "\n".join(f"- {skill}" for skill in skills[:count])
        return "Required skills, most important first:\n" + as_data("required skills", lines)

    kept = most_that_fits(len(skills), room, written, at_least=min(_FIRST_SKILLS, len(skills)))
    note = f"{kept} of {total} skills kept to stay in budget" if kept < total else None
    return _section("Required skills", written(kept), "posting", untrusted=True, trimmed=note)


def _resume(resume: str | None, room: int) -> Section | None:
    whole = defused(resume or "").strip()
    if not whole:
        return None
    kept = beginning_of_resume(whole, room - 30)
    if len(kept) < 200 and kept != whole:
        return _left_out("Resume", "candidate")
    text = "# Resume\nUse it for follow-up questions only:\n" + as_data("resume", kept)
    note = _shortened(whole, kept, "cut to fit the budget")
    return _section("Resume", text, "candidate", untrusted=True, trimmed=note)


def _history(history: Sequence[tuple[str, str]], room: int) -> Section | None:
    if not history:
        return None
    lines = [f"{who}: {' '.join(cut_at_word(said, _TURN_CHARACTERS).split())}"
             for who, said in history[-200:]]  # fmt: skip

    def written(count: int) -> str:
        latest = "\n".join(lines[len(lines) - count :])
        return "# The interview so far\n" + as_data("earlier turns", latest)

    kept = most_that_fits(len(lines), room, written)
    note = None
    if kept < len(history):
        note = f"latest {kept} of {len(history)} turns kept"
    elif any(len(said) > _TURN_CHARACTERS for _, said in history):
        note = f"long turns cut to {_TURN_CHARACTERS:,} characters"
    text = written(kept) if kept else ""
    return _section("Earlier turns", text, "interview", untrusted=True, trimmed=note)


def _tailoring(posting: JobPosting, base: BasePrompt, parts: Mapping[str, str]) -> Section:
    role = base.name.replace("_", " ").upper()
    article = "AN" if role[0] in "AEIOU" else "A"
    part = f"tailoring_{focus_of(posting, base.name).value}"
    text = Template(parts[part]).substitute(role=role, article=article)
    return _own_section("Tailoring", text, f"prompts/parts/{part}.txt")


def _language(posting: JobPosting | None, session: SessionContext) -> Section | None:
    """Left out of the interview without a posting that is in English."""
    code = session.language or (posting.interview_language if posting else None) or DEFAULT
    if posting is None and code == DEFAULT:
        return None
    text = f"Interview language: {language_name(code)}"
    if code != DEFAULT:
        text += ". Say what you are told to say in this language, with the same meaning."
    return _own_section("Language", text, "interview")


def _plan(plan: InterviewPlan, parts: Mapping[str, str]) -> Section:
    """What the interview goes through; the questions themselves come one by one."""
    names = [one_line(name, _FIELD_TOKENS)[0] for name in plan.competencies]
    lines = "\n".join(f"- {name}" for name in names[:_MOST_COMPETENCIES])
    led = Template(parts["plan"]).substitute(
        questions=len(plan.questions), probes=plan.probes, minutes=plan.minutes
    )
    more = len(names) > _MOST_COMPETENCIES
    note = f"the first {_MOST_COMPETENCIES} of {len(names)} competencies" if more else None
    text = f"{led}\n{as_data('competencies', lines)}"
    return _section("Interview plan", text, "interview plan", untrusted=True, trimmed=note)


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
    conduct = _own_section("Conduct", parts["conduct"], "prompts/parts/conduct.txt")
    role = _own_section(
        "Base prompt", base.render(), f"prompts/{base.name}_interview.txt, version {base.version}"
    )
    facts = _facts(posting) if posting else None
    tailoring = _tailoring(posting, base, parts) if posting else None
    plan = _plan(session.plan, parts) if session.plan else None
    language = _language(posting, session)
    progress = None
    if session.progress:
        progress = _section("Progress", f"# Progress\n{session.progress}", "assessment")

    fixed = [s for s in (conduct, role, facts, tailoring, language, plan, progress) if s]
    room = budget - 1 - sum(s.tokens + _JOINT_TOKENS for s in fixed)

    def take(section: Section | None) -> Section | None:
        nonlocal room
        if section:
            room -= section.tokens + _JOINT_TOKENS
        return section

    skills = take(_skills(posting, room) if posting else None)
    description = take(_description(posting, room) if posting else None)
    history = take(_history(session.history, room))
    resume = take(_resume(session.resume, room))
    typed = (facts, description, skills, plan, resume, history)
    order = (conduct, role, *typed, tailoring, language, progress)
    sections = tuple(section for section in order if section)
    text = "\n\n".join(section.text for section in sections if section.text)
    return Prompt(text, count_tokens(text), sections)
