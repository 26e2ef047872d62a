"""What a candidate does in two windows at once has one consistent result, on real Postgres."""

import uuid

import pytest
from sqlalchemy import select

from core.access.audit import trail
from core.access.interview_links import open_interview_link
from core.access.permissions import PROGRAM
from core.applications.candidates.corrections import correct_turn
from core.applications.candidates.own_interview import give_consent
from core.applications.candidates.retakes import take_again
from core.models import Evaluation, Interview, InterviewStatus, Turn
from db.engine import Sessions
from tests.core.applications.candidates.heard_turns import SAID, a_turn, ended
from tests.core.applications.candidates.taken_interviews import Taken
from tests.factories import apply, link_to, open_posting, together


def test_consent_given_twice_at_once_has_one_time(sessions: Sessions) -> None:
    with sessions.begin() as db:
        new = apply(db, open_posting(db))

    def agree() -> object:
        with sessions.begin() as db:
            give_consent(db, new.link_token)
            return db.get_one(Interview, new.interview.id).consented_at

    times = together(*[agree] * 6)
    with sessions.begin() as db:
        assert set(times) == {db.get_one(Interview, new.interview.id).consented_at}


def test_taking_it_again_twice_at_once_makes_one_second_take(sessions: Sessions) -> None:
    with sessions.begin() as db:
        taken = Taken(db)

    def again() -> uuid.UUID:
        with sessions.begin() as db:
            return take_again(db, taken.link, days=14).id

    (second,) = set(together(*[again] * 4))
    assert again() == second, "a late second click finds it as well"
    with sessions.begin() as db:
        assert open_interview_link(db, taken.link).id == second
        found = db.scalars(select(Interview).where(Interview.retake_of_id == taken.interview.id))
        assert [one.status for one in found] == [InterviewStatus.SCHEDULED]
        events = [e.action for e in trail(db, [taken.application.id], PROGRAM)]
        assert events.count("takes the interview again") == 1


@pytest.mark.parametrize("words", [(SAID, SAID), (SAID, "We moved to the cloud.")])
def test_a_line_corrected_twice_at_once_says_what_the_later_one_said(
    sessions: Sessions, words: tuple[str, str]
) -> None:
    with sessions.begin() as db:
        interview = ended(db)
        turn, link = a_turn(db, interview).id, link_to(db, interview)

    def correct(text: str) -> object:
        with sessions.begin() as db:
            return correct_turn(db, link, turn, text).corrected_text

    assert together(*[lambda text=text: correct(text) for text in words]) == list(words)
    with sessions.begin() as db:
        events = [e.action for e in trail(db, [interview.id], PROGRAM)]
        assert events.count("corrected a mis-heard line") == len(set(words))
        assert db.get_one(Turn, turn).corrected_text in words
        asked = select(Evaluation.id).where(Evaluation.interview_id == interview.id)
        assert len(db.scalars(asked).all()) == 1
