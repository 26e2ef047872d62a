"""Scorecards: rated before anything is revealed, on words that were really said."""

import uuid
from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from core.access.audit import trail
from core.access.permissions import PROGRAM, Member
from core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from core.evaluation.evidence import Evidence
from core.models import Interview, Scorecard, UserRole
from core.review.agreement import differs, lower_median, needs_explanation, points_apart
from core.review.scorecard_evidence import MOST_SPANS, attach, detach
from core.review.scorecard_filling import (
    explain,
    look_without_rating,
    rate,
    save_note,
    save_summary,
    submit,
)
from core.review.scorecards import (
    evidence_of,
    own_scorecard,
    submitted_scorecards,
    unfinished,
)
from core.review.workspace import open_workspace
from db.engine import Sessions
from tests.factories import ready_interview, signed_in, together
from tests.held_interview import answers, competencies, fill_in, held_interview, rated_by, words_of


def mine(db: Session, interview: Interview, user: Member) -> Scorecard:
    card = own_scorecard(db, interview.id, user.user_id)
    assert card
    return card


# Filling in


def test_what_is_filled_in_is_kept_before_it_is_submitted(
    db: Session, interview: Interview, grace: Member
) -> None:
    first, second, *_ = competencies(db, interview)
    span = words_of(answers(interview)[0], "measured the lag")
    rate(db, interview.id, grace, first, 4)
    save_note(db, interview.id, grace, first, "  Concrete. ")
    attach(db, interview.id, grace, first, span)
    attach(db, interview.id, grace, second, span)
    save_summary(db, interview.id, grace, "Strong on streams.")
    card = mine(db, interview, grace)
    kept = {row.competency: row for row in card.ratings}
    assert (kept[first].rating, kept[first].note) == (4, "Concrete.")
    assert evidence_of(kept[first]) == (span,)
    assert kept[second].rated_at is None
    assert (card.summary, card.submitted_at) == ("Strong on streams.", None)


@pytest.mark.parametrize("wrong", [0, 6, -1])
def test_a_rating_off_the_scale_is_refused(
    db: Session, interview: Interview, grace: Member, wrong: int
) -> None:
    with pytest.raises(InvalidInput):
        rate(db, interview.id, grace, competencies(db, interview)[0], wrong)


def test_only_what_the_plan_asks_about_is_rated(
    db: Session, interview: Interview, grace: Member
) -> None:
    with pytest.raises(NotFound):
        rate(db, interview.id, grace, "Accent", 3)


def test_an_interview_that_is_not_over_is_not_rated(db: Session, grace: Member) -> None:
    running = ready_interview(db)
    with pytest.raises(Conflict):
        rate(db, running.id, grace, competencies(db, running)[0], 3)
    assert not open_workspace(db, running.id, grace).access.may_rate


def test_somebody_who_may_only_look_rates_nothing(db: Session, interview: Interview) -> None:
    viewer = signed_in(db, UserRole.VIEWER)
    with pytest.raises(NotAllowed):
        rate(db, interview.id, viewer, competencies(db, interview)[0], 3)


# Evidence


def test_white_space_around_the_selected_words_is_left_out(
    db: Session, interview: Interview, grace: Member
) -> None:
    turn, name = answers(interview)[0], competencies(db, interview)[0]
    kept = attach(db, interview.id, grace, name, words_of(turn, " I measured the lag "))
    assert kept == words_of(turn, "I measured the lag")


def test_words_that_do_not_stand_there_are_refused(
    db: Session, interview: Interview, grace: Member
) -> None:
    turn, name = answers(interview)[0], competencies(db, interview)[0]
    good = words_of(turn, "I measured the lag")
    question = next(one for one in interview.turns if one.speaker is not turn.speaker)
    elsewhere = answers(held_interview(db))[0]
    for wrong in (
        replace(good, quote="I guessed the lag"),
        replace(good, start=good.start + 1, end=good.end + 1),
        replace(good, start=-5, end=0),
        replace(good, start=good.end, end=good.end),
        replace(good, start=9_000, end=9_100),
        words_of(question, question.text[:20]),
        words_of(elsewhere, "I measured the lag"),
        replace(good, turn_id=uuid.uuid4()),
    ):
        with pytest.raises(InvalidInput) as refused:
            attach(db, interview.id, grace, name, wrong)
        assert refused.value.field == "evidence"
    assert own_scorecard(db, interview.id, grace.user_id) is None


