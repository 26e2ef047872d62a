"""Applying for a posting: all or nothing, once for each form that is sent."""

import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import event, func, inspect, select, text
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from core.access.interview_links import open_interview_link
from core.access.permissions import PROGRAM
from core.access.tokens import new_token
from core.applications import ApplicationService, service
from core.applications.service import NewApplication, ResumeFile, get_resume
from core.errors import Conflict, InvalidInput, NotFound
from core.interviews.service import create_interview
from core.models import (
    Application,
    ApplicationStatus,
    Base,
    Candidate,
    Interview,
    InterviewLink,
    InterviewStatus,
    JobPosting,
    ParsingStatus,
    Resume,
    RoleType,
    utc_now,
)
from core.postings.service import close_posting, create_posting
from core.resumes.reading import ResumeText
from core.review.pipeline import list_pipeline
from db.engine import Sessions
from tests.factories import DATA_ENGINEER, a_resume, apply, open_posting, together

MADE_BY_APPLYING = (Candidate, Resume, Application, Interview, InterviewLink)


def count(db: Session, table: type[Base]) -> int:
    return db.scalar(select(func.count()).select_from(table)) or 0


# What applying makes


def test_applying_makes_candidate_resume_application_interview_and_link(db: Session) -> None:
    posting = open_posting(db)
    applied = apply(db, posting, "Ada@Mail.org")
    db.expire_all()
    application, interview = applied.application, applied.interview
    assert application.candidate.email == "ada@mail.org"
    assert application.candidate.name == "Ada Lovelace"
    assert application.job_posting is posting
    assert application.status is ApplicationStatus.APPLIED
    assert application.resume is not None
    assert application.resume.candidate_id == application.candidate_id
    assert interview.application is application
    assert interview.job_posting_id == posting.id
    assert (interview.role_type, interview.base_prompt) == (RoleType.PYTHON, "data_engineering")
    assert interview.status is InterviewStatus.SCHEDULED
    assert interview.minutes == posting.interview_minutes
    assert open_interview_link(db, applied.link_token) is interview


def test_the_link_lives_as_long_as_the_service_was_told(db: Session) -> None:
    posting = open_posting(db)
    ApplicationService(link_days=2).create_application(
        db, name="Ada", email="ada@mail.org", resume=a_resume(), posting_id=str(posting.id)
    )
    left = db.scalars(select(InterviewLink)).one().expires_at - utc_now()
    assert timedelta(days=1, hours=23) < left <= timedelta(days=2)


def test_a_resume_keeps_the_file_as_it_was_sent(db: Session) -> None:
    applied = apply(db, open_posting(db))
    resume_id = applied.application.resume_id
    assert resume_id is not None
    db.expire_all()
    resume = get_resume(db, resume_id, PROGRAM)
    assert resume.content == b"Ten years of pipelines."
    assert (resume.file_name, resume.file_size) == ("cv.txt", len(resume.content))
    assert (resume.parsing_status, resume.text) == (ParsingStatus.PARSED, "Ten years of pipelines.")
    assert str(resume_id) in resume.file_url


def test_a_listing_does_not_load_the_files(db: Session) -> None:
    posting = open_posting(db)
    apply(db, posting)
    db.flush()
    db.expunge_all()
    (row,) = list_pipeline(db, posting.id, PROGRAM).rows
    assert row.application.resume is not None
    assert "content" in inspect(row.application.resume).unloaded


def test_an_application_stands_although_its_resume_could_not_be_read(db: Session) -> None:
    posting = open_posting(db)
    unread = ResumeFile("cv.pdf", b"%PDF-broken", ResumeText("failed", "", "It is damaged."))
    applied = ApplicationService().create_application(
        db, name="Ada", email="ada@mail.org", resume=unread, posting_id=posting.id
    )
    resume = applied.application.resume
    assert resume is not None
    assert (resume.parsing_status, resume.text) == (ParsingStatus.FAILED, None)
    assert open_interview_link(db, applied.link_token) is applied.interview


def test_an_upload_is_checked_and_read() -> None:
    file = ResumeFile.read_from("../../my cv.txt", "Ten years of Kafka.".encode("utf-16"))
    assert "/" not in file.name
    assert file.name.endswith(".txt")
    assert (file.read.status, file.read.text) == ("parsed", "Ten years of Kafka.")
    with pytest.raises(InvalidInput):
        ResumeFile.read_from("cv.exe", b"MZ")


# An address is a claim, not an identity


def test_a_second_application_under_an_address_changes_and_reads_nothing_of_the_first(
    db: Session,
) -> None:
    posting = open_posting(db)
    first = apply(db, posting, "ada@mail.org")
    second = ApplicationService().create_application(
        db, name="Somebody Else", email="ADA@mail.org", resume=a_resume("Nothing of pipelines."),
        posting_id=posting.id,
    )  # fmt: skip
    assert second.application.candidate_id != first.application.candidate_id
    assert second.application.resume_id != first.application.resume_id
    assert second.link_token != first.link_token
    assert first.application.candidate.name == "Ada Lovelace"
    resumes = select(Resume.text).where(Resume.candidate_id == first.application.candidate_id)
    assert db.scalars(resumes).all() == ["Ten years of pipelines."]
    assert [count(db, table) for table in MADE_BY_APPLYING] == [2] * 5


