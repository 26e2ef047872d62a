"""Two people's changes of one posting are put together field by field."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from core.postings.content.draft import FIELD_NAMES, PostingDraft
from core.text.merging import merge_changes, resolved

VALUES = st.sampled_from(["", "a", "b", "c"])
DRAFTS = st.builds(PostingDraft, **dict.fromkeys(FIELD_NAMES, VALUES))


@given(DRAFTS, DRAFTS, DRAFTS)
def test_what_one_of_them_changed_is_kept_and_what_both_changed_is_asked_about(
    read: PostingDraft, typed: PostingDraft, now: PostingDraft
) -> None:
    found = merge_changes(read, typed, now)
    for field in FIELD_NAMES:
        before, mine, theirs, kept = (getattr(d, field) for d in (read, typed, now, found.typed))
        if field in found.clashes:
            assert len({before, mine, theirs}) == 3
            assert kept == mine
            assert getattr(found.read, field) == before
        else:
            assert kept == (theirs if mine == before else mine)
            assert mine in (before, theirs) or theirs == before
            assert getattr(found.read, field) == theirs


@given(DRAFTS, DRAFTS, DRAFTS)
def test_once_somebody_has_chosen_there_is_nothing_left_to_ask(
    read: PostingDraft, typed: PostingDraft, now: PostingDraft
) -> None:
    found = merge_changes(read, typed, now)
    chosen = found.read
    for field in found.clashes:
        chosen = resolved(chosen, now, field)
    again = merge_changes(chosen, found.typed, now)
    assert (again.clashes, again.typed, again.read) == ((), found.typed, now)


@given(DRAFTS, DRAFTS)
def test_alone_nothing_is_changed(read: PostingDraft, typed: PostingDraft) -> None:
    found = merge_changes(read, typed, read)
    assert (found.clashes, found.typed, found.read) == ((), typed, read)


def test_a_third_edit_after_a_choice_is_asked_about_again() -> None:
    read, typed, now = (PostingDraft(title=title) for title in "abc")
    chosen = resolved(read, now, "title")
    assert merge_changes(chosen, typed, replace(now, title="d")).clashes == ("title",)
