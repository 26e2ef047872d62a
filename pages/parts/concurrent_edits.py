"""Says what somebody else changed meanwhile, and asks what to keep where both changed a field."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import streamlit as st

from core.access.permissions import Member
from core.models import JobPosting
from core.postings.content.draft import FIELD_NAMES
from core.postings.content.revisions import Change, changes_in_words, changes_since
from core.postings.service import get_posting
from pages.composition.wiring import services
from pages.widgets.callbacks import handled
from pages.widgets.form_merge import FormMerge
from pages.widgets.outage import full_rerun, handle_errors
from pages.widgets.tab_state import tab_state
from pages.widgets.text import plain

LOOK_SECONDS = 10
"""Seconds between checks whether somebody else has saved."""


_NAMES = FIELD_NAMES | {
    "email": "e-mail address",
    "intent": "what the answer should show",
    "one": "an answer rated 1",
    "three": "an answer rated 3",
    "five": "an answer rated 5",
}
"""The names of all fields that two people may change at the same time."""


def _key(posting: JobPosting) -> str:
    return f"seen-{posting.id}"


def mark_seen(posting: JobPosting) -> None:
    """This tab has seen ``posting`` as it is now."""
    tab_state()[_key(posting)] = posting.revision


def _by_others(posting: JobPosting, me: Member, revision: int) -> list[Change]:
    with services().begin() as db:
        changes = changes_since(db, posting.id, revision, me)
    return [change for change in changes if change.actor_id != me.user_id]


def changes_note(posting: JobPosting, me: Member) -> None:
    """Say what others changed since this tab last saw ``posting``, and watch for more."""
    seen: int = tab_state().setdefault(_key(posting), posting.revision)
    changes = _by_others(posting, me, seen) if posting.revision > seen else []
    if changes:
        with st.container(horizontal=True, vertical_alignment="center"):
            news = f"{changes_in_words(changes)} This is how it stands now."
            st.info(plain(news), icon=":material/group:")
            st.button("All right", key=f"all-right-{posting.id}",
                      on_click=handled(mark_seen), args=(posting,))  # fmt: skip
    watch_for_changes(posting, me)


@st.fragment(run_every=LOOK_SECONDS)
@handle_errors
def watch_for_changes(posting: JobPosting, me: Member) -> None:
    """Check now and then whether the page shows an old version, and offer to reload it."""
    with services().begin() as db:
        now = get_posting(db, posting.id, me).revision
    changes = _by_others(posting, me, posting.revision) if now > posting.revision else []
    if changes:
        st.warning(plain(changes_in_words(changes)), icon=":material/group:")
        st.button("Show it as it is now", key=f"look-{posting.id}", on_click=handled(full_rerun))


def form_changes_note(
    posting: JobPosting, me: Member, revision: int, clashes: Sequence[str]
) -> None:
    """Above a form with the base ``revision``: what others saved since then, and what to do."""
    changes = _by_others(posting, me, revision)
    if not changes:
        return
    fields = len(clashes)
    rest = "What you left alone is brought up to date here."
    if fields:
        which = "field" if fields == 1 else "fields"
        rest += f" You changed {fields} {which} as well: choose below whose words to keep."
    st.info(plain(f"{changes_in_words(changes)} {rest}"), icon=":material/group:")


def conflict_choice(
    merge: FormMerge[Any], field: str, shown: str, take: Callable[[], None], *, name: str,
    form: str | None = None, own: bool = False, keep: Callable[[], None] | None = None,
) -> None:  # fmt: skip
    """Beneath a field with a conflict: the value that the other one saved, and the choice.

    Args:
        shown: the other one's value, as text.
        take: puts that value into the field.
        name: the prefix of the buttons' keys.
        form: whose message the choice clears, if not ``name``.
        own: whether the other one is the same person in another window.
        keep: keeps what is typed, if ``merge.choose`` alone does not do.
    """
    if field not in merge.conflicts:
        return
    label = _NAMES.get(field, field)
    who = "You, in another window, have saved" if own else "Somebody else saved"
    named = "" if field == "text" else f" as {label}"
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{who} this{named}:**")
        st.text(shown or "(nothing)")
        with st.container(horizontal=True):
            form = form or name
            st.button("Take theirs", key=f"{name}-{field}-theirs",
                      on_click=handled(take, form=form),
                      help=f"Put the saved {label} into the field")  # fmt: skip
            st.button("Keep mine", key=f"{name}-{field}-mine",
                      on_click=handled(keep or partial(merge.choose, field), form=form),
                      help=f"Save your {label} over it")  # fmt: skip
