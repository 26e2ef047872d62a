"""Several applications may give one address: the team sees them side by side."""

import io
import zipfile

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.permissions import PROGRAM
from core.applications import ApplicationService
from core.applications.same_address import MOST_SHOWN, same_address
from core.models import Candidate, JobPosting, UserRole
from core.review.candidate_export import export_candidate
from core.review.pipeline import PipelineFilter, list_pipeline, stage_counts
from tests.factories import ACCOUNT_MANAGER, a_resume, apply, open_posting, signed_in


def apply_as(db: Session, posting: JobPosting, name: str, email: str = "ada@mail.org") -> None:
    ApplicationService().create_application(
        db, name=name, email=email, resume=a_resume(), posting_id=posting.id
    )


def test_an_address_given_once_is_nothing_to_show(db: Session) -> None:
    apply(db, open_posting(db), "ada@mail.org")
    assert same_address(db, ["ada@mail.org", "nobody@mail.org"], PROGRAM) == {}


def test_all_applications_of_an_address_are_told_with_their_names(db: Session) -> None:
    posting, other = open_posting(db), open_posting(db, ACCOUNT_MANAGER)
    apply_as(db, posting, "Ada Lovelace")
    apply_as(db, posting, "Somebody Else")
    apply_as(db, other, "Ada Lovelace")
    apply_as(db, other, "Grace", "grace@mail.org")
    found = same_address(db, ["ada@mail.org", "grace@mail.org"], PROGRAM)
    assert list(found) == ["ada@mail.org"]
    shared = found["ada@mail.org"]
    assert (shared.total, shared.names_differ) == (3, True)
    assert {(claim.name, claim.posting) for claim in shared.claims} == {
        ("Ada Lovelace", posting.title),
        ("Somebody Else", posting.title),
        ("Ada Lovelace", other.title),
    }
    assert all(claim.interview_id for claim in shared.claims)


def test_one_name_written_in_two_ways_does_not_differ(db: Session) -> None:
    posting = open_posting(db)
    apply_as(db, posting, "Ada Lovelace")
    apply_as(db, posting, "ADA  lovelace")
    assert not same_address(db, ["ada@mail.org"], PROGRAM)["ada@mail.org"].names_differ


def test_a_flood_under_one_address_is_counted_and_shown_in_part(db: Session) -> None:
    posting = open_posting(db)
    for number in range(MOST_SHOWN + 3):
        apply_as(db, posting, f"Ada {number}")
    found = same_address(db, ["ada@mail.org"], PROGRAM)["ada@mail.org"]
    assert (found.total, len(found.claims)) == (MOST_SHOWN + 3, MOST_SHOWN)


def test_counts_search_and_export_take_each_application_for_itself(db: Session) -> None:
    posting = open_posting(db)
    apply_as(db, posting, "Ada Lovelace")
    apply_as(db, posting, "Somebody Else")
    assert sum(stage_counts(db, posting.id, PROGRAM).values()) == 2
    by_address = list_pipeline(db, posting.id, PROGRAM, PipelineFilter(search="ada@mail"))
    by_name = list_pipeline(db, posting.id, PROGRAM, PipelineFilter(search="somebody"))
    assert (len(by_address.rows), len(by_name.rows)) == (2, 1)
    first = db.scalars(select(Candidate).where(Candidate.name == "Ada Lovelace")).one()
    export = export_candidate(db, first.id, signed_in(db, UserRole.ADMIN))
    with zipfile.ZipFile(io.BytesIO(export.content)) as archive:
        everything = archive.read("candidate.json").decode()
    assert "Ada Lovelace" in everything
    assert "Somebody Else" not in everything
