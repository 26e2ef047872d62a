"""Ratings in words."""

import pytest

from core.base_prompts.competency import Anchors
from core.evaluation.service import Proposal, Run
from core.interviews.rated_competencies import RatedCompetency
from core.models import (
    Rating,
    utc_now,
)
from core.review.rating_words import (
    CHOICES,
    INSUFFICIENT,
    choice_meaning,
    choice_of,
    progress_words,
    rating_chosen,
    rating_words,
    runs_words,
)

LEVELS = (("Names it.", "Uses it.", "Tunes it."), ("Guesses.", "Explains.", "Decides."))
KAFKA = RatedCompetency(
    "Kafka", (), tuple(Anchors(**dict(zip("135", one, strict=True))) for one in LEVELS)
)


def rating(points: int | None, *, given: bool = True) -> Rating:
    return Rating(competency="Kafka", rating=points, rated_at=utc_now() if given else None)


def proposal(*ratings: int | None) -> Proposal:
    runs = (Run(n, one, "Said so.", (), ()) for n, one in enumerate(ratings, 1))
    return Proposal("Kafka", tuple(runs))


# Ratings


@pytest.mark.parametrize("points", [1, 2, 3, 4, 5, None])
def test_what_is_chosen_is_the_rating_that_is_kept(points: int | None) -> None:
    choice = choice_of(rating(points))
    assert choice in CHOICES
    assert rating_chosen(choice) == points


def test_nothing_is_chosen_before_somebody_rates() -> None:
    assert choice_of(None) is None
    assert choice_of(rating(None, given=False)) is None
    assert progress_words("Kafka", rating(None, given=False)) == "Kafka"
    assert progress_words("Kafka", rating(4)) == "✓ Kafka: 4"
    assert progress_words("Kafka", rating(None)) == "✓ Kafka: –"


def test_the_anchors_stand_at_one_three_and_five_and_every_set_is_named() -> None:
    meanings = {choice: choice_meaning(KAFKA, choice) for choice in CHOICES}
    assert meanings["1"] == "Names it. / Guesses."
    assert meanings["5"] == "Tunes it. / Decides."
    assert (meanings["2"], meanings["4"]) == ("", "")
    assert meanings[INSUFFICIENT].startswith("Nothing that was said")


def test_a_rating_without_a_number_is_said_in_words() -> None:
    assert [rating_words(row) for row in (None, rating(3), rating(None))] == [
        "Not rated", "3", "Insufficient evidence"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("runs", "words"),
    [((3, 4, 4), "3 · 4 · 4, 1 point apart"), ((2, 5), "2 · 5, 3 points apart"),
     ((4, 4), "4 · 4, all the same"), ((4, None), "4 · insufficient, not agreed")],
)  # fmt: skip
def test_every_run_is_shown_with_how_far_they_lie_apart(
    runs: tuple[int | None, ...], words: str
) -> None:
    assert runs_words(proposal(*runs)) == words
    assert runs_words(None) == "No proposal"
