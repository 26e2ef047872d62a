"""A job posting on screen: its facts, its text, and how it is interviewed."""

from collections.abc import Iterable
from html import escape

import streamlit as st

from core.base_prompts.library import prompt_title
from core.models import JobPosting, PostingStatus
from core.postings.content.role_choice import Focus, PostingRole
from core.prompting.builder import TOKEN_BUDGET, Prompt
from core.text.plain_text import plain_text
from pages.widgets.text import plain_badge

STATUS = {
    PostingStatus.DRAFT: ("Draft", "gray", ":material/edit_note:"),
    PostingStatus.OPEN: ("Open", "green", ":material/check_circle:"),
    PostingStatus.CLOSED: ("Closed", "orange", ":material/block:"),
}
_FACTS = {
    "location": ":material/location_on:",
    "work_setup": ":material/home_work:",
    "employment_type": ":material/schedule:",
    "experience_level": ":material/trending_up:",
}
_FOCUS = {
    Focus.TECHNICAL: "Technical questions are asked.",
    Focus.NON_TECHNICAL: "Behaviour and situations only: no coding questions.",
    Focus.GENERAL: "Nothing says what kind of work this is, so only general questions are asked. "
    "Naming the tech stack or a category changes that.",
}


def status_badge(posting: JobPosting) -> None:
    """Draft, open or closed."""
    label, color, icon = STATUS[posting.status]
    st.badge(label, color=color, icon=icon)  # type: ignore[arg-type]


def fact_badges(posting: JobPosting) -> None:
    """Where, how and at which level the work is done, as far as it is stated."""
    for name, icon in _FACTS.items():
        if value := getattr(posting, name):
            st.badge(plain_badge(value), icon=icon, color="gray")


def skill_badges(posting: JobPosting) -> None:
    """The required skills in their order."""
    with st.container(horizontal=True, gap="xsmall"):
        for skill in posting.required_skills:
            st.badge(plain_badge(skill), color="blue")


def prose(text: str) -> None:
    """A pasted text as its reader should see it: paragraphs and list items, no markup."""
    paragraphs = plain_text(text).split("\n\n")
    body = "".join(f"<p>{escape(part).replace(chr(10), '<br>')}</p>" for part in paragraphs if part)
    if body:
        st.html(f'<div style="max-width: 46rem; overflow-wrap: anywhere">{body}</div>')


def posting_box(posting: JobPosting) -> None:
    """What was typed of a posting, as the team reads it."""
    with st.container(border=True):
        st.subheader("Posting", anchor=False)
        for name, value in {
            "Tech stack": posting.tech_stack,
            "Role category": posting.role_category,
        }.items():
            if value:
                st.text(f"{name}: {value}")
        if posting.required_skills:
            st.text("Required skills, most important first:")
            skill_badges(posting)
        prose(posting.description)


def lines(items: Iterable[str], *, numbered: bool = False) -> None:
    """A short list of sentences that may quote what was typed; nothing for none."""
    body = "".join(f"<li>{escape(item)}</li>" for item in items)
    tag = "ol" if numbered else "ul"
    if body:
        st.html(f'<{tag} style="margin: 0; overflow-wrap: anywhere">{body}</{tag}>')


def role_view(role: PostingRole) -> None:
    """Which base prompt a posting gets, and why."""
    st.markdown(f"**{prompt_title(role.base_prompt)}**")
    if role.by_hand:
        mapped = prompt_title(role.mapping.base_prompt)
        lines([f"Chosen by hand. The rule would take {mapped}."])
    else:
        lines(role.mapping.reasons)
        if role.mapping.runner_up:
            st.markdown(f"Runner-up: {prompt_title(role.mapping.runner_up)}")
    st.markdown(_FOCUS[role.focus])


def budget_view(prompt: Prompt) -> None:
    """Tokens of the whole system prompt against the budget, and what was left out."""
    st.progress(
        min(1.0, prompt.tokens / TOKEN_BUDGET),
        text=f"System prompt: {prompt.tokens:,} of {TOKEN_BUDGET:,} tokens",
    )
    lines(f"{part.name}: {part.trimmed}" for part in prompt.sections if part.trimmed)
