"""The whole mapping table: the twenty base prompts, and every word that leads to one."""

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from core.base_prompts.library import load_base_prompts, prompt_title
from core.roles import BASE_PROMPTS, AliasRow, role_aliases
from core.text.dates import many
from core.text.languages import language_name
from pages.parts.inspector.address import LONGEST, key
from pages.widgets.html_parts import table_html


def table_view() -> None:
    """Both tables; the second is searched by any part of a word, role, kind or language."""
    aliases = role_aliases()
    search = st.text_input(
        f"Search the {len(aliases):,} words of the table",
        key=key("find"),
        max_chars=LONGEST["find"],
        type="search",
        live="300ms",
        persist_state="page",
        placeholder="kubernetes, sales, Vertrieb, office tool",
    )
    found = [row for row in aliases if _matches(row, search or "")]
    st.text(f"{many(len(found), 'word')}. A * stands for any letters.")
    if found:
        st.dataframe(_columns(found), hide_index=True, alt="Words and their base prompts")
    st.markdown("#### From base prompt to stored role type")
    st.html(_roles(aliases))


def _matches(row: AliasRow, search: str) -> bool:
    role, language = prompt_title(row.role), language_name(row.language)
    text = f"{row.alias} {row.role} {role} {row.source} {language}"
    return all(word in text.casefold() for word in search.casefold().split())


def _columns(rows: Sequence[AliasRow]) -> dict[str, list[str]]:
    return {
        "Word": [row.alias for row in rows],
        "Base prompt": [prompt_title(row.role) for row in rows],
        "Stored role type": [row.role_type for row in rows],
        "Kind of word": [row.source for row in rows],
        "Language": [language_name(row.language) for row in rows],
    }


def _roles(aliases: Sequence[AliasRow]) -> str:
    words = Counter(row.role for row in aliases)
    prompts = load_base_prompts()
    rows = (
        (
            prompts[name].title,
            f"{name}_interview.txt",
            prompts[name].version,
            prompts[name].kind.replace("_", "-"),
            prompts[name].role_type,
            f"{words[name]:,}",
        )
        for name in BASE_PROMPTS
    )
    head = ("Base prompt", "File", "Version", "Kind", "Stored role type", "Words")
    return table_html(head, rows, numbers=frozenset({5}))
