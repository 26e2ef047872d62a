"""The made-up postings of a new installation."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.access.permissions import PROGRAM
from core.models import JobPosting, PostingStatus
from core.postings.content.draft import PostingDraft, unsaved_posting
from core.postings.content.role_choice import Focus, role_of
from core.postings.listing import list_postings
from core.postings.service import create_posting
from db.demo import DEMO_POSTINGS, add_demo_postings
from db.engine import Sessions
from tests.factories import ACCOUNT_MANAGER, apply, together


def test_an_empty_installation_gets_open_postings_marked_as_demo(db: Session) -> None:
    assert add_demo_postings(db) == len(DEMO_POSTINGS)
    rows, total = list_postings(db, PROGRAM)
    assert total == len(DEMO_POSTINGS) >= 4
    assert {row.posting.title for row in rows} == {draft.title for draft in DEMO_POSTINGS}
    assert all(row.posting.is_demo for row in rows)
    assert all(row.posting.status is PostingStatus.OPEN for row in rows)


def test_a_second_start_adds_nothing(db: Session) -> None:
    add_demo_postings(db)
    assert add_demo_postings(db) == 0
    assert list_postings(db, PROGRAM)[1] == len(DEMO_POSTINGS)


def test_a_team_with_postings_of_its_own_gets_none(db: Session) -> None:
    posting = create_posting(db, ACCOUNT_MANAGER, PROGRAM)
    assert add_demo_postings(db) == 0
    assert not posting.is_demo


def test_processes_that_start_at_once_add_them_once(sessions: Sessions) -> None:
    def start() -> int:
        with sessions.begin() as db:
            return add_demo_postings(db)

    results = together(start, start, start, start)
    assert sorted(results, key=str) == [0, 0, 0, len(DEMO_POSTINGS)]
    with sessions() as db:
        assert db.scalar(select(func.count()).select_from(JobPosting)) == len(DEMO_POSTINGS)


@pytest.mark.parametrize("draft", DEMO_POSTINGS, ids=lambda draft: draft.title)
def test_each_shows_a_mapping_and_is_complete(draft: PostingDraft) -> None:
    role = role_of(unsaved_posting(draft))
    assert role.mapping.kind != "fallback"
    assert role.focus is not Focus.GENERAL
    assert all((draft.description, draft.required_skills, draft.location, draft.experience_level))
    assert draft.employment_type
    assert draft.work_setup


def test_together_they_show_technical_and_other_work() -> None:
    roles = [role_of(unsaved_posting(draft)) for draft in DEMO_POSTINGS]
    assert {role.focus for role in roles} == {Focus.TECHNICAL, Focus.NON_TECHNICAL}
    assert len({role.base_prompt for role in roles}) == len(DEMO_POSTINGS)


def test_one_can_apply_for_a_demo_posting(db: Session) -> None:
    add_demo_postings(db)
    for row in list_postings(db, PROGRAM)[0]:
        assert apply(db, row.posting).interview.job_posting_id == row.posting.id
