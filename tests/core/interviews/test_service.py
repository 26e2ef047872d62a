"""Planned interviews, with and without a posting."""

import uuid
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from core.access.permissions import PROGRAM
from core.applications.candidates.own_interview import give_consent
from core.base_prompts.library import load_base_prompts
from core.errors import NotFound
from core.interviews.service import create_interview, find_interview, list_interviews, list_turns
from core.models import (
    Candidate,
    InterviewStatus,
    RoleType,
    Speaker,
    Turn,
    TurnKind,
    utc_now,
)
from core.models.status import move
from core.postings.content.draft import PostingDraft
from tests.factories import ACCOUNT_MANAGER, DATA_ENGINEER, apply, link_to, open_posting


@pytest.mark.parametrize("role_type", RoleType)
def test_an_interview_without_a_posting_runs_on_its_role_types_own_prompt(
    db: Session, role_type: RoleType
) -> None:
    interview = create_interview(db, role_type=role_type, minutes=15)
    db.refresh(interview)
    assert interview.job_posting_id is None
    assert interview.application_id is None
    assert interview.role_type is role_type
    assert interview.base_prompt == role_type.value
    assert interview.minutes == 15
    assert interview.status is InterviewStatus.SCHEDULED


def test_a_role_type_that_is_not_stored_is_refused(db: Session) -> None:
    with pytest.raises(ValueError, match="cobol"):
        create_interview(db, role_type="cobol")


def test_a_posting_decides_role_type_base_prompt_and_minutes(db: Session) -> None:
    draft = PostingDraft(
        title="Rust Engineer",
        company="Oxide",
        tech_stack="Rust",
        required_skills=("Rust",),
        interview_minutes=35,
    )
    posting = open_posting(db, draft)
    interview = create_interview(db, role_type="react", posting=posting, minutes=10)
    assert interview.job_posting_id == posting.id
    assert (interview.role_type, interview.base_prompt) == (RoleType.PYTHON, "rust")
    assert interview.minutes == 35


def test_a_base_prompt_chosen_by_hand_wins_over_the_mapping(db: Session) -> None:
    draft = PostingDraft(
        title="Data person",
        company="Northwind",
        tech_stack="Rust",
        required_skills=("Rust",),
        base_prompt_override="qa_automation",
    )
    interview = create_interview(db, posting=open_posting(db, draft))
    assert (interview.role_type, interview.base_prompt) == (RoleType.JAVASCRIPT, "qa_automation")


def test_an_interview_of_an_application_takes_its_posting_and_candidate(db: Session) -> None:
    applied = apply(db, open_posting(db))
    interview = applied.interview
    assert interview.application_id == applied.application.id
    assert interview.candidate_id == applied.application.candidate_id
    assert interview.job_posting_id == applied.application.job_posting_id


def test_a_candidate_may_be_interviewed_without_an_application(db: Session) -> None:
    candidate = Candidate(email="ada@mail.org", name="Ada")
    db.add(candidate)
    db.flush()
    interview = create_interview(db, posting=open_posting(db), candidate=candidate)
    assert interview.application_id is None
    assert find_interview(db, interview.id).candidate is candidate


def test_the_version_of_the_base_prompt_is_kept(db: Session) -> None:
    interview = create_interview(db, posting=open_posting(db))
    assert interview.base_prompt_version == load_base_prompts()["data_engineering"].version


def test_the_first_consent_is_the_one_that_counts(db: Session) -> None:
    interview = create_interview(db)
    assert interview.consented_at is None
    give_consent(db, link_to(db, interview))
    first = interview.consented_at
    assert first is not None
    assert first.utcoffset() == timedelta(0)
    give_consent(db, link_to(db, interview))
    assert interview.consented_at == first


@pytest.mark.parametrize("unknown", [uuid.uuid4(), "", "nonsense", "a\0b"])
def test_an_unknown_interview_is_not_found(db: Session, unknown: uuid.UUID | str) -> None:
    with pytest.raises(NotFound):
        find_interview(db, unknown)


def test_an_interview_is_found_by_the_text_of_its_id(db: Session) -> None:
    interview = create_interview(db)
    assert find_interview(db, str(interview.id)) is interview


def test_turns_are_read_back_in_order(db: Session) -> None:
    interview, other = create_interview(db), create_interview(db)
    for number in (2, 1, 3):
        db.add(
            Turn(
                interview_id=interview.id,
                number=number,
                speaker=Speaker.CANDIDATE,
                kind=TurnKind.ANSWER,
                text=f"answer {number}",
            )
        )
    db.flush()
    assert [turn.number for turn in list_turns(db, interview.id)] == [1, 2, 3]
    assert list_turns(db, other.id) == []


def test_interviews_are_listed_newest_first_with_candidate_and_posting(db: Session) -> None:
    start = utc_now() - timedelta(days=1)
    made = [
        apply(db, open_posting(db, DATA_ENGINEER)).interview,
        apply(db, open_posting(db, ACCOUNT_MANAGER)).interview,
        create_interview(db),
    ]
    for number, interview in enumerate(made):
        interview.created_at = start + timedelta(minutes=number)
    move(made[0], InterviewStatus.IN_PROGRESS)
    db.flush()
    rows = list_interviews(db, PROGRAM).rows
    assert [(row.candidate, row.posting) for row in rows] == [
        ("No name", None),
        ("Ada Lovelace", ACCOUNT_MANAGER.title),
        ("Ada Lovelace", DATA_ENGINEER.title),
    ]
    first = list_interviews(db, PROGRAM, size=2)
    assert [row.interview for row in first.rows] == [made[2], made[1]]
    last = list_interviews(db, PROGRAM, after=first.further, size=2)
    assert ([row.interview for row in last.rows], last.further) == ([made[0]], None)
    running = list_interviews(db, PROGRAM, InterviewStatus.IN_PROGRESS).rows
    assert [row.interview for row in running] == [made[0]]
