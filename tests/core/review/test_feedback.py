"""Feedback: a person writes it, and the candidate sees it once it is released."""

import uuid

import pytest
from sqlalchemy.orm import Session

from core.access.audit import trail
from core.access.permissions import PROGRAM, Member
from core.errors import Conflict, InvalidInput, NotFound
from core.models import Application
from core.review.feedback import (
    LONGEST,
    release_feedback,
    released_feedback,
    take_feedback_back,
    write_feedback,
)
from tests.factories import apply, open_posting, signed_in

TEXT = "Your example of the lag was clear.\nMore about the trade-offs would have helped."


@pytest.fixture
def application(db: Session) -> Application:
    return apply(db, open_posting(db)).application


def test_a_draft_is_not_for_the_candidate(
    db: Session, application: Application, grace: Member
) -> None:
    write_feedback(db, application.id, TEXT, by=grace)
    assert application.feedback == TEXT
    assert released_feedback(application) is None


def test_released_feedback_is_seen_as_it_was_written(
    db: Session, application: Application, grace: Member
) -> None:
    write_feedback(db, application.id, f"  {TEXT}  ", by=grace)
    release_feedback(db, application.id, by=signed_in(db))
    assert released_feedback(application) == TEXT
    assert application.feedback_by == grace.user_id


def test_what_the_candidate_has_is_not_changed_behind_their_back(
    db: Session, application: Application, grace: Member
) -> None:
    write_feedback(db, application.id, TEXT, by=grace)
    release_feedback(db, application.id, by=grace)
    with pytest.raises(Conflict):
        write_feedback(db, application.id, "Other words.", by=grace)
    take_feedback_back(db, application.id, by=grace)
    assert released_feedback(application) is None
    write_feedback(db, application.id, "Other words.", by=grace)
    release_feedback(db, application.id, by=grace)
    assert released_feedback(application) == "Other words."


def test_nothing_written_cannot_be_released(
    db: Session, application: Application, grace: Member
) -> None:
    with pytest.raises(InvalidInput):
        release_feedback(db, application.id, by=grace)
    write_feedback(db, application.id, TEXT, by=grace)
    write_feedback(db, application.id, "  ", by=grace)
    with pytest.raises(InvalidInput):
        release_feedback(db, application.id, by=grace)


def test_feedback_has_a_longest_length(
    db: Session, application: Application, grace: Member
) -> None:
    write_feedback(db, application.id, "x" * LONGEST, by=grace)
    with pytest.raises(InvalidInput):
        write_feedback(db, application.id, "x" * (LONGEST + 1), by=grace)


def test_an_application_that_is_not_there_is_said_to_be_missing(db: Session, grace: Member) -> None:
    with pytest.raises(NotFound):
        write_feedback(db, uuid.uuid4(), TEXT, by=grace)


def test_the_trail_tells_who_wrote_and_who_released(
    db: Session, application: Application, grace: Member
) -> None:
    write_feedback(db, application.id, TEXT, by=grace)
    write_feedback(db, application.id, TEXT, by=grace)
    release_feedback(db, application.id, by=grace)
    take_feedback_back(db, application.id, by=grace)
    take_feedback_back(db, application.id, by=grace)
    told = {
        event.action
        for event in trail(db, [application.id], PROGRAM)
        if event.actor_id == grace.user_id
    }
    assert told == {"wrote feedback", "released feedback to the candidate", "took feedback back"}
    assert (
        len([e for e in trail(db, [application.id], PROGRAM) if e.actor_id == grace.user_id]) == 3
    )
    assert not any(TEXT in str(event.detail) for event in trail(db, [application.id], PROGRAM))


def test_no_application_has_no_feedback() -> None:
    assert released_feedback(None) is None
