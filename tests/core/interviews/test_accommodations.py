"""What a candidate asks to be different."""

import pytest
from sqlalchemy.orm import Session

from core.errors import Conflict, InvalidInput
from core.interviews.accommodations import (
    LONGEST_NOTE,
    Accommodations,
    accommodations_of,
    ask_for,
    minutes_of,
)
from core.interviews.service import create_interview
from core.models import InterviewStatus
from core.models.status import move
from tests.factories import link_to

EVERYTHING = Accommodations(True, True, True, True, "I stammer.\nPlease let me finish.")


def test_what_was_asked_for_is_read_back_as_it_was(db: Session) -> None:
    interview = create_interview(db)
    ask_for(db, link_to(db, interview), EVERYTHING)
    db.refresh(interview)
    assert accommodations_of(interview) == EVERYTHING


def test_nothing_asked_for_is_nothing_stored_and_no_request(db: Session) -> None:
    interview = create_interview(db)
    ask_for(db, link_to(db, interview), Accommodations(note="  "))
    assert interview.accommodations == {}
    assert not accommodations_of(interview)


def test_a_later_request_takes_the_place_of_the_one_before(db: Session) -> None:
    interview = create_interview(db)
    ask_for(db, link_to(db, interview), EVERYTHING)
    ask_for(db, link_to(db, interview), Accommodations(more_time=True))
    assert accommodations_of(interview) == Accommodations(more_time=True)


def test_more_time_is_half_as_much_again(db: Session) -> None:
    interview = create_interview(db, minutes=15)
    assert minutes_of(interview) == 15
    ask_for(db, link_to(db, interview), Accommodations(more_time=True))
    assert minutes_of(interview) == 22


def test_a_request_cannot_be_changed_once_the_interview_has_begun(db: Session) -> None:
    interview = create_interview(db)
    move(interview, InterviewStatus.IN_PROGRESS)
    with pytest.raises(Conflict, match="has begun"):
        ask_for(db, link_to(db, interview), EVERYTHING)


def test_a_note_that_is_too_long_is_refused_beside_its_field(db: Session) -> None:
    with pytest.raises(InvalidInput) as refused:
        ask_for(
            db, link_to(db, create_interview(db)), Accommodations(note="x" * (LONGEST_NOTE + 1))
        )
    assert refused.value.field == "note"


def test_the_team_reads_each_wish_in_words() -> None:
    assert EVERYTHING.requests[0] == "slower speech"
    assert len(EVERYTHING.requests) == 4
    assert Accommodations(note="Hello").requests == ()


def test_what_an_older_or_newer_version_stored_does_not_break_the_reading() -> None:
    assert Accommodations.from_json({"more_time": True, "sign_language": True}) == Accommodations(
        more_time=True
    )
