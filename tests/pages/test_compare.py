"""The comparison page: candidates side by side, evidence one click away."""

import uuid

import pytest
from streamlit.testing.v1 import AppTest

from core.access.permissions import PROGRAM, Member
from core.models import Interview, InterviewPlanVersion, JobPosting
from core.review.comparisons import weights_of
from pages.composition.wiring import Services
from tests.factories import open_posting, signed_in
from tests.held_interview import held_interview, rated_by
from tests.pages.screen import Visit, elements, page_text, press


@pytest.fixture
def posting(services: Services) -> JobPosting:
    with services.begin() as db:
        return open_posting(db)


def rated(
    services: Services, posting: JobPosting, name: str, by: Member, rating: int | None
) -> Interview:
    """An interview with ``name``, rated the same throughout."""
    with services.begin() as db:
        interview = held_interview(db, posting=db.merge(posting))
        assert interview.candidate
        interview.candidate.name = name
        rated_by(db, interview, by, rating)
        return interview


def open_comparison(visit: Visit, posting: JobPosting, *interviews: Interview) -> AppTest:
    chosen = ",".join(str(one.id) for one in interviews)
    return visit("compare", posting=str(posting.id), **{"with": chosen})


def test_ratings_stand_side_by_side_with_their_evidence(
    services: Services, visit: Visit, posting: JobPosting, recruiter: Member
) -> None:
    ada = rated(services, posting, "Ada", recruiter, 5)
    grace = rated(services, posting, "Grace", recruiter, 2)
    page = open_comparison(visit, posting, ada, grace)
    assert not page.exception
    shown = page_text(page)
    for words in ("<th>Ada</th><th>Grace</th>", "<td>5.00</td><td>2.00</td>",
                  "All competencies weigh the same"):  # fmt: skip
        assert words in shown
    (chart,) = elements(page, "vega_lite_chart") or elements(page, "arrow_vega_lite_chart")
    assert chart
    links = [one for one in elements(page, "page_link") if "I measured the lag" in one.label]
    assert {str(ada.id), str(grace.id)} == {
        key for one in links for key in (str(ada.id), str(grace.id)) if key in str(one.proto)
    }  # fmt: skip


def test_whoever_was_asked_another_plan_is_flagged_and_not_compared(
    services: Services, visit: Visit, posting: JobPosting, recruiter: Member
) -> None:
    ada = rated(services, posting, "Ada", recruiter, 5)
    grace = rated(services, posting, "Grace", recruiter, 2)
    with services.begin() as db:
        kept = db.merge(grace)
        assert kept.plan
        version = InterviewPlanVersion(
            job_posting_id=posting.id, version=99, content=kept.plan.content
        )
        db.add(version)
        db.flush()
        kept.interview_plan_id = version.id
    page = open_comparison(visit, posting, ada, grace)
    assert "another interview plan (version 99)" in page.warning[0].value
    assert "<td>5.00</td><td>not compared</td>" in page_text(page)


def test_what_the_reader_has_still_to_rate_is_hidden(
    services: Services, visit: Visit, posting: JobPosting, recruiter: Member
) -> None:
    with services.begin() as db:
        alan = signed_in(db)
    ada = rated(services, posting, "Ada", recruiter, 5)
    grace = rated(services, posting, "Grace", alan, 2)
    page = open_comparison(visit, posting, ada, grace)
    assert "you have not rated this interview yet" in page.info[0].value
    assert "<td>5</td><td>hidden</td>" in page_text(page)
    assert "<td>5</td><td>2</td>" not in page_text(page)


def test_other_weights_are_kept_with_their_reason(
    services: Services, visit: Visit, posting: JobPosting, recruiter: Member
) -> None:
    people = [rated(services, posting, name, recruiter, 3) for name in ("Ada", "Grace")]
    page = open_comparison(visit, posting, *people)
    page.number_input[0].set_value(3.0)
    press(page, "Keep these weights")
    assert "Please write the reason" in page.error[0].value
    assert page.number_input[0].value == 3.0
    next(one for one in page.text_area).set_value("The first year is all about streaming.")
    press(page, "Keep these weights")
    assert "Weights: Streaming with Kafka 3, " in page_text(page), "in the order of the table"
    assert "the middle rating counts" in page_text(page)
    assert "Reason: The first year is all about streaming." in page_text(page)
    with services.begin() as db:
        assert weights_of(db, posting.id, PROGRAM)


