"""Job postings: created, edited, published, closed, listed."""

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from core.access.permissions import PROGRAM
from core.errors import Conflict, InvalidInput, NotFound
from core.models import ApplicationStatus, PostingStatus, utc_now
from core.models.status import move
from core.postings.content.draft import (
    MOST_DESCRIPTION,
    MOST_SKILLS,
    PostingDraft,
    draft_of,
    unsaved_posting,
)
from core.postings.listing import PAGE_SIZE, list_postings
from core.postings.service import (
    close_posting,
    create_posting,
    find_posting,
    publish_posting,
    require_open,
    update_posting,
)
from tests.factories import (
    ACCOUNT_MANAGER,
    DATA_ENGINEER,
    apply,
    open_posting,
    signed_in,
)

FULL = PostingDraft(
    title="Senior Data Engineer",
    company="Northwind",
    description="Own our streaming platform.\n\n- Kafka\n- Spark",
    tech_stack="Kafka, Spark",
    role_category="Engineering",
    required_skills=("Kafka", "Spark"),
    employment_type="Full-time",
    work_setup="Remote",
    location="Europe",
    experience_level="Senior",
    interview_minutes=45,
    base_prompt_override="data_engineering",
)


def named(db: Session, *titles: str) -> None:
    """Postings with these titles, each made a minute after the one before."""
    start = utc_now() - timedelta(days=1)
    for number, title in enumerate(titles):
        posting = create_posting(db, replace(DATA_ENGINEER, title=title), PROGRAM)
        posting.created_at = start + timedelta(minutes=number)
    db.flush()


def titles(db: Session, *args: object, **kwargs: object) -> list[str]:
    rows, _ = list_postings(db, PROGRAM, *args, **kwargs)  # type: ignore[arg-type]
    return [row.posting.title for row in rows]


# Creating and editing


def test_a_new_posting_is_a_draft_of_whoever_made_it(db: Session) -> None:
    user = signed_in(db)
    posting = create_posting(db, FULL, by=user)
    assert posting.status is PostingStatus.DRAFT
    assert posting.created_by == user.user_id
    assert draft_of(posting) == FULL


