"""Decisions about applications: a person's, in writing, and kept."""

import pytest
from sqlalchemy import update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from core.access.audit import trail
from core.access.permissions import PROGRAM
from core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from core.models import Application, ApplicationStatus, Decision, UserRole
from core.models.status import move
from core.review.decisions import DECISIONS, choices, decide, decision_history
from db.engine import Sessions
from tests.factories import apply, open_posting, signed_in, together

REASON = "Explained a partition plan from measurements of her own."
S = ApplicationStatus


def to_review(db: Session) -> Application:
    """An application whose interview is over."""
    application = apply(db, open_posting(db)).application
    move(application, S.INTERVIEWING)
    move(application, S.TO_REVIEW)
    db.flush()
    return application


@pytest.mark.parametrize("to", [S.SHORTLISTED, S.REJECTED, S.HIRED])
def test_a_decision_moves_the_application_and_is_kept_with_reason_and_person(
    db: Session, to: ApplicationStatus
) -> None:
    application, grace = to_review(db), signed_in(db)
    decide(db, application.id, to, f"  {REASON} ", grace)
    assert application.status is to
    (kept,) = decision_history(db, application.id, PROGRAM)
    assert (kept.status, kept.reason, kept.decided_by) == (to, REASON, grace.user_id)
    assert trail(db, [application.id], PROGRAM)[0].detail == {
        "before": "to_review",
        "after": to.value,
    }


def test_a_decision_can_be_taken_back_and_both_are_kept_newest_first(db: Session) -> None:
    application, grace = to_review(db), signed_in(db)
    decide(db, application.id, S.REJECTED, REASON, grace)
    decide(db, application.id, S.TO_REVIEW, "Rejected by mistake, sorry.", grace)
    assert [one.status for one in decision_history(db, application.id, PROGRAM)] == [
        S.TO_REVIEW, S.REJECTED,
    ]  # fmt: skip


@pytest.mark.parametrize("reason", ["", "  \n ", "no", "x" * 4_001])
def test_a_decision_without_a_written_reason_is_refused(db: Session, reason: str) -> None:
    application, grace = to_review(db), signed_in(db)
    with pytest.raises(InvalidInput) as refused:
        decide(db, application.id, S.REJECTED, reason, grace)
    assert refused.value.field == "reason"
    assert application.status is S.TO_REVIEW
    assert decision_history(db, application.id, PROGRAM) == []


def test_somebody_who_may_only_look_decides_nothing(db: Session) -> None:
    application = to_review(db)
    with pytest.raises(NotAllowed):
        decide(db, application.id, S.REJECTED, REASON, signed_in(db, UserRole.VIEWER))
    assert application.status is S.TO_REVIEW


@pytest.mark.parametrize("to", [S.APPLIED, S.INTERVIEWING, S.SHORTLISTED, S.HIRED])
def test_nobody_is_shortlisted_or_hired_before_the_interview(
    db: Session, to: ApplicationStatus
) -> None:
    application = apply(db, open_posting(db)).application
    with pytest.raises(Conflict):
        decide(db, application.id, to, REASON, signed_in(db))


def test_of_two_people_who_decide_at_once_the_second_is_told(sessions: Sessions) -> None:
    with sessions.begin() as db:
        application_id, grace = to_review(db).id, signed_in(db)

    def deciding(to: ApplicationStatus) -> None:
        with sessions.begin() as db:
            decide(db, application_id, to, REASON, grace, seen=S.TO_REVIEW)

    outcomes = together(lambda: deciding(S.HIRED), lambda: deciding(S.REJECTED))
    assert [type(one) for one in outcomes if one is not None] == [Conflict]
    with sessions.begin() as db:
        (kept,) = decision_history(db, application_id, PROGRAM)
        assert db.get_one(Application, application_id).status is kept.status


def test_an_application_that_is_not_there_cannot_be_decided(db: Session) -> None:
    grace = signed_in(db)
    with pytest.raises(NotFound):
        decide(db, grace.user_id, S.REJECTED, REASON, grace)


def test_what_was_decided_is_never_changed(db: Session) -> None:
    application = to_review(db)
    decide(db, application.id, S.REJECTED, REASON, signed_in(db))
    with pytest.raises(DBAPIError):
        db.execute(update(Decision).values(reason="Something kinder."))


def test_at_every_stage_there_is_a_way_on_and_decided_ones_can_be_reopened() -> None:
    offered = {status: choices(status) for status in ApplicationStatus}
    assert offered[S.APPLIED] == (S.REJECTED,)
    assert offered[S.INTERVIEWING] == (S.REJECTED, S.TO_REVIEW)
    assert offered[S.TO_REVIEW] == (S.SHORTLISTED, S.HIRED, S.REJECTED)
    assert offered[S.REJECTED] == offered[S.HIRED] == (S.TO_REVIEW,)
    assert {to for found in offered.values() for to in found} == set(DECISIONS)