@pytest.mark.parametrize(("choice", "stands"), [("Take theirs", 3.0), ("Keep mine", 2.0)])
def test_of_two_who_weigh_at_once_the_second_is_told_and_chooses(
    services: Services, visit: Visit, posting: JobPosting, recruiter: Member, choice: str,
    stands: float,
) -> None:  # fmt: skip
    people = [rated(services, posting, name, recruiter, 3) for name in ("Ada", "Grace")]
    mine, theirs = (open_comparison(visit, posting, *people) for _ in range(2))
    for page, weight in ((theirs, 3.0), (mine, 2.0)):
        page.number_input[0].set_value(weight)
        page.text_area[0].set_value(f"Streaming counts {weight} times in the first year.")
        press(page, "Keep these weights")
    assert "changed the weights of the comparison just now" in mine.error[0].value
    assert mine.number_input[0].value == 2.0
    assert "Streaming counts 3.0 times" in page_text(mine)
    press(mine, choice)
    assert mine.number_input[0].value == stands
    assert str(mine.text_area[0].value).startswith("Streaming counts 2.0 times")
    press(mine, "Keep these weights")
    with services.begin() as db:
        kept = weights_of(db, posting.id, PROGRAM)
        assert kept
        assert kept.weights[mine.number_input[0].label] == stands
    assert mine.text_area[0].value == ""


def test_weights_that_nobody_touched_follow_what_somebody_else_kept(
    services: Services, visit: Visit, posting: JobPosting, recruiter: Member
) -> None:
    people = [rated(services, posting, name, recruiter, 3) for name in ("Ada", "Grace")]
    mine, theirs = (open_comparison(visit, posting, *people) for _ in range(2))
    theirs.number_input[0].set_value(3.0)
    theirs.text_area[0].set_value("Streaming counts in the first year.")
    press(theirs, "Keep these weights")
    assert mine.run().number_input[0].value == 3.0
    assert "Keep mine" not in [one.label for one in mine.button]


def test_two_of_one_name_stay_two_at_the_next_run(
    services: Services, visit: Visit, posting: JobPosting, recruiter: Member
) -> None:
    people = [rated(services, posting, "Ada", recruiter, rating) for rating in (5, 2)]
    page = open_comparison(visit, posting, *people).run()
    assert "<td>5.00</td><td>2.00</td>" in page_text(page)


@pytest.mark.usefixtures("recruiter")
def test_one_candidate_alone_is_no_comparison(visit: Visit, posting: JobPosting) -> None:
    page = visit("compare", posting=str(posting.id), **{"with": "nonsense,,x"})
    assert "Choose 2 to 4 candidates" in page_text(page)
    assert not page.exception


@pytest.mark.usefixtures("recruiter")
@pytest.mark.parametrize("wanted", ["nope", str(uuid.UUID(int=0))])
def test_an_unknown_posting_has_nothing_to_compare(visit: Visit, wanted: str) -> None:
    assert visit("compare", posting=wanted).title[0].value == "Nothing to compare"


@pytest.mark.usefixtures("viewer")
def test_a_viewer_compares_and_weighs_nothing(
    services: Services, visit: Visit, posting: JobPosting
) -> None:
    with services.begin() as db:
        reviewer = signed_in(db)
    people = [rated(services, posting, name, reviewer, 3) for name in ("Ada", "Grace")]
    page = open_comparison(visit, posting, *people)
    assert "<td>3.00</td><td>3.00</td>" in page_text(page)
    assert "Keep these weights" not in [one.label for one in page.button]


def test_two_who_were_rated_are_chosen_on_the_pipeline(
    services: Services, visit: Visit, posting: JobPosting, recruiter: Member
) -> None:
    people = [rated(services, posting, name, recruiter, 3) for name in ("Ada", "Grace")]
    page = visit("pipeline", posting=str(posting.id))
    for one in people:
        page.checkbox(key=f"choose-{one.id}").check().run()
    assert "Chosen: Ada, Grace" in page_text(page)
    (link,) = [one for one in elements(page, "page_link") if one.label == "Compare them"]
    assert all(str(one.id) in str(link.proto) for one in people)
