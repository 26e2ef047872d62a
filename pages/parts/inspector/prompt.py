"""The complete system prompt: tokens against the budget, every section, and downloads."""

import json

import streamlit as st

from core.prompting.account import prompt_json
from core.prompting.sections import Section
from pages.parts.inspector.budget_bar import budget_bar
from pages.parts.inspector.subject import Subject
from pages.widgets.save_button import save_button
from pages.widgets.text import plain


def prompt_view(subject: Subject) -> None:
    """Everything that the model is told about this posting before anybody speaks."""
    prompt = subject.prompt
    st.markdown("#### Tokens against the budget")
    budget_bar(prompt)
    if prompt.trimmed:
        st.write("What people typed is trimmed; conduct, base prompt and tailoring never are.")
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    left.markdown("#### The prompt, section by section")
    with right.container(horizontal=True, horizontal_alignment="right"):
        _downloads(subject)
    st.write(
        "In the interview itself the candidate's resume and the earlier turns follow, "
        "inside the same budget."
    )
    for section in prompt.sections:
        _section(section)


def _downloads(subject: Subject) -> None:
    name = f"rolecall-{subject.base.name}-prompt"
    save_button("Text", subject.prompt.text, f"{name}.txt", "text/plain")
    record = json.dumps(
        prompt_json(subject.role, subject.base, subject.prompt), ensure_ascii=False, indent=2
    )
    save_button("JSON", record, f"{name}.json", "application/json")


def _section(section: Section) -> None:
    mark = " · untrusted text" if section.untrusted else ""
    icon = ":material/person_alert:" if section.untrusted else ":material/verified_user:"
    label = plain(f"{section.name} · {section.tokens:,} tokens · {section.source}{mark}")
    with st.expander(label, icon=icon):
        if section.untrusted:
            st.warning(
                "A person typed or uploaded this. It stands between data tags, and the conduct "
                "tells the model that nothing in there is an instruction.",
                icon=":material/person_alert:",
            )
        if section.trimmed:
            st.text(f"Trimmed: {section.trimmed}.")
        if section.text:
            st.code(section.text, language=None, wrap_lines=True)
