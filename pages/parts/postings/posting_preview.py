"""The preview of a posting while it is typed: its role, its prompt's size, its plan."""

import streamlit as st

from core.base_prompts.library import prompt_title
from core.errors import RolecallError
from core.interviews.plans.in_force import propose_for
from core.interviews.plans.words import time_words
from core.postings.content.draft import unsaved_posting
from core.postings.content.role_choice import role_of
from core.prompting.builder import SessionContext
from core.roles import RoleMapping, suggest_role
from core.roles.second_opinion import better_suggestion, roles_to_ask_about
from pages.composition.wiring import services
from pages.parts.postings.posting_form import PostingForm
from pages.parts.postings.posting_view import budget_view, lines, role_view
from pages.widgets.callbacks import handled
from pages.widgets.text import message


def posting_preview(form: PostingForm) -> None:
    """How the posting maps as it is typed now, and how many tokens it takes."""
    posting = unsaved_posting(form.draft)
    role = role_of(posting)
    st.subheader("How it will be interviewed", anchor=False)
    role_view(role)
    if not role.by_hand:
        _suggestion(form, role.mapping)
    try:
        plan = propose_for(posting)
        prompt = services().engine.build(role.role_type, posting, SessionContext(plan=plan))
    except RolecallError as problem:
        st.warning(message(str(problem)))
        return
    budget_view(prompt)
    st.write(f"Proposed plan: {time_words(plan)}.")
    if form.draft.required_skills:
        st.markdown("Asked about, in this order:")
        lines(form.draft.required_skills, numbered=True)


def _suggestion(form: PostingForm, mapping: RoleMapping) -> None:
    """Where the whole posting suggests something else than the rule: offer it, or ask."""
    draft = form.draft
    found = suggest_role(draft.title, draft.description, draft.tech_stack, draft.role_category)
    better, open_ones = better_suggestion(mapping, found), roles_to_ask_about(mapping, found)
    if better:
        with st.container(border=True):
            st.markdown(f"**{prompt_title(better.role)}** may fit better.")
            lines([better.reason])
            _take(form, better.role, f"Use {prompt_title(better.role)}")
    elif open_ones:
        with st.container(border=True):
            st.markdown("**Which fits best?** The posting does not say clearly.")
            with st.container(horizontal=True):
                for role in open_ones:
                    _take(form, role, prompt_title(role))


def _take(form: PostingForm, role: str, label: str) -> None:
    st.button(
        label, key=form.key(f"take-{role}"), on_click=handled(form.choose_base_prompt), args=(role,)
    )
