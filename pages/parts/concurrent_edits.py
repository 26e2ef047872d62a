"""What somebody else did to a posting meanwhile: said on its pages, and beside a form's fields."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import streamlit as st

from core.access.permissions import Member
from core.models import JobPosting
from core.postings.content.draft import FIELD_NAMES
from core.postings.content.revisions import Change, changes_since, told
from core.postings.service import get_posting
from pages.composition.wiring import services
from pages.widgets.callbacks import handled
from pages.widgets.outage import part, whole_page
from pages.widgets.reading import Reading
from pages.widgets.tab import memory
from pages.widgets.text import plain

LOOK_SECONDS = 10
"""Between looks whether somebody else has saved, while nobody does anything here."""


_NAMES = FIELD_NAMES | {
    "email": "e-mail address",
    "intent": "what the answer should show",
    "one": "an answer rated 1",
    "three": "an answer rated 3",
    "five": "an answer rated 5",
}
"""Every field that two may change at once, by the name that it is told by."""


def _key(posting: JobPosting) -> str:
    return f"seen-{posting.id}"


def mark_seen(posting: JobPosting) -> None:
    """What is shown of ``posting`` now is what this tab has seen."""
    memory()[_key(posting)] = posting.revision


def _by_others(posting: JobPosting, me: Member, revision: int) -> list[Change]:
    with services().begin() as db:
        changes = changes_since(db, posting.id, revision, me)
    return [change for change in changes if change.actor_id != me.user_id]


def others_note(posting: JobPosting, me: Member) -> None:
    """Say what others changed since this tab first showed ``posting``, and watch for more."""
    seen: int = memory().setdefault(_key(posting), posting.revision)
    changes = _by_others(posting, me, seen) if posting.revision > seen else []
    if changes:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.info(plain(f"{told(changes)} This is how it stands now."), icon=":material/group:")
            st.button("All right", key=f"all-right-{posting.id}",
                      on_click=handled(mark_seen), args=(posting,))  # fmt: skip
    watch(posting, me)


@st.fragment(run_every=LOOK_SECONDS)
@part
def watch(posting: JobPosting, me: Member) -> None:
    """While the page stands still: whether it shows an old version by now."""
    with services().begin() as db:
        now = get_posting(db, posting.id, me).revision
    changes = _by_others(posting, me, posting.revision) if now > posting.revision else []
    if changes:
        st.warning(plain(told(changes)), icon=":material/group:")
        st.button("Show it as it is now", key=f"look-{posting.id}", on_click=handled(whole_page))


def form_note(posting: JobPosting, me: Member, revision: int, clashes: Sequence[str]) -> None:
    """Above an open form that began at ``revision``: what others saved since, and what to do."""
    changes = _by_others(posting, me, revision)
    if not changes:
        return
    fields = len(clashes)
    rest = "What you left alone is brought up to date here."
    if fields:
        which = "field" if fields == 1 else "fields"
        rest += f" You changed {fields} {which} as well: choose below whose words to keep."
    st.info(plain(f"{told(changes)} {rest}"), icon=":material/group:")


def clash(
    reading: Reading[Any], field: str, shown: str, take: Callable[[], None], *, name: str,
    form: str | None = None, own: bool = False, keep: Callable[[], None] | None = None,
) -> None:  # fmt: skip
    """Beneath a field that both changed: what the other one saved, ``shown``, and the choice.

    Args:
        take: puts it into the field.
        name: what the keys of the buttons begin with.
        form: whose message is answered by the choice, if it has another name.
        own: whether the other one is the same person in another window.
        keep: decides for what is typed, where ``reading.choose`` is not all there is to do.
    """
    if field not in reading.clashes:
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
                      on_click=handled(keep or partial(reading.choose, field), form=form),
                      help=f"Save your {label} over it")  # fmt: skip
