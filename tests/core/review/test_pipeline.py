"""The pipeline of a posting: counts, filters, search, pages, and the plans behind them."""

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Session

from core.access.permissions import PROGRAM
from core.applications import ApplicationService
from core.applications.candidates.lost_links import note_lost_link
from core.models import (
    Application,
    ApplicationStatus,
    InterviewStatus,
    JobPosting,
    Scorecard,
    utc_now,
)
from core.models.status import move
from core.paging import Cursor
from core.review.pipeline import (
    PipelineFilter,
    PipelinePage,
    list_pipeline,
    pipeline_query,
    stage_counts,
)
from db.engine import Sessions
from db.seed_applications import seed_applications
from tests.factories import ACCOUNT_MANAGER, a_resume, apply, open_posting, signed_in

S = ApplicationStatus


def applied(db: Session, posting: JobPosting, name: str, email: str | None = None) -> Application:
    """An application of somebody with this name."""
    made = ApplicationService().create_application(
        db, name=name, email=email or f"{uuid.uuid4().hex}@mail.org", resume=a_resume(),
        posting_id=posting.id,
    )  # fmt: skip
    return made.application


def names(page: PipelinePage) -> list[str]:
    return [row.application.candidate.name for row in page.rows]


def crowd(db: Session, size: int) -> JobPosting:
    """A posting with ``size`` applications, a minute apart, the newest called "0"."""
    posting = open_posting(db)
    for number in range(size):
        one = applied(db, posting, str(number))
        one.created_at = utc_now() - timedelta(minutes=number)
    db.flush()
    return posting


def interviewed(db: Session, application: Application) -> Application:
    """The application once its interview is over."""
    assert application.interview
    move(application.interview, InterviewStatus.IN_PROGRESS)
    move(application.interview, InterviewStatus.COMPLETED)
    move(application, S.INTERVIEWING)
    move(application, S.TO_REVIEW)
    db.flush()
    return application


def test_every_stage_is_counted_the_empty_ones_too(db: Session) -> None:
    posting, other = open_posting(db), open_posting(db, ACCOUNT_MANAGER)
    for _ in range(3):
        apply(db, posting)
    interviewed(db, apply(db, posting).application)
    apply(db, other)
    assert stage_counts(db, posting.id, PROGRAM) == {
        S.APPLIED: 3, S.INTERVIEWING: 0, S.TO_REVIEW: 1,
        S.SHORTLISTED: 0, S.REJECTED: 0, S.HIRED: 0,
    }  # fmt: skip


@pytest.mark.parametrize("oldest_first", [False, True])
def test_pages_follow_one_another_without_gap_or_repetition(
    db: Session, oldest_first: bool
) -> None:
    posting = crowd(db, 7)
    wanted, seen = PipelineFilter(oldest_first=oldest_first), []
    page = list_pipeline(db, posting.id, PROGRAM, wanted, size=3)
    seen += names(page)
    while page.further:
        page = list_pipeline(db, posting.id, PROGRAM, wanted, page.further, size=3)
        seen += names(page)
    expected = [str(number) for number in range(7)]
    assert seen == (expected[::-1] if oldest_first else expected)


def test_applications_of_the_same_moment_are_paged_too(db: Session) -> None:
    posting, moment = crowd(db, 5), utc_now()
    for row in list_pipeline(db, posting.id, PROGRAM).rows:
        row.application.created_at = moment
    db.flush()
    seen, after = [], None
    for _ in range(5):
        page = list_pipeline(db, posting.id, PROGRAM, after=after, size=1)
        seen += names(page)
        after = page.further
    assert sorted(seen) == ["0", "1", "2", "3", "4"]
    assert after is None


def test_somebody_who_applies_meanwhile_does_not_shift_the_next_page(db: Session) -> None:
    posting = crowd(db, 4)
    first = list_pipeline(db, posting.id, PROGRAM, size=2)
    applied(db, posting, "late")
    assert names(list_pipeline(db, posting.id, PROGRAM, after=first.further, size=2)) == ["2", "3"]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("lovel", ["Ada Lovelace"]),
        ("ADA", ["Ada Lovelace", "Ada Müller"]),
        ("ada mül", ["Ada Müller"]),
        ("lovelace ada", ["Ada Lovelace"]),
        ("countess@", ["Ada Lovelace"]),
        ("babbage.org", ["Ada Lovelace"]),
        ("o'br", ["Conan O'Brien"]),
        ("jean-luc", ["Jean-Luc Petit"]),
        ("小", ["小明 王"]),
        ("ada & !lovelace | ' \\ :*", ["Ada Lovelace"]),
        ("nobody", []),
    ],
)
def test_search_finds_beginnings_of_words_of_name_and_address(
    db: Session, search: str, found: list[str]
) -> None:
    posting = open_posting(db)
    applied(db, posting, "Ada Lovelace", "countess@babbage.org")
    for name in ("Ada Müller", "Conan O'Brien", "Jean-Luc Petit", "小明 王"):
        applied(db, posting, name)
    applied(db, open_posting(db), "Ada Lovelace")
    assert (
        sorted(names(list_pipeline(db, posting.id, PROGRAM, PipelineFilter(search=search))))
        == found
    )


