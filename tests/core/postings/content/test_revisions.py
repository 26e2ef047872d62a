"""Whoever acts on what somebody else has changed is told who did what and when."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest
from sqlalchemy.orm import Session

from core.access.permissions import PROGRAM, Member
from core.errors import Conflict, Stale
from core.interviews.plans.edits import question_draft, with_probes, without_question
from core.interviews.plans.saving import save_question
from core.interviews.plans.service import (
    add_missing,
    change_plan,
    discard_changes,
    publish_version,
    view_plan,
)
from core.models import JobPosting, PostingStatus
from core.postings.content.draft import PostingDraft, draft_of
from core.postings.content.revisions import ReadVersion, changes_in_words, changes_since
from core.postings.service import (
    close_posting,
    create_posting,
    get_posting,
    publish_posting,
    update_posting,
)
from db.engine import Sessions
from tests.factories import (
    DATA_ENGINEER,
    browser_of,
    make_user,
    open_posting,
    signed_in,
    together,
)


@pytest.fixture
def pair(db: Session) -> tuple[Member, Member]:
    return signed_in(db), named(db, "Ada Byron")


def named(db: Session, name: str) -> Member:
    user = make_user(db)
    user.name = name
    db.flush()
    return browser_of(db, user)


def read_of(posting: JobPosting) -> ReadVersion[PostingDraft]:
    return ReadVersion(draft_of(posting), posting.revision)


def test_every_change_of_a_posting_or_its_plan_is_one_more_version(db: Session) -> None:
    posting = create_posting(db, DATA_ENGINEER, PROGRAM)
    found = [posting.revision]
    for act in (
        lambda: update_posting(db, posting.id, replace(DATA_ENGINEER, location="Oslo"), PROGRAM),
        lambda: change_plan(db, posting.id, lambda plan: with_probes(plan, 1), PROGRAM),
        lambda: discard_changes(db, posting.id, PROGRAM),
        lambda: publish_posting(db, posting.id, PROGRAM),
        lambda: change_plan(db, posting.id, lambda plan: with_probes(plan, 2), PROGRAM),
        lambda: publish_version(db, posting.id, PROGRAM),
        lambda: close_posting(db, posting.id, PROGRAM),
    ):
        act()
        found.append(posting.revision)
    assert found == sorted(set(found))
    assert len(changes_since(db, posting.id, 1, PROGRAM)) == posting.revision - 1
    unchanged = posting.revision
    update_posting(db, posting.id, draft_of(posting), PROGRAM)
    assert posting.revision == unchanged


def test_a_save_over_another_change_of_the_same_field_is_refused_with_who_and_what_and_when(
    db: Session, pair: tuple[Member, Member]
) -> None:
    grace, ada = pair
    posting = create_posting(db, DATA_ENGINEER, PROGRAM)
    read = read_of(posting)
    update_posting(db, posting.id, replace(DATA_ENGINEER, location="Oslo"), ada)
    with pytest.raises(Stale) as refused:
        update_posting(db, posting.id, replace(DATA_ENGINEER, location="Rome"), grace, read=read)
    assert str(refused.value) == (
        "Ada Byron changed the location just now. You changed the same. What you typed is still "
        "here: please choose which to keep, then save again."
    )
    assert posting.location == "Oslo"


def test_changes_of_different_fields_are_put_together(
    db: Session, pair: tuple[Member, Member]
) -> None:
    grace, ada = pair
    posting = create_posting(db, DATA_ENGINEER, PROGRAM)
    read = read_of(posting)
    update_posting(db, posting.id, replace(DATA_ENGINEER, location="Oslo"), ada)
    update_posting(db, posting.id, replace(DATA_ENGINEER, description="New."), grace, read=read)
    assert (posting.location, posting.description) == ("Oslo", "New.")


@pytest.mark.parametrize("act", [publish_posting, close_posting])
def test_nobody_publishes_or_closes_what_they_have_not_seen(
    db: Session, pair: tuple[Member, Member], act: object
) -> None:
    grace, ada = pair
    posting = create_posting(db, DATA_ENGINEER, PROGRAM)
    if act is close_posting:
        publish_posting(db, posting.id, PROGRAM)
    seen = posting.revision
    update_posting(db, posting.id, replace(DATA_ENGINEER, description="Other."), ada)
    with pytest.raises(Stale, match="Ada Byron changed the description just now"):
        act(db, posting.id, grace, seen=seen)  # type: ignore[operator]
    act(db, posting.id, grace, seen=posting.revision)  # type: ignore[operator]


@pytest.mark.parametrize(
    "act",
    [
        publish_version,
        discard_changes,
        add_missing,
        lambda db, posting_id, by, *, seen: change_plan(
            db, posting_id, lambda plan: without_question(plan, plan.questions[0].id), by, seen=seen
        ),
    ],
)
def test_nobody_changes_or_publishes_a_plan_that_they_have_not_seen(
    db: Session, pair: tuple[Member, Member], act: object
) -> None:
    grace, ada = pair
    posting = open_posting(db)
    change_plan(db, posting.id, lambda plan: with_probes(plan, 1), grace)
    seen = posting.revision
    change_plan(db, posting.id, lambda plan: with_probes(plan, 2), ada)
    with pytest.raises(Stale, match="Ada Byron changed the interview plan just now"):
        act(db, posting.id, grace, seen=seen)  # type: ignore[operator]
    assert view_plan(db, posting, PROGRAM).plan.probes == 2


def test_ones_own_quick_second_click_is_no_news(db: Session, pair: tuple[Member, Member]) -> None:
    grace, _ = pair
    posting = open_posting(db)
    seen = posting.revision
    for probes in (1, 2):
        change_plan(db, posting.id, partial(with_probes, probes=probes), grace, seen=seen)
    assert view_plan(db, posting, PROGRAM).plan.probes == 2


def test_two_changes_of_one_question_are_put_together_or_asked_about(
    db: Session, pair: tuple[Member, Member]
) -> None:
    grace, ada = pair
    posting = create_posting(db, DATA_ENGINEER, PROGRAM)
    question = view_plan(db, posting, PROGRAM).plan.questions[0]
    before = question_draft(question)
    read = ReadVersion(before, posting.revision)
    theirs = replace(before, text="What did you build with it last year?")
    save_question(db, posting.id, theirs, question.id, ada, read=read)
    mine = replace(before, one="Names nothing at all.")
    save_question(db, posting.id, mine, question.id, grace, read=read)
    now = view_plan(db, posting, PROGRAM).plan.questions[0]
    assert (now.text, now.anchors.one) == (theirs.text, mine.one)
    with pytest.raises(Stale, match="You changed the same"):
        save_question(
            db, posting.id, replace(before, text="Another wording?"), question.id, grace, read=read
        )


def test_a_question_that_was_taken_out_is_not_silently_lost(
    db: Session, pair: tuple[Member, Member]
) -> None:
    grace, ada = pair
    posting = create_posting(db, DATA_ENGINEER, PROGRAM)
    question = view_plan(db, posting, PROGRAM).plan.questions[0]
    read = ReadVersion(question_draft(question), posting.revision)
    change_plan(db, posting.id, lambda plan: without_question(plan, question.id), ada)
    with pytest.raises(Conflict, match="was taken out of the plan"):
        save_question(db, posting.id, read.draft, question.id, grace, read=read)


def test_many_changes_are_told_shortly(db: Session, pair: tuple[Member, Member]) -> None:
    _, ada = pair
    posting = create_posting(db, DATA_ENGINEER, PROGRAM)
    for place in ("Oslo", "Rome", "Bern", "Wien", "Riga"):
        update_posting(db, posting.id, replace(DATA_ENGINEER, location=place), ada)
    words = changes_in_words(changes_since(db, posting.id, 1, PROGRAM))
    assert words.startswith("There were 2 earlier changes. Ada Byron changed the location")
    assert words.count("Ada Byron") == 3


# At the same moment


def in_own(
    sessions: Sessions, act: Callable[..., object], *args: object, **more: object
) -> Callable[[], object]:
    """``act`` in a transaction of its own."""

    def run() -> object:
        with sessions.begin() as db:
            return act(db, *args, **more)

    return run


def two_of(sessions: Sessions) -> tuple[uuid.UUID, ReadVersion[PostingDraft], Member, Member]:
    with sessions.begin() as db:
        posting = create_posting(db, DATA_ENGINEER, PROGRAM)
        return posting.id, read_of(posting), signed_in(db), signed_in(db)


def test_of_two_saves_at_the_same_moment_the_later_one_is_told(sessions: Sessions) -> None:
    posting_id, read, grace, ada = two_of(sessions)
    saves = [
        in_own(
            sessions, update_posting, posting_id, replace(DATA_ENGINEER, location=place), by,
            read=read,
        )
        for place, by in (("Oslo", grace), ("Rome", ada))
    ]  # fmt: skip
    results = together(*saves)
    assert sum(isinstance(one, Stale) for one in results) == 1
    kept = next(one for one in results if isinstance(one, JobPosting))
    with sessions.begin() as db:
        posting = get_posting(db, posting_id, PROGRAM)
        assert (posting.location, posting.revision) == (kept.location, read.revision + 1)


def test_two_saves_of_different_fields_at_the_same_moment_are_both_kept(
    sessions: Sessions,
) -> None:
    posting_id, read, grace, ada = two_of(sessions)
    results = together(
        in_own(sessions, update_posting, posting_id, replace(DATA_ENGINEER, location="Oslo"),
               grace, read=read),
        in_own(sessions, update_posting, posting_id, replace(DATA_ENGINEER, description="New."),
               ada, read=read),
    )  # fmt: skip
    assert all(isinstance(one, JobPosting) for one in results)
    with sessions.begin() as db:
        posting = get_posting(db, posting_id, PROGRAM)
        assert (posting.location, posting.description) == ("Oslo", "New.")
        assert posting.revision == read.revision + 2


def test_published_by_two_at_the_same_moment_it_is_published_once(sessions: Sessions) -> None:
    posting_id, read, grace, ada = two_of(sessions)
    results = together(
        *(in_own(sessions, publish_posting, posting_id, by, seen=read.revision)
          for by in (grace, ada))
    )  # fmt: skip
    assert sum(isinstance(one, JobPosting) for one in results) == 1
    assert sum(isinstance(one, Stale) for one in results) == 1
    with sessions.begin() as db:
        assert get_posting(db, posting_id, PROGRAM).status is PostingStatus.OPEN


def test_of_two_who_publish_a_plan_at_the_same_moment_one_is_told(sessions: Sessions) -> None:
    with sessions.begin() as db:
        posting = open_posting(db)
        change_plan(db, posting.id, lambda plan: with_probes(plan, 2), PROGRAM)
        seen, people = posting.revision, (signed_in(db), signed_in(db))
    results = together(
        *(in_own(sessions, publish_version, posting.id, by, seen=seen) for by in people)
    )
    assert sorted(str(one) for one in results if isinstance(one, int)) == ["2"]
    assert sum(isinstance(one, Stale) for one in results) == 1
