"""The three ways to choose what the inspector looks at."""

import streamlit as st

from core.errors import NotFound
from core.example_postings import EXAMPLES
from core.job_postings import PAGE_SIZE, get_posting, list_postings
from core.models import JobPosting
from core.posting_draft import (
    EXPERIENCE_LEVELS,
    MOST_DESCRIPTION,
    PostingDraft,
    split_skills,
    unsaved_posting,
)
from pages.shared.gate import is_visitor
from pages.shared.inspector.address import (
    LONGEST,
    SAVED,
    TYPED,
    WALK,
    choice,
    choose,
    key,
    shown,
)
from pages.shared.postings.posting_view import prompt_title
from pages.shared.wiring import services

_SOURCES = {WALK: "Walk the 20 roles", SAVED: "Saved posting", TYPED: "Type it yourself"}


def chosen_posting() -> JobPosting | None:
    """The posting to look at, None if none is chosen yet."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        source = choice("source", "What to look at", _SOURCES, wrap=True)
        if source == WALK:
            return _walk()
    return _saved() if source == SAVED else _typed()


def chosen_example() -> JobPosting:
    """One of the made-up postings: all that a visitor may look at."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        return _walk()


def example_of(role: str) -> JobPosting:
    """The made-up posting of a base prompt."""
    return unsaved_posting(EXAMPLES[role])


def saved_posting(posting_id: str) -> JobPosting | None:
    """The saved posting with this id, None if there is none, or for a visitor."""
    if is_visitor():
        return None
    try:
        with services().begin() as db:
            return get_posting(db, posting_id)
    except NotFound:
        return None


def posting_title(posting: JobPosting) -> str:
    """What a posting is called in a list."""
    return f"{posting.title} · {posting.company}" if posting.company else posting.title


def _step(by: int) -> None:
    roles = list(EXAMPLES)
    choose("role", roles[(roles.index(shown("role")) + by) % len(roles)])


def _walk() -> JobPosting:
    """The twenty base prompts one after the other, each with a made-up posting."""
    roles = list(EXAMPLES)
    role = st.selectbox(
        f"Role {roles.index(shown('role')) + 1} of {len(roles)}",
        roles,
        format_func=prompt_title,
        key=key("role"),
        persist_state="page",
        width=280,
    )
    st.button("Previous", icon=":material/arrow_back:", on_click=_step, args=(-1,))
    st.button("Next", icon=":material/arrow_forward:", on_click=_step, args=(1,), type="primary")
    return example_of(role)


def _saved() -> JobPosting | None:
    """A posting of the team, found by search."""
    left, right = st.columns([1, 2])
    search = left.text_input("Search title, company and skills", type="search", live="300ms",
                             key="inspector-search", persist_state="page")  # fmt: skip
    with services().begin() as db:
        rows, total = list_postings(db, search)
    known = {str(row.posting.id): row.posting for row in rows}
    wanted = shown("posting")
    if wanted and wanted not in known:
        found = saved_posting(wanted)
        if found is None:
            st.warning("This job posting does not exist any more. Please choose another one.")
            choose("posting", "")
        else:
            known = {wanted: found, **known}
    if not known:
        right.write("No posting matches." if search else "No postings yet.")
        return None
    if not shown("posting"):
        choose("posting", next(iter(known)))
    more = f" (the newest {PAGE_SIZE} of {total}: search for others)" if total > PAGE_SIZE else ""
    chosen = right.selectbox(
        f"Posting{more}",
        list(known),
        format_func=lambda one: posting_title(known[one]),
        key=key("posting"),
        persist_state="page",
    )
    return known[chosen]


def _line(name: str, label: str, placeholder: str = "") -> str:
    typed = st.text_input(label, key=key(name), max_chars=LONGEST.get(name, 160), live="300ms",
                          persist_state="page", placeholder=placeholder)  # fmt: skip
    return typed or ""


def _typed() -> JobPosting:
    """A posting typed here; nothing is saved, and only the three first fields are in the link."""
    left, middle, right = st.columns(3)
    with left:
        stack = _line("stack", "Tech stack", "k8s / Terraform / AWS")
    with middle:
        category = _line("category", "Role category", "Engineering")
    with right:
        skills = _line("skills", "Required skills", "Kafka, SQL, Spanish")
    with st.expander("Title, company, level and description (never part of the link)"):
        left, middle, right = st.columns(3)
        with left:
            title = _line("title", "Job title")
        with middle:
            company = _line("company", "Company")
        level = right.selectbox("Experience", EXPERIENCE_LEVELS, index=None, key=key("level"),
                                placeholder="Not stated", persist_state="page")  # fmt: skip
        text = st.text_area("Description", max_chars=MOST_DESCRIPTION, height=120,
                            key=key("description"), persist_state="page")  # fmt: skip
    return unsaved_posting(
        PostingDraft(
            title=title,
            company=company,
            description=text or "",
            tech_stack=stack or None,
            role_category=category or None,
            required_skills=split_skills(skills),
            experience_level=level,
        )
    )
