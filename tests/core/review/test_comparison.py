"""Candidates side by side: under one plan, with equal weights unless a reason is given."""

import uuid

import pytest
from sqlalchemy.orm import Session

from core.access.audit import trail
from core.access.permissions import PROGRAM
from core.errors import InvalidInput, NotAllowed
from core.models import UserRole
from core.review.comparison import (
    Compared,
    GivenRating,
    all_competencies,
    comparable,
    rated_for_all,
    totals,
)
from core.review.comparisons import compare, rated_candidates, set_weights, weights_of
from core.review.workspace import open_workspace
from tests.factories import ACCOUNT_MANAGER, open_posting, signed_in
from tests.held_interview import competencies, held_interview, rated_by

REASON = "The first year is all about streaming."
PLAN = uuid.uuid4()


def person(name: str, plan: uuid.UUID | None = PLAN, **ratings: list[int | None]) -> Compared:
    """Somebody with these ratings, one reviewer after the other."""
    given = {
        competency: tuple(GivenRating(f"R{n}", one) for n, one in enumerate(ones))
        for competency, ones in ratings.items()
    }
    return Compared(uuid.uuid4(), name, plan, 1, tuple(ratings), hidden=False, ratings=given)


def means(people: list[Compared], weights: dict[str, float] | None = None) -> list[float]:
    found = totals(people, weights)
    return [round(found[one.interview_id].mean, 2) for one in people]


def test_only_those_who_were_asked_the_same_plan_are_comparable() -> None:
    first, same, other = person("A"), person("B"), person("C", uuid.uuid4())
    assert comparable([first, other, same]) == (first, same)
    without = [person("A", None), person("B", None)]
    assert comparable(without) == (without[0],)
    assert comparable([]) == ()


def test_equal_weights_are_the_default() -> None:
    people = [person("A", kafka=[5], sql=[2]), person("B", kafka=[3], sql=[3])]
    assert means(people) == [3.5, 3.0]
    assert means(people, {"kafka": 1.0, "sql": 1.0}) == [3.5, 3.0]


def test_weights_shift_the_mean_and_those_left_out_weigh_one() -> None:
    people = [person("A", kafka=[5], sql=[2]), person("B", kafka=[3], sql=[3])]
    assert means(people, {"kafka": 3.0}) == [4.25, 3.0]


def test_only_what_was_rated_for_everybody_is_summed_up() -> None:
    people = [person("A", kafka=[5], sql=[2]), person("B", kafka=[3], sql=[None])]
    assert rated_for_all(people) == ("kafka",)
    assert means(people) == [5.0, 3.0]
    assert {one.counted for one in totals(people).values()} == {1}
    assert totals([person("A", kafka=[None])]) == {}


def test_of_several_reviewers_the_middle_rating_counts_and_none_is_hidden() -> None:
    someone = person("A", kafka=[1, 5, 4])
    assert someone.point("kafka") == 4
    assert [one.rating for one in someone.ratings["kafka"]] == [1, 5, 4]
    assert person("B", kafka=[None, 3]).point("kafka") == 3
    assert person("B").point("kafka") is None


def test_competencies_of_anybody_are_listed_once_in_order() -> None:
    people = [person("A", kafka=[1], sql=[1]), person("B", sql=[1], dbt=[1])]
    assert all_competencies(people) == ("kafka", "sql", "dbt")


# Loaded


def test_interviews_are_loaded_in_the_order_wanted_with_ratings_and_evidence(db: Session) -> None:
    grace, posting = signed_in(db), open_posting(db)
    one, two = held_interview(db, posting=posting), held_interview(db, posting=posting)
    rated_by(db, one, grace, 4)
    rated_by(db, two, grace, 2)
    people = compare(db, posting.id, [two.id, one.id, two.id], grace)
    assert [person.interview_id for person in people] == [two.id, one.id]
    name = competencies(db, one)[0]
    assert [person.point(name) for person in people] == [2, 4]
    assert people[0].ratings[name][0].evidence[0].quote == "I measured the lag"
    assert comparable(people) == people
    assert {offer.interview_id for offer in rated_candidates(db, posting.id, PROGRAM)} == {
        one.id,
        two.id,
    }


def test_candidates_of_another_posting_are_never_compared(db: Session) -> None:
    grace, posting = signed_in(db), open_posting(db)
    elsewhere = held_interview(db, ACCOUNT_MANAGER)
    rated_by(db, elsewhere, grace)
    assert compare(db, posting.id, [elsewhere.id], grace) == ()
    assert rated_candidates(db, posting.id, PROGRAM) == []


def test_a_reviewer_who_has_still_to_rate_sees_no_ratings_in_the_comparison(db: Session) -> None:
    grace, alan, interview = signed_in(db), signed_in(db), held_interview(db)
    rated_by(db, interview, alan)
    assert interview.job_posting_id
    (hidden,) = compare(db, interview.job_posting_id, [interview.id], grace)
    assert (hidden.hidden, dict(hidden.ratings)) == (True, {})
    assert not open_workspace(db, interview.id, grace).access.open
    rated_by(db, interview, grace)
    (shown,) = compare(db, interview.job_posting_id, [interview.id], grace)
    assert {len(given) for given in shown.ratings.values()} == {2}


# Weights


def test_unequal_weights_need_a_reason_and_are_in_the_trail(db: Session) -> None:
    grace, posting = signed_in(db), open_posting(db)
    assert weights_of(db, posting.id, PROGRAM) is None
    with pytest.raises(InvalidInput) as refused:
        set_weights(db, posting.id, {"Kafka": 2.0, "SQL": 1.0}, " ", grace)
    assert refused.value.field == "reason"
    set_weights(db, posting.id, {"Kafka": 2.0, "SQL": 1.0}, REASON, grace)
    kept = weights_of(db, posting.id, PROGRAM)
    assert kept
    assert (kept.weights, kept.reason) == ({"Kafka": 2.0, "SQL": 1.0}, REASON)
    assert trail(db, [posting.id], PROGRAM)[0].detail == {"weights": {"Kafka": 2.0, "SQL": 1.0}}


def test_weights_that_are_all_alike_weigh_equally_again(db: Session) -> None:
    grace, posting = signed_in(db), open_posting(db)
    set_weights(db, posting.id, {"Kafka": 2.0, "SQL": 1.0}, REASON, grace)
    set_weights(db, posting.id, {"Kafka": 3.0, "SQL": 3.0}, "Back to equal weights.", grace)
    assert weights_of(db, posting.id, PROGRAM) is None


@pytest.mark.parametrize("wrong", [0.0, -1.0, 11.0, float("nan"), float("inf")])
def test_a_weight_that_makes_no_sense_is_refused(db: Session, wrong: float) -> None:
    posting = open_posting(db)
    with pytest.raises(InvalidInput):
        set_weights(db, posting.id, {"Kafka": wrong, "SQL": 1.0}, REASON, signed_in(db))


def test_somebody_who_may_only_look_changes_no_weights(db: Session) -> None:
    posting = open_posting(db)
    with pytest.raises(NotAllowed):
        set_weights(db, posting.id, {"Kafka": 2.0}, REASON, signed_in(db, UserRole.VIEWER))
