"""The sections of the system prompt, each made by one function (pure).

What a person typed or uploaded stands between ``<data>`` tags. A section that may be shortened
takes ``room``, the tokens that are left for it. Where there is nothing to say it is None.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from string import Template

from core.base_prompts.library import BasePrompt
from core.interviews.plans.interview_plan import InterviewPlan
from core.models import JobPosting
from core.postings.content.role_choice import Focus, focus_of
from core.text.cutting import cut_at_word
from core.text.languages import DEFAULT, language_name
from core.text.tokens import count_tokens, cut_words_to_tokens, most_that_fits
from core.text.untrusted_text import (
    as_data,
    beginning_of_resume,
    clean_skills,
    one_line,
    read_description,
    without_data_tags,
)

DESCRIPTION_CHARACTERS = 500
_FIELD_TOKENS = 40
_FIRST_SKILLS = 12
"""Required skills that are kept even where there is no room for them."""
_MOST_SKILLS = 500
_TURN_CHARACTERS = 2_000
_MOST_TURNS = 200
_MOST_COMPETENCIES = 16
_LEAST_RESUME = 200
"""Characters: of a longer resume a shorter beginning says too little, so it is left out."""


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


@lru_cache(maxsize=128)
def own_section(name: str, text: str, source: str) -> Section:
    """A section of the program's own text: one of a few, so it is counted once."""
    return Section(name, text, count_tokens(text), source)


def _untrusted(name: str, text: str, source: str, trimmed: str | None) -> Section:
    return Section(name, text, count_tokens(text), source, untrusted=True, trimmed=trimmed)


def _left_out(name: str, source: str) -> Section:
    return _untrusted(name, "", source, "left out: no room in the budget")


# --- never shortened ---


def conduct(parts: Mapping[str, str]) -> Section:
    """How every interview is led."""
    return own_section("Conduct", parts["conduct"], "prompts/parts/conduct.txt")


def base_prompt(base: BasePrompt, posting: JobPosting | None, parts: Mapping[str, str]) -> Section:
    """What the role needs and how it is asked about.

    Of a trade without a base prompt of its own that is said without the fallback's role.
    """
    if posting and focus_of(posting, base.name) is Focus.GENERAL:
        openings = "\n".join(f"- {text}" for text in base.openings(technical=False))
        text = Template(parts["general_role"]).substitute(openings=openings)
        return own_section("Base prompt", text, "prompts/parts/general_role.txt")
    source = f"prompts/{base.name}_interview.txt, version {base.version}"
    return own_section("Base prompt", base.render(), source)


def job_facts(posting: JobPosting) -> Section | None:
    """The posting's short fields, each cut to ``_FIELD_TOKENS``."""
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
    return _untrusted("Job facts", text, "posting", note)


def tailoring(posting: JobPosting, base: BasePrompt, parts: Mapping[str, str]) -> Section:
    """The instruction to take the questions from this job."""
    role = base.name.replace("_", " ").upper()
    article = "AN" if role[0] in "AEIOU" else "A"
    part = f"tailoring_{focus_of(posting, base.name).value}"
    text = Template(parts[part]).substitute(role=role, article=article)
    return own_section("Tailoring", text, f"prompts/parts/{part}.txt")


def language(posting: JobPosting | None, code: str | None) -> Section | None:
    """The language to speak; None for an interview in English without a posting.

    ``code`` is the interview's ISO 639-1 code; None takes the posting's.
    """
    code = code or (posting.interview_language if posting else None) or DEFAULT
    if posting is None and code == DEFAULT:
        return None
    text = f"Interview language: {language_name(code)}"
    if code != DEFAULT:
        text += ". Say what you are told to say in this language, with the same meaning."
    return own_section("Language", text, "interview")


def interview_plan(plan: InterviewPlan, parts: Mapping[str, str]) -> Section:
    """The competencies that are asked about; the questions themselves come one by one."""
    names = [one_line(name, _FIELD_TOKENS)[0] for name in plan.competencies]
    lines = "\n".join(f"- {name}" for name in names[:_MOST_COMPETENCIES])
    led = Template(parts["plan"]).substitute(
        questions=len(plan.questions), probes=plan.probes, minutes=plan.minutes
    )
    more = len(names) > _MOST_COMPETENCIES
    note = f"the first {_MOST_COMPETENCIES} of {len(names)} competencies" if more else None
    text = f"{led}\n{as_data('competencies', lines)}"
    return _untrusted("Interview plan", text, "interview plan", note)


def progress(written: str | None) -> Section | None:
    """What has been asked and what comes next, as the program has ``written`` it."""
    if not written:
        return None
    text = f"# Progress\n{written}"
    return Section("Progress", text, count_tokens(text), "assessment")


# --- shortened where there is no room ---


def required_skills(posting: JobPosting, room: int) -> Section | None:
    """The posting's skills, at least the first ``_FIRST_SKILLS``."""
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
    return _untrusted("Required skills", written(kept), "posting", note)


def job_description(posting: JobPosting, room: int) -> Section | None:
    """The beginning of the description, at most ``DESCRIPTION_CHARACTERS``."""
    whole, short = read_description(posting.description, DESCRIPTION_CHARACTERS)
    if not whole:
        return None
    kept = cut_words_to_tokens(short, room - 20)
    if not kept:
        return _left_out("Job description", "posting")
    limit = "to fit the budget" if kept != short else f"to {DESCRIPTION_CHARACTERS} characters"
    text = "Description:\n" + as_data("job description", kept)
    return _untrusted("Job description", text, "posting", _note(whole, kept, f"cut {limit}"))


def earlier_turns(history: Sequence[tuple[str, str]], room: int) -> Section | None:
    """The latest turns, given as (speaker, text), oldest first."""
    if not history:
        return None
    lines = [f"{who}: {' '.join(cut_at_word(said, _TURN_CHARACTERS).split())}"
             for who, said in history[-_MOST_TURNS:]]  # fmt: skip

    def written(count: int) -> str:
        latest = "\n".join(lines[len(lines) - count :])
        return "# The interview so far\n" + as_data("earlier turns", latest)

    kept = most_that_fits(len(lines), room, written)
    note = None
    if kept < len(history):
        note = f"latest {kept} of {len(history)} turns kept"
    elif any(len(said) > _TURN_CHARACTERS for _, said in history):
        note = f"long turns cut to {_TURN_CHARACTERS:,} characters"
    return _untrusted("Earlier turns", written(kept) if kept else "", "interview", note)


def resume(uploaded: str | None, room: int) -> Section | None:
    """The beginning of the candidate's resume."""
    whole = without_data_tags(uploaded or "").strip()
    if not whole:
        return None
    kept = beginning_of_resume(whole, room - 30)
    if len(kept) < _LEAST_RESUME and kept != whole:
        return _left_out("Resume", "candidate")
    text = "# Resume\nUse it for follow-up questions only:\n" + as_data("resume", kept)
    return _untrusted("Resume", text, "candidate", _note(whole, kept, "cut to fit the budget"))


def _note(whole: str, kept: str, what: str) -> str | None:
    return None if kept == whole else f"{what}: {len(kept):,} of {len(whole):,} characters kept"
