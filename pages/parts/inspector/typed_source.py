"""A posting that is typed into the inspector and never saved."""

import streamlit as st

from core.access.permissions import Member
from core.models import JobPosting
from core.postings.content.draft import (
    EXPERIENCE_LEVELS,
    MOST_DESCRIPTION,
    PostingDraft,
    split_skills,
    unsaved_posting,
)
from pages.parts.inspector.address import LONGEST, key
from pages.widgets.text_forms import keep_text_form


def _line(name: str, label: str, placeholder: str = "") -> str:
    typed = st.text_input(label, key=key(name), max_chars=LONGEST.get(name, 160), live="300ms",
                          persist_state="page", placeholder=placeholder)  # fmt: skip
    return typed or ""


def typed_source(me: Member) -> JobPosting:
    """A posting typed here; nothing is saved, and only the three first fields are in the link.

    Those are kept in the page's address, the others in the browser's form storage of ``me``.
    """
    keep_text_form("inspector", {name: key(name) for name in ("title", "company", "description")},
               owner=me)  # fmt: skip
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