@pytest.mark.parametrize("search", ["", "   ", " @.- ", "\0"])
def test_a_search_without_words_leaves_everybody(db: Session, search: str) -> None:
    posting = crowd(db, 2)
    assert len(list_pipeline(db, posting.id, PROGRAM, PipelineFilter(search=search)).rows) == 2


@pytest.mark.parametrize("search", ["'", "a' | 'b", "\\", "a:*", "&", "!", "(", "<->", "a" * 5_000])
def test_no_search_upsets_the_database(db: Session, search: str) -> None:
    posting = crowd(db, 1)
    assert list_pipeline(db, posting.id, PROGRAM, PipelineFilter(search=search)).further is None


def test_stage_and_lost_links_are_filters(db: Session) -> None:
    posting = open_posting(db)
    over = interviewed(db, applied(db, posting, "over"))
    lost = applied(db, posting, "lost")
    note_lost_link(db, posting.id, lost.candidate.email)
    by_stage = list_pipeline(db, posting.id, PROGRAM, PipelineFilter(S.TO_REVIEW))
    by_link = list_pipeline(db, posting.id, PROGRAM, PipelineFilter(wants_link=True))
    assert [row.application for row in by_stage.rows] == [over]
    assert [row.application for row in by_link.rows] == [lost]


def test_what_i_have_still_to_rate_is_a_filter(db: Session) -> None:
    posting, grace, alan = open_posting(db), signed_in(db), signed_in(db)
    applied(db, posting, "not interviewed")
    rated, begun = (interviewed(db, applied(db, posting, name)) for name in ("rated", "begun"))
    assert rated.interview
    assert begun.interview
    db.add(Scorecard(
        interview_id=rated.interview.id, reviewer_id=grace.user_id, submitted_at=utc_now(),
    ))  # fmt: skip
    db.add(Scorecard(interview_id=begun.interview.id, reviewer_id=grace.user_id))
    db.flush()
    assert names(
        list_pipeline(db, posting.id, PROGRAM, PipelineFilter(unrated_by=grace.user_id))
    ) == ["begun"]
    mine = list_pipeline(db, posting.id, PROGRAM, PipelineFilter(unrated_by=alan.user_id))
    assert sorted(names(mine)) == ["begun", "rated"]
    counted = {row.application.candidate.name: row.scorecards for row in mine.rows}
    assert counted == {"begun": 0, "rated": 1}


# Plans, on some thousands of made-up applications


@pytest.fixture
def crowded(sessions: Sessions) -> Sessions:
    """Three thousand applications, with the statistics that Postgres plans by."""
    assert seed_applications(sessions, 3_000) == 3_000
    with sessions.begin() as db:
        db.execute(text("ANALYZE"))
    return sessions


def plan(db: Session, posting_id: uuid.UUID, wanted: PipelineFilter, after: Cursor | None) -> str:
    """How Postgres would fetch a page."""
    query = pipeline_query(posting_id, wanted, after).limit(21)
    compiled = query.compile(dialect=postgresql.dialect())  # type: ignore[no-untyped-call]
    connection = db.connection()
    found = connection.exec_driver_sql(f"EXPLAIN {compiled}", compiled.params)
    return "\n".join(row[0] for row in found)


def test_pages_searches_and_counts_go_by_indexes(crowded: Sessions) -> None:
    with crowded.begin() as db:
        posting_id, many = db.execute(
            text("SELECT job_posting_id, count(*) FROM applications GROUP BY 1 ORDER BY 2 DESC")
        ).first() or (uuid.uuid4(), 0)
        assert many > 1_000
        cursor = Cursor(utc_now() - timedelta(days=30), uuid.uuid4())
        for wanted in (PipelineFilter(), PipelineFilter(oldest_first=True)):
            for after in (None, cursor):
                found = plan(db, posting_id, wanted, after)
                assert "ix_applications_job_posting_id_created_at_id" in found
                assert "Sort" not in found
                assert "Seq Scan" not in found
        for after in (None, cursor):
            found = plan(db, posting_id, PipelineFilter(S.APPLIED), after)
            assert "ix_applications_job_posting_id_status_created_at_id" in found
            assert "Sort" not in found
            assert "Seq Scan" not in found
        assert "ix_candidates_words" in plan(db, posting_id, PipelineFilter(search="lovel"), None)


def test_seeded_applications_stand_at_every_stage_and_can_be_read(crowded: Sessions) -> None:
    with crowded.begin() as db:
        posting_id = db.scalar(
            text("SELECT job_posting_id FROM applications GROUP BY 1 ORDER BY count(*) DESC")
        )
        counts = stage_counts(db, posting_id, PROGRAM)
        assert min(counts.values()) > 0
        (row,) = list_pipeline(db, posting_id, PROGRAM, PipelineFilter(S.HIRED), size=1).rows
        interview = row.application.interview
        assert interview
        assert interview.status is InterviewStatus.COMPLETED
        assert [turn.number for turn in interview.turns] == list(range(1, 9))