def test_evidence_is_taken_from_the_corrected_line(
    db: Session, interview: Interview, grace: Member
) -> None:
    turn, name = answers(interview)[0], competencies(db, interview)[0]
    turn.corrected_text = "A hot key held up Kafka, so we measured the leg."
    span = Evidence(turn.id, 0, 9, "A hot key")
    assert attach(db, interview.id, grace, name, span) == span
    with pytest.raises(InvalidInput):
        attach(db, interview.id, grace, name, words_of(turn, "I measured the lag"))


def test_the_same_words_are_attached_once_and_can_be_taken_away(
    db: Session, interview: Interview, grace: Member
) -> None:
    name, span = competencies(db, interview)[0], words_of(answers(interview)[0], "A hot key")
    for _ in range(2):
        attach(db, interview.id, grace, name, span)
    assert evidence_of(mine(db, interview, grace).ratings[0]) == (span,)
    detach(db, interview.id, grace, name, span)
    assert evidence_of(mine(db, interview, grace).ratings[0]) == ()


def test_there_is_an_end_to_what_can_be_attached(
    db: Session, interview: Interview, grace: Member
) -> None:
    turn, name = answers(interview)[0], competencies(db, interview)[0]
    turn.text = "Kafka" * 20
    for end in range(1, MOST_SPANS + 1):
        attach(db, interview.id, grace, name, words_of(turn, turn.text[:end]))
    with pytest.raises(InvalidInput, match="At most"):
        attach(db, interview.id, grace, name, words_of(turn, turn.text))


# Submitting and what it opens


def test_a_scorecard_is_submitted_whole_with_evidence_for_every_number(
    db: Session, interview: Interview, grace: Member
) -> None:
    first, second, *others = competencies(db, interview)
    rate(db, interview.id, grace, first, 5)
    for name in others:
        rate(db, interview.id, grace, name, None)
    missing = unfinished(
        own_scorecard(db, interview.id, grace.user_id), competencies(db, interview)
    )
    assert [line.partition(":")[0] for line in missing] == [second, first]
    with pytest.raises(InvalidInput, match="not rated yet"):
        submit(db, interview.id, grace)
    rate(db, interview.id, grace, second, None)
    with pytest.raises(InvalidInput, match="please attach"):
        submit(db, interview.id, grace)
    attach(db, interview.id, grace, first, words_of(answers(interview)[0], "A hot key"))
    assert submit(db, interview.id, grace).submitted_at is not None


def test_a_submitted_scorecard_is_closed(db: Session, interview: Interview, grace: Member) -> None:
    rated_by(db, interview, grace)
    name, span = competencies(db, interview)[0], words_of(answers(interview)[0], "A hot key")
    for change in (
        lambda: rate(db, interview.id, grace, name, 1),
        lambda: attach(db, interview.id, grace, name, span),
        lambda: detach(db, interview.id, grace, name, span),
        lambda: save_summary(db, interview.id, grace, "Otherwise."),
        lambda: submit(db, interview.id, grace),
    ):
        with pytest.raises(Conflict):
            change()


def test_nobody_sees_more_than_their_own_before_they_have_rated(
    db: Session, interview: Interview, grace: Member
) -> None:
    alan = signed_in(db)
    rated_by(db, interview, alan)
    fill_in(db, interview, grace)
    assert not open_workspace(db, interview.id, grace).access.open
    submit(db, interview.id, grace)
    assert open_workspace(db, interview.id, grace).access.open
    assert {card.reviewer_id for card in submitted_scorecards(db, [interview.id])} == {
        alan.user_id, grace.user_id,
    }  # fmt: skip


