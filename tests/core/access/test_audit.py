"""The audit trail."""

import uuid

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from core.access.accounts import disable_user, invite_user, renew_invitation
from core.access.audit import record, trail
from core.access.interview_links import new_link
from core.access.permissions import PROGRAM
from core.applications.candidates.lost_links import note_lost_link
from core.models import AuditEvent, PostingStatus, UserRole, utc_now
from core.postings.service import close_posting, create_posting, publish_posting, update_posting
from tests.factories import ACCOUNT_MANAGER, DATA_ENGINEER, apply, open_posting, signed_in


def told(db: Session, subject_id: uuid.UUID) -> list[str]:
    """What the trail says of a subject, oldest first."""
    db.flush()
    return [f"{event.actor} {event.action}" for event in reversed(trail(db, [subject_id], PROGRAM))]


def test_what_is_done_to_a_posting_is_in_its_trail_with_who_did_it(db: Session) -> None:
    grace = signed_in(db)
    who = f"{grace.name} ({grace.email})"
    posting = create_posting(db, DATA_ENGINEER, grace)
    publish_posting(db, posting.id, grace)
    update_posting(db, posting.id, ACCOUNT_MANAGER, grace)
    close_posting(db, posting.id, grace)
    assert told(db, posting.id) == [
        f"{who} created the posting",
        f"{who} published the interview plan",
        f"{who} published the posting",
        f"{who} edited the posting",
        f"{who} closed the posting",
    ]
    edited = trail(db, [posting.id], PROGRAM)[1]
    assert "required_skills" in edited.detail["changed"]
    assert "interview_minutes" not in edited.detail["changed"]


def test_saving_a_posting_unchanged_leaves_no_trace(db: Session) -> None:
    posting = create_posting(db, DATA_ENGINEER, PROGRAM)
    update_posting(db, posting.id, DATA_ENGINEER, PROGRAM)
    assert told(db, posting.id) == ["Rolecall created the posting"]


def test_an_application_and_its_links_are_in_its_trail_without_the_candidates_name(
    db: Session,
) -> None:
    grace = signed_in(db)
    application = apply(db, open_posting(db)).application
    note_lost_link(db, application.job_posting_id, application.candidate.email)
    new_link(db, application.id, days=3, by=grace)
    assert told(db, application.id) == [
        "The candidate applied",
        "Rolecall was asked for a new interview link",
        f"{grace.name} ({grace.email}) made an interview link",
    ]
    kept = [f"{event.actor} {event.detail}" for event in trail(db, [application.id], PROGRAM)]
    assert not [line for line in kept if "Ada" in line]


def test_changes_of_the_team_are_in_the_trail(db: Session) -> None:
    admin = signed_in(db, UserRole.ADMIN)
    member, _ = invite_user(db, "alan@team.org", "Alan", UserRole.VIEWER, admin)
    renew_invitation(db, member.id, admin)
    disable_user(db, member.id, admin)
    actions = [line.removeprefix(f"{admin.name} ({admin.email}) ") for line in told(db, member.id)]
    assert actions == ["invited a member", "made a sign-in link", "took a member's access away"]


@pytest.mark.parametrize(
    "change",
    [update(AuditEvent).values(actor="nobody"), delete(AuditEvent)],
    ids=["edit", "delete"],
)
def test_a_line_of_the_trail_is_never_changed_nor_deleted(db: Session, change: object) -> None:
    record(db, None, "woke up", "posting", uuid.uuid4())
    db.flush()
    with pytest.raises(DBAPIError):
        db.execute(change)  # type: ignore[call-overload]


def test_the_trail_goes_with_its_transaction(db: Session) -> None:
    subject = uuid.uuid4()
    attempt = db.begin_nested()
    record(db, None, "woke up", "posting", subject)
    assert len(trail(db, [subject], PROGRAM)) == 1
    attempt.rollback()
    assert trail(db, [subject], PROGRAM) == []


def test_details_are_kept_as_json_and_empty_ones_are_left_out(db: Session) -> None:
    subject, moment = uuid.uuid4(), utc_now()
    record(
        db, None, "woke up", "posting", subject,
        status=PostingStatus.OPEN, where=subject, when=moment, why=None, all=(UserRole.ADMIN,),
    )  # fmt: skip
    db.flush()
    (event,) = trail(db, [subject], PROGRAM)
    db.refresh(event)
    assert event.detail == {
        "status": "open", "where": str(subject), "when": moment.isoformat(), "all": ["admin"],
    }  # fmt: skip


def test_the_trail_of_several_subjects_is_one_list_newest_first_and_bounded(db: Session) -> None:
    one, other = uuid.uuid4(), uuid.uuid4()
    for number in range(6):
        record(db, None, f"step {number}", "posting", (one, other)[number % 2])
        db.flush()
    assert [event.action for event in trail(db, [one, other], PROGRAM, most=4)] == [
        "step 5", "step 4", "step 3", "step 2",
    ]  # fmt: skip
