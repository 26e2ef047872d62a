"""The three ways to choose what is inspected."""

import streamlit as st

from core.access.permissions import Member
from core.base_prompts.library import prompt_title
from core.models import JobPosting
from core.postings.content.draft import unsaved_posting
from core.postings.content.examples import EXAMPLES
from pages.parts.inspector.address import SAVED, TYPED, WALK, choice, key, parameter, set_parameter
from pages.parts.inspector.saved_source import saved_source
from pages.parts.inspector.typed_source import typed_source
from pages.widgets.callbacks import handled
from pages.widgets.tab_state import widget_value

_SOURCES = {WALK: "Walk the 20 roles", SAVED: "Saved posting", TYPED: "Type it yourself"}


def chosen_posting(me: Member) -> JobPosting | None:
    """The posting to look at, None if none is chosen yet."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        source = choice("source", "What to look at", _SOURCES, wrap=True)
        if source == WALK:
            return _walk()
    return saved_source(me) if source == SAVED else typed_source(me)


def example_posting() -> JobPosting:
    """One of the made-up postings: all that a visitor may look at."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        return _walk()


def example_of(role: str) -> JobPosting:
    """The made-up posting of a base prompt."""
    return unsaved_posting(EXAMPLES[role])


def _step(by: int) -> None:
    roles = list(EXAMPLES)
    set_parameter("role", roles[(roles.index(widget_value(key("role"))) + by) % len(roles)])


def _walk() -> JobPosting:
    """The twenty base prompts one after the other, each with a made-up posting."""
    roles = list(EXAMPLES)
    role = st.selectbox(
        f"Role {roles.index(parameter('role')) + 1} of {len(roles)}",
        roles,
        format_func=prompt_title,
        key=key("role"),
        persist_state="page",
        width=280,
    )
    st.button("Previous", icon=":material/arrow_back:", on_click=handled(_step), args=(-1,))
    st.button(
        "Next", icon=":material/arrow_forward:", on_click=handled(_step), args=(1,), type="primary"
    )
    return example_of(role)