def test_whoever_looks_without_rating_rates_no_more(
    db: Session, interview: Interview, grace: Member
) -> None:
    look_without_rating(db, interview.id, grace)
    seen = open_workspace(db, interview.id, grace).access
    assert (seen.open, seen.may_rate) == (True, False)
    with pytest.raises(Conflict):
        rate(db, interview.id, grace, competencies(db, interview)[0], 3)
    assert submitted_scorecards(db, [interview.id]) == []
    assert trail(db, [interview.id], PROGRAM)[0].action == "looked at the ratings without rating"


def test_somebody_who_may_only_look_sees_ratings_once_a_reviewer_has_rated_blind(
    db: Session, interview: Interview, grace: Member
) -> None:
    viewer = signed_in(db, UserRole.VIEWER)
    fill_in(db, interview, grace)
    assert not open_workspace(db, interview.id, viewer).access.open
    submit(db, interview.id, grace)
    assert open_workspace(db, interview.id, viewer).access.open


def test_two_windows_of_one_reviewer_make_one_scorecard(sessions: Sessions) -> None:
    with sessions.begin() as db:
        interview, grace = held_interview(db), signed_in(db)
        names = competencies(db, interview)

    def rating(name: str) -> None:
        with sessions.begin() as db:
            rate(db, interview.id, grace, name, 3)

    assert together(lambda: rating(names[0]), lambda: rating(names[1])) == [None, None]
    with sessions.begin() as db:
        assert {row.competency for row in mine(db, interview, grace).ratings} == set(names[:2])


def test_two_reviewers_who_submit_at_once_are_both_kept_and_one_submits_once(
    sessions: Sessions,
) -> None:
    with sessions.begin() as db:
        interview, reviewers = held_interview(db), [signed_in(db), signed_in(db)]
        for reviewer in reviewers:
            fill_in(db, interview, reviewer)

    def submitting(reviewer: Member) -> object:
        with sessions.begin() as db:
            return submit(db, interview.id, reviewer).reviewer_id

    first, second = reviewers
    outcomes = together(
        lambda: submitting(first), lambda: submitting(second), lambda: submitting(first)
    )
    assert outcomes[1] == second.user_id
    (refused,) = [one for one in outcomes if isinstance(one, Exception)]
    assert isinstance(refused, Conflict)
    with sessions.begin() as db:
        cards = submitted_scorecards(db, [interview.id])
        assert {card.reviewer_id for card in cards} == {one.user_id for one in reviewers}
        events = [e.action for e in trail(db, [interview.id], PROGRAM)]
        assert events.count("submitted a scorecard") == 2


# Disagreement


def test_a_reviewer_says_why_they_differ_after_submitting_only(
    db: Session, interview: Interview, grace: Member
) -> None:
    name = competencies(db, interview)[0]
    fill_in(db, interview, grace)
    with pytest.raises(Conflict):
        explain(db, interview.id, grace, name, "The quote is about another team.")
    submit(db, interview.id, grace)
    explain(db, interview.id, grace, name, " The quote is about another team. ")
    kept = {row.competency: row.disagreement for row in mine(db, interview, grace).ratings}
    assert kept[name] == "The quote is about another team."
    with pytest.raises(NotFound):
        explain(db, interview.id, grace, "Accent", "x")


def test_the_middle_run_is_a_run_and_never_an_average() -> None:
    assert [lower_median(runs) for runs in ([], [4], [2, 5], [1, 5, 5], [5, 1, 3])] == [
        None,
        4,
        2,
        5,
        3,
    ]


@pytest.mark.parametrize(
    ("rating", "runs", "apart", "differ", "words"),
    [
        (4, [4, 4, 5], 0, False, False),
        (3, [4, 4, 4], 1, True, False),
        (2, [4, 4, 5], 2, True, True),
        (None, [4, 4, 4], None, True, False),
        (3, [None, None, None], None, True, False),
        (None, [None], None, False, False),
        (3, [], None, False, False),
    ],
)
def test_two_points_apart_ask_for_words(
    rating: int | None, runs: list[int | None], apart: int | None, differ: bool, words: bool
) -> None:
    assert points_apart(rating, runs) == apart
    assert differs(rating, runs) is differ
    assert needs_explanation(rating, runs) is words
