"""A comparison in words."""

import uuid
from dataclasses import replace

from core.review.comparison import Compared, GivenRating
from core.review.comparison_words import asked_otherwise, comparison_rows


def person(name: str, plan: uuid.UUID, kafka: int | None, *, hidden: bool = False) -> Compared:
    given = {} if hidden else {"Kafka": (GivenRating("Grace", kafka),)}
    return Compared(uuid.uuid4(), name, plan, 1, ("Kafka", "SQL"), hidden, given)


def test_a_comparison_shows_what_was_given_and_compares_like_with_like() -> None:
    plan = uuid.uuid4()
    people = [person("A", plan, 4), person("B", plan, 2), person("C", uuid.uuid4(), 5)]
    assert comparison_rows(people) == [
        ["Kafka", "4", "2", "5"],
        ["SQL", "not rated", "not rated", "not rated"],
        ["Weighted mean of 1 of 2", "4.00", "2.00", "not compared"],
    ]


def test_what_is_hidden_is_neither_shown_nor_weighed() -> None:
    plan = uuid.uuid4()
    people = [person("A", plan, None), person("B", plan, 2, hidden=True)]
    assert comparison_rows(people) == [
        ["Kafka", "insufficient evidence", "hidden"], ["SQL", "not rated", "hidden"]
    ]  # fmt: skip


def test_whoever_was_asked_otherwise_is_told_apart_by_the_version() -> None:
    one = person("C", uuid.uuid4(), 5)
    assert asked_otherwise("C", one, "A").startswith(
        "C was asked by another interview plan (version 1) than A,"
    )
    unfrozen = replace(one, plan_version=None)
    assert "(no frozen plan)" in asked_otherwise("C", unfrozen, "A")