def statements(db: Session, posting: JobPosting, email: str) -> list[str]:
    """What applying asks of Postgres, as texts without values."""
    said: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        said.append(statement)

    db.flush()
    db.expire_all()
    event.listen(db.get_bind(), "before_cursor_execute", note)
    apply(db, posting, email)
    event.remove(db.get_bind(), "before_cursor_execute", note)
    return said


def test_a_known_address_is_answered_by_the_same_work_as_an_unknown_one(db: Session) -> None:
    posting = open_posting(db)
    apply(db, posting, "ada@mail.org")
    unknown = statements(db, posting, "nobody@mail.org")
    assert len(unknown) > 5
    assert statements(db, posting, "ada@mail.org") == unknown


# What is refused


@pytest.mark.parametrize(
    ("name", "email", "field"),
    [
        (" ", "ada@mail.org", "name"),
        ("\0\u200b", "ada@mail.org", "name"),
        ("x" * 121, "ada@mail.org", "name"),
        ("Ada", "", "email"),
        ("Ada", "ada", "email"),
        ("Ada", "ada@mail.org\0, b@mail.org", "email"),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_saved(
    db: Session, name: str, email: str, field: str
) -> None:
    posting = open_posting(db)
    with pytest.raises(InvalidInput) as refused:
        ApplicationService().create_application(
            db, name=name, email=email, resume=a_resume(), posting_id=posting.id
        )
    assert refused.value.field == field
    assert [count(db, table) for table in MADE_BY_APPLYING] == [0] * 5


def test_a_hostile_name_is_kept_as_one_harmless_line(db: Session) -> None:
    posting = open_posting(db)
    applied = ApplicationService().create_application(
        db,
        name="Robert'); DROP TABLE candidates;--\n\u202e\0",
        email="bobby@mail.org",
        resume=a_resume(),
        posting_id=posting.id,
    )
    assert applied.application.candidate.name == "Robert'); DROP TABLE candidates;--"


@pytest.mark.parametrize("state", ["draft", "closed"])
def test_a_posting_that_is_not_open_takes_no_application(db: Session, state: str) -> None:
    if state == "draft":
        posting = create_posting(db, DATA_ENGINEER, PROGRAM)
    else:
        posting = close_posting(db, open_posting(db).id, PROGRAM)
    with pytest.raises(Conflict, match="not taking applications"):
        apply(db, posting)
    assert [count(db, table) for table in MADE_BY_APPLYING] == [0] * 5


@pytest.mark.parametrize("posting_id", [uuid.uuid4(), "nonsense", ""])
def test_an_application_for_an_unknown_posting_is_refused(
    db: Session, posting_id: uuid.UUID | str
) -> None:
    with pytest.raises(NotFound):
        ApplicationService().create_application(
            db, name="Ada", email="ada@mail.org", resume=a_resume(), posting_id=posting_id
        )


def test_closing_a_posting_leaves_its_interviews_open(db: Session) -> None:
    posting = open_posting(db)
    applied = apply(db, posting)
    close_posting(db, posting.id, PROGRAM)
    assert open_interview_link(db, applied.link_token).status is InterviewStatus.SCHEDULED


def test_a_failure_at_the_last_step_leaves_nothing_behind(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    with sessions.begin() as db:
        posting = open_posting(db)

    def fail(*args: object, **kwargs: object) -> str:
        raise RuntimeError("the power is out")

    monkeypatch.setattr(service, "issue_interview_link", fail)
    with pytest.raises(RuntimeError, match="power"), sessions.begin() as db:
        apply(db, posting)
    with sessions() as db:
        assert [count(db, table) for table in MADE_BY_APPLYING] == [0] * 5


# A form is sent once, however often it arrives


def submit(
    sessions: Sessions, posting: JobPosting, email: str, key: str | None = None
) -> NewApplication:
    """Send a form, and again while the database has no connection to spare, as people do."""
    while True:
        try:
            with sessions.begin() as db:
                return apply(db, posting, email, key)
        except PoolTimeout:
            continue


def test_forty_sends_of_one_form_make_one_application(sessions: Sessions) -> None:
    with sessions.begin() as db:
        posting = open_posting(db)
    key = new_token()
    results = together(*[lambda: submit(sessions, posting, "ada@mail.org", key)] * 40)
    assert [result for result in results if not isinstance(result, NewApplication)] == []
    made = {(result.application.id, result.link_token) for result in results}  # type: ignore[attr-defined]
    assert len(made) == 1
    with sessions() as db:
        assert [count(db, table) for table in MADE_BY_APPLYING] == [1] * 5
        assert open_interview_link(db, made.pop()[1]).status is InterviewStatus.SCHEDULED


def test_forty_forms_with_one_address_make_forty_applications(sessions: Sessions) -> None:
    with sessions.begin() as db:
        posting = open_posting(db)
    results = together(*[lambda: submit(sessions, posting, "ada@mail.org", new_token())] * 40)
    assert len({result.link_token for result in results}) == 40  # type: ignore[attr-defined]
    with sessions() as db:
        assert [count(db, table) for table in MADE_BY_APPLYING] == [40] * 5


def test_a_form_sent_again_later_gives_the_same_link_whatever_stands_in_it_now(
    db: Session,
) -> None:
    posting, key = open_posting(db), new_token()
    first = apply(db, posting, "ada@mail.org", key)
    close_posting(db, posting.id, PROGRAM)
    again = apply(db, posting, "nonsense", key)
    assert again.application is first.application
    assert again.link_token == first.link_token


def test_a_form_that_could_not_be_kept_can_be_sent_again(sessions: Sessions) -> None:
    with sessions.begin() as db:
        posting = open_posting(db)
    key = new_token()
    with sessions() as db:
        lost = apply(db, posting, "ada@mail.org", key)
        db.rollback()
    kept = submit(sessions, posting, "ada@mail.org", key)
    assert kept.link_token == lost.link_token
    with sessions() as db:
        assert open_interview_link(db, kept.link_token).id == kept.interview.id


def test_a_send_waits_for_one_under_way(sessions: Sessions) -> None:
    with sessions.begin() as db:
        posting = open_posting(db)
    key = new_token()
    with ThreadPoolExecutor(1) as pool:
        with sessions.begin() as db:
            first = apply(db, posting, "ada@mail.org", key)
            second = pool.submit(submit, sessions, posting, "ada@mail.org", key)
            wait_for_a_blocked_statement(sessions)
        assert second.result(timeout=60).application.id == first.application.id


def wait_for_a_blocked_statement(sessions: Sessions) -> None:
    """Return once some transaction of this database waits for another."""
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity "
        "WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    for _ in range(3_000):
        with sessions() as db:
            if db.scalar(waiting):
                return
        time.sleep(0.01)
    pytest.fail("nothing was ever blocked")


def test_one_form_is_an_application_of_its_own_for_each_posting(db: Session) -> None:
    key = new_token()
    one, other = (apply(db, open_posting(db), "ada@mail.org", key) for _ in range(2))
    assert one.application.id != other.application.id
    assert one.link_token != other.link_token


@pytest.mark.parametrize("weak", [None, "", "1", "x" * 31])
def test_a_key_that_could_be_guessed_repeats_nothing(db: Session, weak: str | None) -> None:
    posting = open_posting(db)
    assert (
        apply(db, posting, "ada@mail.org", weak).link_token
        != apply(db, posting, "ada@mail.org", weak).link_token
    )


def test_neither_the_key_nor_what_follows_from_it_is_stored(db: Session) -> None:
    posting, key = open_posting(db), new_token()
    made = apply(db, posting, "ada@mail.org", key)
    for table in (Application, InterviewLink):
        stored = str(db.execute(select(table.__table__)).all())
        assert key not in stored
        assert made.link_token not in stored


# Resumes for the team


def test_an_unknown_resume_is_not_found(db: Session) -> None:
    with pytest.raises(NotFound):
        get_resume(db, uuid.uuid4(), PROGRAM)


def test_an_application_has_one_interview_at_most(db: Session) -> None:
    applied = apply(db, open_posting(db))
    with pytest.raises(Exception, match="uq_interviews_application_id"), db.begin_nested():
        create_interview(db, application=applied.application)


# The mapping as the services see it


@pytest.mark.parametrize(
    ("tech_stack", "role_category", "role_type"),
    [
        ("react", None, RoleType.REACT),
        ("typescript", None, RoleType.JAVASCRIPT),
        ("go", None, RoleType.PYTHON),
        ("rust", None, RoleType.PYTHON),
        ("devops", None, RoleType.PYTHON),
        (["Kafka", "Spark"], None, RoleType.PYTHON),
        ("Playwright, Cypress", "sales", RoleType.JAVASCRIPT),
        ("Salesforce", "sales", RoleType.FULLSTACK),
        (None, "sales", RoleType.FULLSTACK),
        (None, "support", RoleType.FULLSTACK),
        (None, "product", RoleType.FULLSTACK),
        (None, None, RoleType.FULLSTACK),
        ("unknown", "unknown", RoleType.FULLSTACK),
        ("", "", RoleType.FULLSTACK),
    ],
)
def test_a_stack_and_category_give_the_stored_role_type(
    tech_stack: str | list[str] | None, role_category: str | None, role_type: RoleType
) -> None:
    found = ApplicationService()._map_role_to_base_prompt(tech_stack, role_category)
    assert found is role_type
