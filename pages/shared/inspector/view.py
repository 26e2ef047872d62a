"""How a posting got its base prompt: the summary, and the path from what was typed."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

import streamlit as st

from core.models import JobPosting
from core.plans import next_plan, propose_for
from core.plans.interview_plan import InterviewPlan
from core.posting_roles import Focus, PostingRole, role_of
from core.prompt_builder import TOKEN_BUDGET, Prompt, SessionContext
from core.prompts import BasePrompt, load_base_prompts
from core.roles import Match, Reading, RoleMapping
from core.roles.offers import better_suggestion
from core.roles.suggestions import suggest_role
from pages.shared.html_parts import facts, table_html
from pages.shared.postings.posting_view import prompt_title
from pages.shared.wiring import services

_SKILLS_SHOWN = 5
_FIELDS = {"tech_stack": "Tech stack", "role_category": "Role category"}
_OUTCOMES = {
    "decided": "✓ Decided",
    "set aside": "Set aside",
    "everyday word": "An everyday word here",
    "unknown": "Not in the table",
}
_FOCUS = {
    Focus.TECHNICAL: "Technical questions",
    Focus.NON_TECHNICAL: "Behaviour, no coding",
    Focus.GENERAL: "General questions only",
}
_STYLE = """<style>
ol.rc-path {list-style: none; margin: 0; padding: 0; counter-reset: step}
.rc-path > li {counter-increment: step; position: relative; padding: 0 0 1.1rem 2.75rem}
.rc-path > li::before {content: counter(step); position: absolute; left: 0; top: 0;
  width: 1.8rem; height: 1.8rem; line-height: 1.8rem; text-align: center; border-radius: 50%;
  font-weight: 600; background: color-mix(in srgb, currentColor 14%, transparent)}
.rc-path > li:not(:last-child)::after {content: ""; position: absolute; left: .9rem; top: 2.1rem;
  bottom: .3rem; border-left: 2px solid color-mix(in srgb, currentColor 30%, transparent)}
.rc-path h3 {font-size: 1.05rem; font-weight: 600; margin: 0; padding: .15rem 0 .35rem}
.rc-path p, .rc-path ul {margin: 0 0 .35rem; overflow-wrap: anywhere}
.rc-path ul {padding-left: 1.1rem}
.rc-path q {quotes: none; font-family: monospace; padding: .1rem .35rem; border-radius: .3rem;
  background: color-mix(in srgb, currentColor 9%, transparent)}
.rc-result {font-size: 1.15rem}
</style>"""


@dataclass(frozen=True)
class Subject:
    """What is being looked at: a posting, saved or not, and all that follows from it."""

    posting: JobPosting
    role: PostingRole
    base: BasePrompt
    prompt: Prompt
    plan: InterviewPlan


def subject_of(posting: JobPosting) -> Subject:
    """What becomes of ``posting`` before any candidate is known."""
    role = role_of(posting)
    plan = _plan_of(posting)
    context = SessionContext(base_prompt=plan.base_prompt, plan=plan)
    prompt = services().engine.build(role.role_type, posting, context)
    return Subject(posting, role, load_base_prompts()[plan.base_prompt], prompt, plan)


def _plan_of(posting: JobPosting) -> InterviewPlan:
    """What the next candidate would be asked."""
    if posting.id is None:
        return propose_for(posting)
    with services().begin() as db:
        return next_plan(db, posting)


def summary(subject: Subject) -> None:
    """The outcome in one row."""
    posting = subject.posting
    with st.container(border=True):
        facts(
            {
                "Posting": posting.title or "No title",
                "Required skills": _first(posting.required_skills) or "None named",
                "Base prompt": subject.base.title,
                "Stored role type": subject.role.role_type,
                "What is asked": _FOCUS[subject.role.focus],
                "System prompt": f"{subject.prompt.tokens:,} of {TOKEN_BUDGET:,} tokens",
            }
        )


def _first(skills: list[str]) -> str:
    """The first skills, and how many there are beside them."""
    more = len(skills) - _SKILLS_SHOWN
    return ", ".join(skills[:_SKILLS_SHOWN]) + (f" and {more} more" if more > 0 else "")


def path_view(subject: Subject) -> None:
    """From what was typed to the base prompt, step by step."""
    mapping = subject.role.mapping
    steps = {
        "What was typed": _typed(subject.posting),
        "How it was read": _read(mapping.readings),
        "Which words decided": _decided(mapping.matched),
        "What lost, and why": _lost(mapping),
        "The result": _result(subject),
    }
    body = "".join(f"<li><h3>{name}</h3>{html}</li>" for name, html in steps.items())
    st.html(f'{_STYLE}<ol class="rc-path">{body}</ol>')


def _items(sentences: Iterable[str]) -> str:
    """A list; the sentences are HTML already."""
    return f"<ul>{''.join(f'<li>{one}</li>' for one in sentences)}</ul>"


def _typed(posting: JobPosting) -> str:
    return _items(
        f"{label}: <q>{escape(value)}</q>" if value else f"{label}: left empty"
        for label, value in ((_FIELDS[name], getattr(posting, name)) for name in _FIELDS)
    )


def _read(readings: tuple[Reading, ...]) -> str:
    if not readings:
        return "<p>There was nothing to read.</p>"
    said = (
        "<p>The fields are cut into entries and looked up as whole words. Case, accents, versions "
        "and spellings such as “.js” make no difference.</p>"
    )
    rows = (
        (
            entry.typed,
            _FIELDS[entry.source],
            "; ".join(entry.understood) or "–",
            _OUTCOMES[entry.outcome],
        )
        for entry in readings
    )
    return said + table_html(("Entry", "Field", "Read as", "What became of it"), rows)


def _decided(matched: tuple[Match, ...]) -> str:
    if not matched:
        return "<p>None: nothing that was typed names a role of the library.</p>"
    return _items(
        f"<q>{escape(one.text)}</q> in the {_FIELDS[one.source].lower()} is "
        f"<q>{escape(one.alias)}</q> in the table: {escape(prompt_title(one.role))}"
        for one in matched
    )


def _lost(mapping: RoleMapping) -> str:
    if not mapping.lost:
        return "<p>Nothing else was named.</p>"
    return _items(escape(one) for one in mapping.lost)


def _result(subject: Subject) -> str:
    role, base = subject.role, subject.base
    chosen = [escape(reason) for reason in role.mapping.reasons]
    if role.by_hand:
        mapped = prompt_title(role.mapping.base_prompt)
        chosen = [f"Chosen by hand by the team. The rule would take {escape(mapped)}."]
    runner_up = role.mapping.runner_up
    lines = [
        *chosen,
        f"Runner-up: {escape(prompt_title(runner_up))}" if runner_up else "No runner-up.",
        *_second_opinion(subject),
    ]
    return (
        f'<p class="rc-result"><strong>{escape(base.title)}</strong> '
        f"(prompts/{base.name}_interview.txt, version {base.version}), stored as role type "
        f"<strong>{escape(role.role_type)}</strong></p>{_items(lines)}"
    )


def _second_opinion(subject: Subject) -> list[str]:
    """Where title and text suggest another base prompt than stack and category do."""
    posting, role = subject.posting, subject.role
    found = suggest_role(
        posting.title, posting.description, posting.tech_stack, posting.role_category
    )
    better = None if role.by_hand else better_suggestion(role.mapping, found)
    if better is None:
        return []
    return [
        f"Title and text suggest <strong>{escape(prompt_title(better.role))}</strong> instead "
        f"(confidence {better.confidence:.0%}): {escape(better.reason)} The team can choose it by "
        "hand in the job form."
    ]
