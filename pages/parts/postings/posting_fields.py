"""The fields of a job posting's form, each with its error message."""

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from core.base_prompts.library import load_base_prompts, prompt_title
from core.postings.content.draft import (
    CATEGORIES,
    EMPLOYMENT_TYPES,
    EXPERIENCE_LEVELS,
    LEAST_MINUTES,
    MOST_MINUTES,
    WORK_SETUPS,
)
from core.text.languages import DEFAULT, LANGUAGES, language_name
from pages.composition.wiring import services
from pages.parts.concurrent_edits import conflict_choice
from pages.parts.postings.posting_form import PostingForm
from pages.widgets.callbacks import handled


def posting_fields(form: PostingForm) -> None:
    """Every field of ``form``."""
    left, right = st.columns(2)
    with left:
        _text(form, "title", "Job title", live="300ms", placeholder="Senior data engineer")
    with right:
        _text(form, "company", "Company")
    _area(form, "description", "Description", height=160)
    left, right = st.columns(2)
    with left:
        _text(form, "tech_stack", "Tech stack", live="300ms", placeholder="Kafka, Spark, AWS")
    with right:
        _category(form)
    _area(form, "required_skills", "Required skills, most important first", height=110,
          placeholder="One a line, or with commas between")  # fmt: skip
    left, middle, right = st.columns(3)
    with left:
        _choice(form, "employment_type", "Employment", EMPLOYMENT_TYPES)
        _choice(form, "experience_level", "Experience", EXPERIENCE_LEVELS)
    with middle:
        _choice(form, "work_setup", "Work setup", WORK_SETUPS)
        _minutes(form)
    with right:
        _text(form, "location", "Location")
        _choice(form, "base_prompt_override", "Base prompt", tuple(load_base_prompts()),
                empty="As mapped", format_func=prompt_title)  # fmt: skip
    _language(form)


def _problem(form: PostingForm, field: str) -> None:
    if problem := form.problem(field):
        st.error(problem, icon=":material/error:")
    shown = getattr(form.saved, field)
    words = ", ".join(shown) if isinstance(shown, tuple) else str(shown or "")
    conflict_choice(form.merge, field, words, partial(form.take_theirs, field), name=form.name)


def _text(form: PostingForm, field: str, label: str, **more: Any) -> None:
    st.text_input(label, key=form.key(field), persist_state="session", **more)
    _problem(form, field)


def _area(form: PostingForm, field: str, label: str, **more: Any) -> None:
    st.text_area(label, key=form.key(field), persist_state="session", **more)
    _problem(form, field)


def _choice(
    form: PostingForm, field: str, label: str, options: tuple[str, ...], *,
    empty: str = "Not stated", format_func: Callable[[str], str] = str,
) -> None:  # fmt: skip
    st.selectbox(label, options, index=None, format_func=format_func, placeholder=empty,
                 key=form.key(field), persist_state="session")  # fmt: skip
    _problem(form, field)


def _category(form: PostingForm) -> None:
    # A select box that takes new options forgets what is typed when it is left.
    with st.container(horizontal=True, vertical_alignment="bottom", gap="xsmall"):
        st.text_input("Role category", live="300ms", placeholder="Type, or choose",
                      key=form.key("role_category"), persist_state="session")  # fmt: skip
        st.menu_button("List", CATEGORIES, key=form.key("categories"),
                       on_click=handled(form.take_category))  # fmt: skip
    _problem(form, "role_category")


def _minutes(form: PostingForm) -> None:
    st.number_input("Interview, minutes", LEAST_MINUTES, MOST_MINUTES, step=5,
                    key=form.key("interview_minutes"), persist_state="session")  # fmt: skip
    _problem(form, "interview_minutes")


def _language(form: PostingForm) -> None:
    _choice(form, "interview_language", "Interview language", tuple(LANGUAGES),
            empty=LANGUAGES[DEFAULT], format_func=language_name)  # fmt: skip
    chosen = form.draft.interview_language
    if chosen != DEFAULT and services().settings.openai_api_key is None:
        st.info(
            "Without an OpenAI key only English is understood when it is spoken, and the "
            f"questions are asked in English. Candidates may answer in {language_name(chosen)} "
            "by typing.",
            icon=":material/translate:",
        )