def test_what_is_typed_is_tidied(db: Session) -> None:
    draft = replace(
        FULL,
        title="  Senior\tData\0 Engineer ",
        tech_stack="  ",
        description="\0 text \ud800",
        required_skills=(" Kafka ", "kafka", "", "Spark\u200b"),
    )
    posting = create_posting(db, draft, PROGRAM)
    db.refresh(posting)
    assert posting.title == "Senior Data Engineer"
    assert posting.tech_stack is None
    assert posting.description == "text"
    assert [skill.casefold() for skill in posting.required_skills] == ["kafka", "spark"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", " "),
        ("title", "x" * 161),
        ("company", ""),
        ("company", "x" * 161),
        ("description", "x" * (MOST_DESCRIPTION + 1)),
        ("tech_stack", "x" * 501),
        ("role_category", "x" * 121),
        ("location", "x" * 161),
        ("required_skills", ("x" * 81,)),
        ("required_skills", tuple(f"skill {n}" for n in range(MOST_SKILLS + 1))),
        ("employment_type", "Forever"),
        ("work_setup", "On the moon"),
        ("experience_level", "Wizard"),
        ("interview_minutes", 4),
        ("interview_minutes", 91),
        ("base_prompt_override", "cobol"),
        ("base_prompt_override", "../../etc/passwd"),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_saved(
    db: Session, field: str, value: object
) -> None:
    wrong = replace(FULL, **{field: value})  # type: ignore[arg-type]
    with pytest.raises(InvalidInput) as refused:
        create_posting(db, wrong, PROGRAM)
    assert refused.value.field == field
    posting = create_posting(db, FULL, PROGRAM)
    with pytest.raises(InvalidInput):
        update_posting(db, posting.id, wrong, PROGRAM)
    assert draft_of(posting) == FULL
    assert list_postings(db, PROGRAM)[1] == 1


def test_a_posting_needs_only_title_and_company(db: Session) -> None:
    posting = create_posting(db, PostingDraft(title="Cook", company="Casa"), PROGRAM)
    db.refresh(posting)
    assert (posting.description, posting.required_skills, posting.tech_stack) == ("", [], None)


def test_a_preview_takes_a_half_filled_form(db: Session) -> None:
    posting = unsaved_posting(PostingDraft(title="", required_skills=("Kafka", " ")))
    assert posting.required_skills == ["Kafka"]
    assert posting not in db


def test_a_posting_is_changed(db: Session) -> None:
    posting = create_posting(db, DATA_ENGINEER, PROGRAM)
    update_posting(db, posting.id, FULL, PROGRAM)
    db.expire(posting)
    assert draft_of(posting) == FULL


def test_changing_a_posting_leaves_its_interviews_with_their_base_prompt(db: Session) -> None:
    posting = open_posting(db)
    interview = apply(db, posting).interview
    update_posting(db, posting.id, ACCOUNT_MANAGER, PROGRAM)
    db.refresh(interview)
    assert interview.base_prompt == "data_engineering"


@pytest.mark.parametrize("unknown", [uuid.uuid4(), "", "nonsense", "a\0b", "' OR 1=1", "9" * 5_000])
def test_an_unknown_posting_is_not_found(db: Session, unknown: uuid.UUID | str) -> None:
    with pytest.raises(NotFound):
        find_posting(db, unknown)


# Publishing and closing


def test_a_posting_is_published_closed_and_opened_again(db: Session) -> None:
    posting = create_posting(db, DATA_ENGINEER, PROGRAM)
    with pytest.raises(Conflict, match="not taking applications"):
        require_open(posting)
    publish_posting(db, posting.id, PROGRAM)
    require_open(posting)
    close_posting(db, posting.id, PROGRAM)
    with pytest.raises(Conflict, match="not taking applications"):
        require_open(posting)
    publish_posting(db, posting.id, PROGRAM)
    assert posting.status is PostingStatus.OPEN


def test_publishing_twice_is_refused(db: Session) -> None:
    posting = open_posting(db)
    with pytest.raises(Conflict):
        publish_posting(db, posting.id, PROGRAM)


def test_a_draft_cannot_be_closed(db: Session) -> None:
    with pytest.raises(Conflict):
        close_posting(db, create_posting(db, DATA_ENGINEER, PROGRAM).id, PROGRAM)


NOTHING_TO_ASK = PostingDraft(title="Cook", company="Casa", description=" \n")


def test_a_posting_without_description_and_skills_is_not_published(db: Session) -> None:
    posting = create_posting(db, NOTHING_TO_ASK, PROGRAM)
    with pytest.raises(InvalidInput) as refused:
        publish_posting(db, posting.id, PROGRAM)
    assert refused.value.field == "required_skills"
    assert posting.status is PostingStatus.DRAFT


@pytest.mark.parametrize(
    "enough", [{"description": "Cook for guests."}, {"required_skills": ("Cooking",)}]
)
def test_a_description_or_one_skill_is_enough_to_publish(
    db: Session, enough: dict[str, str]
) -> None:
    posting = create_posting(db, replace(NOTHING_TO_ASK, **enough), PROGRAM)  # type: ignore[arg-type]
    assert publish_posting(db, posting.id, PROGRAM).status is PostingStatus.OPEN


def test_an_open_posting_keeps_something_to_interview_about(db: Session) -> None:
    posting = open_posting(db)
    with pytest.raises(InvalidInput) as refused:
        update_posting(db, posting.id, NOTHING_TO_ASK, PROGRAM)
    assert refused.value.field == "required_skills"
    assert draft_of(posting) == DATA_ENGINEER


# Listing


def test_postings_are_listed_newest_first_in_pages(db: Session) -> None:
    names = [f"Job {number:02}" for number in range(PAGE_SIZE + 3)]
    named(db, *names)
    newest_first = names[::-1]
    assert titles(db) == newest_first[:PAGE_SIZE]
    assert titles(db, page=1) == newest_first[PAGE_SIZE:]
    assert titles(db, page=2) == []
    assert list_postings(db, PROGRAM, page=1)[1] == len(names)


def test_search_looks_for_every_word_in_title_company_and_skills(db: Session) -> None:
    create_posting(db, FULL, PROGRAM)
    create_posting(db, ACCOUNT_MANAGER, PROGRAM)
    assert titles(db, "data northwind") == [FULL.title]
    assert titles(db, "NEGOTIATION") == [ACCOUNT_MANAGER.title]
    assert titles(db, "kafka negotiation") == []
    assert len(titles(db, "  ")) == 2


@pytest.mark.parametrize("typed", ["%", "_", "100%", "\\", "a\0b", "x\ud800", "'", "x " * 5_000])
def test_a_search_is_taken_literally(db: Session, typed: str) -> None:
    named(db, "Data Engineer")
    assert titles(db, typed) == []


def test_a_percent_sign_finds_a_percent_sign(db: Session) -> None:
    named(db, "Data Engineer", "Cook (50% part-time)")
    assert titles(db, "50%") == ["Cook (50% part-time)"]


def test_postings_are_listed_by_status(db: Session) -> None:
    open_posting(db, DATA_ENGINEER)
    create_posting(db, ACCOUNT_MANAGER, PROGRAM)
    assert titles(db, status=PostingStatus.OPEN) == [DATA_ENGINEER.title]
    assert titles(db, status=PostingStatus.DRAFT) == [ACCOUNT_MANAGER.title]
    assert titles(db, status=PostingStatus.CLOSED) == []
    assert titles(db, "manager", PostingStatus.OPEN) == []


def test_each_line_says_how_many_applications_stand_at_each_stage(db: Session) -> None:
    posting = open_posting(db)
    other = open_posting(db, ACCOUNT_MANAGER)
    first, _, _ = (apply(db, posting) for _ in range(3))
    move(first.application, ApplicationStatus.INTERVIEWING)
    db.flush()
    rows, _ = list_postings(db, PROGRAM)
    by_id = {row.posting.id: row for row in rows}
    assert by_id[posting.id].stages == {
        ApplicationStatus.APPLIED: 2,
        ApplicationStatus.INTERVIEWING: 1,
    }
    assert by_id[posting.id].applications == 3
    assert by_id[other.id].applications == 0
