"""The team's job postings: the list, one posting with its applications, and the form."""

import streamlit as st

from core.auth import Permission
from core.job_postings import create_posting, update_posting
from core.models import JobPosting, User
from core.posting_draft import PostingDraft, draft_of
from pages.shared.address import show, way_to
from pages.shared.forms import field_error, problem_of
from pages.shared.gate import gate
from pages.shared.postings.chosen import chosen_posting
from pages.shared.postings.plan_editor import plan_editor
from pages.shared.postings.posting_detail import posting_detail
from pages.shared.postings.posting_fields import posting_fields
from pages.shared.postings.posting_form import PostingForm
from pages.shared.postings.posting_list import postings_list
from pages.shared.postings.posting_preview import posting_preview
from pages.shared.text import plain
from pages.shared.wiring import services

NEW = "new"


def overview() -> None:
    """The list, and the way to a new posting."""
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        st.title("Jobs", width="content", anchor=False)
        if st.button("New posting", icon=":material/add:", type="primary"):
            show(posting=NEW)
    postings_list()


def save(user: User, posting: JobPosting | None, draft: PostingDraft) -> str | None:
    """Keep what was typed; returns the posting's id, None if it was refused."""
    form = f"posting-{posting.id if posting else NEW}"
    with problem_of(form), services().begin() as db:
        kept = (
            update_posting(db, posting.id, draft, user)
            if posting
            else create_posting(db, draft, user)
        )
        return str(kept.id)
    return None


def edit(user: User, posting: JobPosting | None) -> None:
    """The form beside its live preview."""
    subject = str(posting.id) if posting else NEW
    form = PostingForm(subject, draft_of(posting) if posting else PostingDraft())
    way_to("All jobs", icon=":material/arrow_back:")
    st.title(plain(f"Edit: {posting.title}") if posting else "New posting", anchor=False)
    left, right = st.columns([3, 2], gap="large")
    with right:
        posting_preview(form)
    with left:
        posting_fields(form)
        field_error(f"posting-{subject}")
        with st.container(horizontal=True):
            wanted = st.button("Save", type="primary", key=form.key("save"))
            discarded = st.button("Discard changes" if form.changed else "Cancel")
    if discarded:
        form.end()
        show(**({"posting": subject} if posting else {}))
    if wanted:
        form.show_all_problems()
        kept = None if form.problems else save(user, posting, form.draft)
        if kept:
            form.end()
            show(posting=kept)
        st.rerun()


def main() -> None:
    """One run of the page."""
    user = gate(Permission.HIRE)
    wanted = st.query_params.get("posting")
    if wanted is None:
        overview()
        return
    if wanted == NEW:
        edit(user, None)
        return
    posting = chosen_posting(wanted, "All jobs")
    if "edit" in st.query_params:
        edit(user, posting)
    elif "plan" in st.query_params:
        plan_editor(posting, user)
    else:
        posting_detail(posting, user)


main()
