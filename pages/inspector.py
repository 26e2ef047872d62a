"""The prompt inspector: why a posting maps to a role, and what the model is told."""

import streamlit as st

from core.access.permissions import Permission
from pages.access.guard import is_visitor, require_permission
from pages.parts.inspector.address import (
    COMPARE,
    PATH,
    PROMPT,
    QUESTIONS,
    TABLE,
    choice,
    read_address,
    write_address,
)
from pages.parts.inspector.compare import compare_view
from pages.parts.inspector.path import path_view
from pages.parts.inspector.prompt import prompt_view
from pages.parts.inspector.questions import questions_view
from pages.parts.inspector.source import chosen_posting, example_posting
from pages.parts.inspector.subject import subject_of, summary
from pages.parts.inspector.table import table_view
from pages.server.site_address import base_url

VIEWS = {
    PATH: "How it maps",
    PROMPT: "The prompt",
    COMPARE: "Before and after",
    QUESTIONS: "What would it ask?",
    TABLE: "Mapping table",
}
OF_A_POSTING = {
    PATH: path_view,
    PROMPT: prompt_view,
    COMPARE: compare_view,
    QUESTIONS: questions_view,
}


def main() -> None:
    """One run of the page."""
    me = None if is_visitor() else require_permission(Permission.INSPECT)
    read_address()
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        st.title("Prompt inspector", width="content", anchor=False)
        share = st.popover("Link to this view", icon=":material/link:")
    posting = chosen_posting(me) if me else example_posting()
    subject = subject_of(posting, me) if posting else None
    if subject:
        summary(subject)
    view = choice("view", "View", VIEWS, label_visibility="collapsed")
    if view == TABLE:
        table_view()
    elif subject:
        OF_A_POSTING[view](subject)
    address = f"{base_url()}/inspector?{write_address()}".rstrip("?")
    with share:
        st.code(address, language=None, wrap_lines=True)
        st.write("A typed title, company or description is never part of it.")


main()
