"""The form of a job posting: what is typed, what is wrong with it, and its live preview.

What is typed lives in the widgets' own state under keys of one form each, so that it is
there again after looking at another page. A form ends when it is saved or discarded.
"""

import re
from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any
from uuid import uuid4

import streamlit as st

from core.errors import InvalidInput, RolecallError
from core.job_postings import (
    EMPLOYMENT_TYPES,
    EXPERIENCE_LEVELS,
    LEAST_MINUTES,
    MOST_MINUTES,
    WORK_SETUPS,
    PostingDraft,
    checked_values,
    unsaved_posting,
)
from core.languages import DEFAULT, LANGUAGES, language_name
from core.plans import propose_for
from core.posting_roles import role_of
from core.prompt_builder import SessionContext
from core.prompts import load_base_prompts
from core.roles.suggestions import CONFIDENT, suggest_role
from pages.shared.postings.plan_view import time_line
from pages.shared.postings.posting_view import budget_view, lines, prompt_title, role_view
from pages.shared.wiring import services

CATEGORIES = (
    "Engineering", "Sales", "Customer support", "Product", "Design", "Marketing", "Operations",
    "Management",
)  # fmt: skip
FIELDS = tuple(PostingDraft.__dataclass_fields__)
_ACCEPTED = PostingDraft(title="x", company="x")
_SKILL_ENDS = re.compile(r"[\n,;](?![^()\n]*\))")


def split_skills(typed: str) -> tuple[str, ...]:
    """Skills typed one a line or with commas between; commas in brackets belong to a skill."""
    skills = (part.strip().lstrip("-•* ") for part in _SKILL_ENDS.split(typed))
    return tuple(skill for skill in skills if skill)


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


