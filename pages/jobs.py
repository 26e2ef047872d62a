"""The team's job postings: the list, one posting with its applications, and the form."""

import uuid

import streamlit as st

from core.access.permissions import Member, Permission
from core.models import JobPosting
from core.postings.content.draft import PostingDraft, draft_of, problems_of
from core.postings.service import create_posting, update_posting
from pages.access.guard import require_permission
from pages.composition.wiring import services
from pages.parts.concurrent_edits import form_changes_note, mark_seen, watch_for_changes
from pages.parts.postings.plan_editor import plan_editor
from pages.parts.postings.posting_detail import posting_detail
from pages.parts.postings.posting_fields import posting_fields
from pages.parts.postings.posting_form import PostingForm
from pages.parts.postings.posting_in_address import posting_in_address
from pages.parts.postings.posting_list import postings_list
from pages.parts.postings.posting_preview import posting_preview
from pages.widgets.callbacks import handled
from pages.widgets.form_storage import is_cleared
from pages.widgets.forms import field_error
from pages.widgets.navigation import navigate, navigation_button
from pages.widgets.tab_state import tab_state
from pages.widgets.text import plain

NEW = "new"


def overview(me: Member) -> None:
    """The list, and the way to a new posting."""
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        st.title("Jobs", width="content", anchor=False)
        navigation_button("New posting", icon=":material/add:", type="primary", posting=NEW)
    postings_list(me)


def save(me: Member, posting: JobPosting | None, form: PostingForm, opened: str) -> None:
    """Save the form with the id ``opened``; a callback, so that a second click cannot end it."""
    subject = str(posting.id) if posting else NEW
    if is_cleared(opened) or _then(subject) in tab_state():
        return
    draft = form.entered_draft()
    form.show_all_problems()
    if problems_of(draft):
        return
    with services().begin() as db:
        kept = (
            update_posting(db, posting.id, draft, me, read=form.merge.base)
            if posting
            else create_posting(db, draft, me, form=uuid.UUID(opened))
        )
    mark_seen(kept)
    tab_state()[_then(subject)] = {"posting": str(kept.id)}


def discard(posting: JobPosting | None) -> None:
    """Leave the form without saving."""
    subject = str(posting.id) if posting else NEW
    tab_state()[_then(subject)] = {"posting": subject} if posting else {}


def _then(subject: str) -> str:
    """The key in the tab state: where to navigate after the form."""
    return f"then-{subject}"


def edit(me: Member, posting: JobPosting | None) -> None:
    """The form beside its live preview."""
    subject = str(posting.id) if posting else NEW
    form = (
        PostingForm(subject, draft_of(posting), posting.revision)
        if posting
        else PostingForm(subject, PostingDraft())
    )
    if (then := tab_state().get(_then(subject))) is not None:
        form.end()
        tab_state().pop(_then(subject))
        navigate(**then)
    navigation_button("All jobs", icon=":material/arrow_back:")
    st.title(plain(f"Edit: {posting.title}") if posting else "New posting", anchor=False)
    opened = form.keep(me)
    if posting:
        form_changes_note(posting, me, form.merge.base.revision, form.merge.conflicts)
        watch_for_changes(posting, me)
    left, right = st.columns([3, 2], gap="large")
    with right:
        posting_preview(form)
    with left:
        posting_fields(form)
        field_error(f"posting-{subject}")
        with st.container(horizontal=True):
            st.button("Save", type="primary", key=form.key("save"),
                      on_click=handled(save, form=f"posting-{subject}"),
                      args=(me, posting, form, opened))  # fmt: skip
            st.button("Discard changes" if form.changed else "Cancel", key=form.key("discard"),
                      on_click=handled(discard), args=(posting,))  # fmt: skip


def main() -> None:
    """One run of the page."""
    me = require_permission(Permission.HIRE)
    wanted = st.query_params.get("posting")
    if wanted is None:
        overview(me)
        return
    if wanted == NEW:
        edit(me, None)
        return
    posting = posting_in_address(wanted, "All jobs", me)
    if "edit" in st.query_params:
        edit(me, posting)
    elif "plan" in st.query_params:
        plan_editor(posting, me)
    else:
        posting_detail(posting, me)


main()
