"""Rating on the review page: blind first, then side by side."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from core.access.permissions import Member
from core.evaluation.coverage import Coverage
from core.models import (
    Concern,
    ConcernKind,
    Evaluation,
    EvaluationStatus,
    Interview,
    User,
)
from core.review.scorecard_filling import submit
from core.review.scorecards import evidence_of, own_scorecard
from pages.composition.wiring import Services
from tests.factories import signed_in
from tests.held_interview import answers, competencies, fill_in, held_interview, rated_by, words_of
from tests.pages.proposed_ratings import SECRET, propose
from tests.pages.screen import Visit, elements, page_text, press


@pytest.fixture
def interview(services: Services) -> Interview:
    with services.begin() as db:
        return held_interview(db)


@pytest.fixture
def names(services: Services, interview: Interview) -> list[str]:
    with services.begin() as db:
        return competencies(db, db.merge(interview))


def pills(page: AppTest) -> list[str]:
    """The competencies with their marks."""
    (field,) = [one for one in elements(page, "pills") if one.label == "Competency"]
    return [option.content for option in field.proto.options]


def rate_here(page: AppTest, rating: str) -> None:
    """Rate the competency at hand, and attach its first sentence."""
    next(one for one in page.radio if one.label != "Decision").set_value(rating).run()
    if rating != "insufficient":
        press(page, "Attach this sentence")


def test_rating_every_competency_with_evidence_opens_the_others_and_the_proposal(
    services: Services, visit: Visit, interview: Interview, names: list[str], recruiter: Member
) -> None:
    propose(services, interview, names)
    with services.begin() as db:
        alan = signed_in(db)
        db.get_one(User, alan.user_id).name = "Alan Turing"
        rated_by(db, db.merge(interview), alan, 2)
    page = visit("review", interview=str(interview.id))
    assert SECRET not in page_text(page)
    assert "Alan Turing" not in page_text(page)
    for place, name in enumerate(names):
        elements(page, "pills")[0].set_value(name).run()
        if name == names[-1]:
            assert "1 thing left before you can submit" in page_text(page)
        rate_here(page, "4" if place else "insufficient")
    assert pills(page)[0] == f"✓ {names[0]}: –"
    press(page, "Submit and see what others make of it")
    assert SECRET in page_text(page)
    assert "Alan Turing" in page_text(page)
    assert "4 · 4 · 3, 1 point apart" in page_text(page)
    assert "<del>I led it all</del>" in page_text(page)
    with services.begin() as db:
        card = own_scorecard(db, interview.id, recruiter.user_id)
        assert card
        assert card.submitted_at


@pytest.mark.usefixtures("recruiter")
def test_it_cannot_be_submitted_before_it_is_whole(visit: Visit, interview: Interview) -> None:
    page = visit("review", interview=str(interview.id))
    button = next(one for one in page.button if one.label.startswith("Submit and see"))
    assert button.disabled
    assert "not rated yet" in page_text(page)


def test_what_was_filled_in_is_there_again_after_a_reload(
    services: Services, visit: Visit, interview: Interview, recruiter: Member
) -> None:
    page = visit("review", interview=str(interview.id))
    rate_here(page, "3")
    next(one for one in page.text_area if one.label == "Note").set_value("Concrete.").run()
    again = visit("review", interview=str(interview.id))
    assert next(one for one in again.radio if one.label != "Decision").value == "3"
    assert next(one for one in again.text_area if one.label == "Note").value == "Concrete."
    with services.begin() as db:
        card = own_scorecard(db, interview.id, recruiter.user_id)
        assert card
        (span,) = evidence_of(card.ratings[0])
    assert f"“{span.quote}”" in page_text(again)
    press(again, "Remove")
    assert "Nothing is attached yet." in page_text(again)


@pytest.mark.usefixtures("recruiter")
def test_the_anchors_are_shown_in_words(visit: Visit, interview: Interview) -> None:
    page = visit("review", interview=str(interview.id))
    captions = next(one for one in page.radio if one.label != "Decision").proto.captions
    assert all(len(captions[place]) > 20 for place in (0, 2, 4, 5))


@pytest.mark.usefixtures("recruiter")
def test_a_quote_is_marked_where_it_stands_when_asked_for(
    services: Services, visit: Visit, interview: Interview, names: list[str]
) -> None:
    propose(services, interview, names)
    page = visit("review", interview=str(interview.id))
    press(page, "Show")
    assert '<mark class="rc-focus">A hot key held up Kafka</mark>' in page_text(page)


@pytest.mark.usefixtures("recruiter")
def test_an_address_leads_to_the_quoted_words(visit: Visit, interview: Interview) -> None:
    span = words_of(answers(interview)[0], "I measured the lag")
    place = {"turn": str(span.turn_id), "from": str(span.start), "to": str(span.end)}
    page = visit("review", interview=str(interview.id), **place)
    assert '<mark class="rc-focus">I measured the lag</mark>' in page_text(page)
    for wrong in ({"turn": "x"}, {**place, "from": "-9", "to": "99999"}, {**place, "to": "x"}):
        assert not visit("review", interview=str(interview.id), **wrong).exception


@pytest.mark.usefixtures("recruiter")
def test_looking_without_rating_shows_all_and_ends_rating(
    services: Services, visit: Visit, interview: Interview, names: list[str]
) -> None:
    propose(services, interview, names)
    page = visit("review", interview=str(interview.id))
    press(page, "Look without rating")
    assert SECRET in page_text(page)
    assert not [one for one in page.radio if one.label != "Decision"]


def test_two_points_apart_ask_for_words_and_keep_them(
    services: Services, visit: Visit, interview: Interview, names: list[str], recruiter: Member
) -> None:
    propose(services, interview, names, rating=5)
    with services.begin() as db:
        fill_in(db, db.merge(interview), recruiter, 2)
        submit(db, interview.id, recruiter)
    page = visit("review", interview=str(interview.id))
    assert f"{names[0]}: please say why you differ" in page_text(page)
    next(one for one in page.text_area if one.label == "Why you differ").set_value("Too kind.")
    press(page, "Keep")
    with services.begin() as db:
        card = own_scorecard(db, interview.id, recruiter.user_id)
        assert card
        assert [row.disagreement for row in card.ratings].count("Too kind.") == 1


@pytest.mark.usefixtures("viewer")
def test_a_viewer_sees_the_ratings_and_no_form(
    services: Services, visit: Visit, interview: Interview
) -> None:
    with services.begin() as db:
        rated_by(db, db.merge(interview), signed_in(db), 3)
    page = visit("review", interview=str(interview.id))
    assert "Grace Hopper: 3" in page_text(page)
    assert not page.radio
    assert not elements(page, "pills")


@pytest.mark.usefixtures("recruiter")
@pytest.mark.parametrize(
    ("status", "shown"),
    [
        (EvaluationStatus.FAILED, "The evaluation failed: The endpoint did not answer."),
        (EvaluationStatus.DECLINED, "The candidate is offered a second take."),
    ],
)
def test_a_failed_or_declined_evaluation_says_why(
    services: Services, visit: Visit, interview: Interview, status: EvaluationStatus, shown: str
) -> None:
    with services.begin() as db:
        db.add(Evaluation(interview_id=interview.id, status=status,
                          reason="The endpoint did not answer."))  # fmt: skip
    page = visit("review", interview=str(interview.id))
    assert shown in page_text(page)
    press(page, "Evaluate again")
    assert not page.exception
    with services.begin() as db:
        assert db.query(Evaluation).filter_by(status=EvaluationStatus.QUEUED).count() == 1


@pytest.mark.usefixtures("recruiter")
def test_without_a_model_coverage_is_shown_and_no_rating(
    services: Services, visit: Visit, interview: Interview, names: list[str]
) -> None:
    found = Coverage("competency", names[0], names[0], (), answered=True, spans=())
    with services.begin() as db:
        db.add(Evaluation(interview_id=interview.id, status=EvaluationStatus.EVALUATED,
                          coverage=[found.to_json()]))  # fmt: skip
    page = visit("review", interview=str(interview.id))
    press(page, "Look without rating")
    assert "nothing is rated by program" in page_text(page)
    assert "AI's proposal" not in page_text(page)


@pytest.mark.usefixtures("recruiter")
def test_concerns_corrections_and_interruptions_are_in_sight(
    services: Services, visit: Visit, interview: Interview
) -> None:
    with services.begin() as db:
        db.add(Concern(interview_id=interview.id, kind=ConcernKind.DISTRESS, note="Asked to stop."))
        question, answer = (db.merge(turn) for turn in interview.turns[:2])
        question.interrupted, question.planned_text = True, "The whole of the question."
        answer.corrected_text = "A hot key held up Kafka, so we measured the leg."
    page = visit("review", interview=str(interview.id))
    assert "not well, which is no rating: Asked to stop" in page.warning[0].value
    for words in ("The candidate cut in", "The whole of the question.", "Corrected by the candid",
                  "so we measured the leg."):  # fmt: skip
        assert words in page_text(page)


# Two windows of one reviewer


def note(page: AppTest) -> Any:
    return next(one for one in page.text_area if one.label == "Note")


def rating(page: AppTest) -> Any:
    return next(one for one in page.radio if one.label != "Decision")


@pytest.fixture
def windows(visit: Visit, interview: Interview, recruiter: Member) -> tuple[AppTest, AppTest]:
    first, second = (visit("review", interview=str(interview.id)) for _ in range(2))
    return first, second


@pytest.mark.parametrize(("choice", "stands"), [("Take theirs", "First."), ("Keep mine", "Mine.")])
def test_of_two_notes_to_one_rating_neither_is_lost(
    services: Services, interview: Interview, recruiter: Member, windows: tuple[AppTest, AppTest],
    choice: str, stands: str,
) -> None:  # fmt: skip
    first, second = windows
    note(first).set_value("First.").run()
    note(second).set_value("Mine.").run()
    assert "in another window meanwhile" in second.error[0].value
    assert note(second).value == "Mine."
    assert "First." in [text.value for text in second.text]
    press(second, choice)
    assert note(second).value == stands
    assert not second.error
    with services.begin() as db:
        card = own_scorecard(db, interview.id, recruiter.user_id)
        assert card
        assert [row.note for row in card.ratings] == [stands]


def test_a_field_that_was_left_alone_shows_what_the_other_window_saved(
    windows: tuple[AppTest, AppTest],
) -> None:
    first, second = windows
    note(first).set_value("First.").run()
    rating(first).set_value("3").run()
    second.run()
    assert (note(second).value, rating(second).value) == ("First.", "3")
    note(second).set_value("First, and more.").run()
    note(second).set_value("First, and more still.").run()
    assert not second.error


def test_a_rating_of_the_other_window_stands_until_it_is_chosen_again(
    windows: tuple[AppTest, AppTest],
) -> None:
    first, second = windows
    rating(first).set_value("3").run()
    rating(second).set_value("5").run()
    assert "That rating stands" in second.error[0].value
    assert rating(second).value == "3"
    rating(second).set_value("5").run()
    assert not second.error
    assert rating(first.run()).value == "5"


def test_a_scorecard_is_submitted_only_as_it_was_seen(
    services: Services, visit: Visit, interview: Interview, recruiter: Member
) -> None:
    with services.begin() as db:
        fill_in(db, db.merge(interview), recruiter)
    first, second = (visit("review", interview=str(interview.id)) for _ in range(2))
    rating(first).set_value("1").run()
    press(second, "Submit and see what others make of it")
    assert "in another window meanwhile" in second.error[0].value
    assert rating(second).value == "1"
    press(second, "Submit and see what others make of it")
    with services.begin() as db:
        card = own_scorecard(db, interview.id, recruiter.user_id)
        assert card
        assert card.submitted_at