class PostingForm:
    """One form that is being filled in: for a new posting, or for changes to a saved one."""

    def __init__(self, subject: str, saved: PostingDraft) -> None:
        """``subject``: "new" or the posting's id; ``saved``: what the form begins with."""
        self._id_key = f"posting-form-{subject}"
        self._id: str = st.session_state.setdefault(self._id_key, uuid4().hex)
        self.saved = saved
        shown = {**asdict(saved), "required_skills": "\n".join(saved.required_skills)}
        for field, value in shown.items():
            st.session_state.setdefault(self.key(field), value)
        self.draft = self._typed()
        self.problems = problems_of(self.draft)

    @property
    def name(self) -> str:
        """What every widget key of this form begins with."""
        return f"posting-{self._id}"

    @property
    def changed(self) -> bool:
        """Whether something is typed that is not saved."""
        return self.draft != self.saved

    def key(self, field: str) -> str:
        """The widget key of ``field``."""
        return f"{self.name}-{field}"

    def _typed(self) -> PostingDraft:
        typed = {field: st.session_state[self.key(field)] or None for field in FIELDS}
        skills = split_skills(typed["required_skills"] or "")
        given = {field: value for field, value in typed.items() if value is not None}
        return PostingDraft(**{**given, "required_skills": skills})

    def show_all_problems(self) -> None:
        """From now on, also say which empty fields are needed."""
        st.session_state[self.key("asked")] = True

    def end(self) -> None:
        """Forget what was typed; the next form for the same posting is another one."""
        for key in (self._id_key, self.key("asked"), *map(self.key, FIELDS)):
            st.session_state.pop(key, None)

    def show(self) -> None:
        """The fields, each with what is wrong with it beneath."""
        left, right = st.columns(2)
        with left:
            self._text("title", "Job title", live="300ms", placeholder="Senior data engineer")
        with right:
            self._text("company", "Company")
        self._area("description", "Description", height=160)
        left, right = st.columns(2)
        with left:
            self._text("tech_stack", "Tech stack", live="300ms", placeholder="Kafka, Spark, AWS")
        with right:
            self._category()
        self._area("required_skills", "Required skills, most important first", height=110,
                   placeholder="One a line, or with commas between")  # fmt: skip
        left, middle, right = st.columns(3)
        with left:
            self._choice("employment_type", "Employment", EMPLOYMENT_TYPES)
            self._choice("experience_level", "Experience", EXPERIENCE_LEVELS)
        with middle:
            self._choice("work_setup", "Work setup", WORK_SETUPS)
            self._minutes()
        with right:
            self._text("location", "Location")
            self._choice("base_prompt_override", "Base prompt", tuple(load_base_prompts()),
                         empty="As mapped", format_func=prompt_title)  # fmt: skip
        self._language()

    def _problem(self, field: str) -> None:
        asked = st.session_state.get(self.key("asked"))
        if field in self.problems and (asked or getattr(self.draft, field)):
            st.error(self.problems[field], icon=":material/error:")

    def _text(self, field: str, label: str, **more: Any) -> None:
        st.text_input(label, key=self.key(field), persist_state="session", **more)
        self._problem(field)

    def _area(self, field: str, label: str, **more: Any) -> None:
        st.text_area(label, key=self.key(field), persist_state="session", **more)
        self._problem(field)

    def _choice(
        self,
        field: str,
        label: str,
        options: tuple[str, ...],
        *,
        empty: str = "Not stated",
        format_func: Callable[[str], str] = str,
    ) -> None:
        st.selectbox(label, options, index=None, format_func=format_func, placeholder=empty,
                     key=self.key(field), persist_state="session")  # fmt: skip
        self._problem(field)

    def _category(self) -> None:
        # A select box that takes new options forgets what is typed when it is left.
        with st.container(horizontal=True, vertical_alignment="bottom", gap="xsmall"):
            st.text_input("Role category", live="300ms", placeholder="Type, or choose",
                          key=self.key("role_category"), persist_state="session")  # fmt: skip
            st.menu_button("List", CATEGORIES, key=self.key("categories"),
                           on_click=self._take_category)  # fmt: skip
        self._problem("role_category")

    def _take_category(self) -> None:
        st.session_state[self.key("role_category")] = st.session_state[self.key("categories")]

    def _minutes(self) -> None:
        st.number_input("Interview, minutes", LEAST_MINUTES, MOST_MINUTES, step=5,
                        key=self.key("interview_minutes"), persist_state="session")  # fmt: skip
        self._problem("interview_minutes")

    def _language(self) -> None:
        self._choice("interview_language", "Interview language", tuple(LANGUAGES),
                     empty=LANGUAGES[DEFAULT], format_func=language_name)  # fmt: skip
        chosen = self.draft.interview_language
        if chosen != DEFAULT and services().settings.openai_api_key is None:
            st.info(
                f"Without an OpenAI key only English is understood when it is spoken, and the "
                f"questions are asked in English. Candidates may answer in {language_name(chosen)} "
                "by typing.",
                icon=":material/translate:",
            )

    def preview(self) -> None:
        """How the posting maps as it is typed now, and how many tokens it takes."""
        posting = unsaved_posting(self.draft)
        role = role_of(posting)
        st.subheader("How it will be interviewed", anchor=False)
        role_view(role)
        if not role.by_hand:
            self._suggestion(role.mapping.base_prompt)
        try:
            plan = propose_for(posting)
            context = SessionContext(plan=plan)
            prompt = services().engine.build(role.role_type, posting, context)
        except RolecallError as problem:
            st.warning(str(problem))
            return
        budget_view(prompt)
        st.write(f"Proposed plan: {time_line(plan)}.")
        if self.draft.required_skills:
            st.markdown("Asked about, in this order:")
            lines(self.draft.required_skills, numbered=True)

    def _suggestion(self, mapped: str) -> None:
        """Where the whole posting suggests something else than the rule: offer it, or ask."""
        draft = self.draft
        found = suggest_role(draft.title, draft.description, draft.tech_stack, draft.role_category)
        if not found or found[0].role == mapped:
            return
        best = found[0]
        with st.container(border=True):
            if best.confidence >= CONFIDENT:
                st.markdown(f"**{prompt_title(best.role)}** may fit better.")
                lines([best.reason])
                self._take(best.role, f"Use {prompt_title(best.role)}")
                return
            st.markdown("**Which fits best?** The posting does not say clearly.")
            with st.container(horizontal=True):
                for role in dict.fromkeys([*(s.role for s in found), mapped]):
                    self._take(role, prompt_title(role))

    def _take(self, role: str, label: str) -> None:
        st.button(label, key=self.key(f"take-{role}"), on_click=self._choose, args=(role,))

    def _choose(self, role: str) -> None:
        st.session_state[self.key("base_prompt_override")] = role
