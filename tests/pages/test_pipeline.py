"""The pipeline page: postings with their counts, and one posting by stage."""

import uuid
from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from core.access.permissions import Member
from core.applications import ApplicationService
from core.applications.candidates.lost_links import note_lost_link
from core.models import (
    Application,
    ApplicationStatus,
    InterviewStatus,
    JobPosting,
    Scorecard,
    utc_now,
)
from core.models.status import move
from pages.composition.wiring import Services
from pages.parts.postings.pipeline_view import LOST, SIZE, UNRATED
from pages.widgets.text import plain
from tests.factories import a_resume, open_posting
from tests.pages.screen import Visit, elements, page_text, press

MARKUP = "<img src=x onerror=alert(1)>"


def people(page: AppTest) -> list[str]:
    """Whose applications are listed."""
    labels = [one.label for one in elements(page, "page_link")]
    return [label.strip("*") for label in labels if label.startswith("**")]


def apply_as(services: Services, posting: JobPosting, name: str) -> Application:
    with services.begin() as db:
        made = ApplicationService().create_application(
            db, name=name, email=f"{uuid.uuid4().hex}@mail.org", resume=a_resume(),
            posting_id=posting.id,
        )  # fmt: skip
        return made.application


@pytest.fixture
def posting(services: Services) -> JobPosting:
    with services.begin() as db:
        return open_posting(db)


def test_nobody_sees_applicants_without_signing_in(
    services: Services, visit: Visit, posting: JobPosting
) -> None:
    apply_as(services, posting, "Ada")
    page = visit("pipeline", posting=str(posting.id))
    assert page.title[0].value == "Please sign in"
    assert people(page) == []


@pytest.mark.usefixtures("viewer")
def test_a_viewer_sees_the_pipeline_without_links_and_files(
    services: Services, visit: Visit, posting: JobPosting
) -> None:
    apply_as(services, posting, "Ada")
    page = visit("pipeline", posting=str(posting.id))
    assert people(page) == ["Ada"]
    assert "Copy interview link" not in [one.label for one in page.button]
    assert not elements(page, "link_button")


@pytest.mark.usefixtures("recruiter")
def test_the_postings_lead_to_their_pipelines(
    services: Services, visit: Visit, posting: JobPosting
) -> None:
    apply_as(services, posting, "Ada")
    page = visit("pipeline")
    assert "1 applied" in page_text(page)
    page.button(key=f"open-{posting.id}").click().run()
    assert page.query_params["posting"] == str(posting.id)
    assert people(page) == ["Ada"]


@pytest.mark.usefixtures("recruiter")
def test_the_stages_are_counted_and_filter_the_list(
    services: Services, visit: Visit, posting: JobPosting
) -> None:
    apply_as(services, posting, "Ada")
    with services.begin() as db:
        move(db.merge(apply_as(services, posting, "Grace")), ApplicationStatus.REJECTED)
    page = visit("pipeline", posting=str(posting.id))
    stages = elements(page, "segmented_control")[0]
    assert [option.content for option in stages.proto.options] == [
        "All 2", "Applied 1", "Interviewing 0", "To review 0", "Shortlisted 0", "Rejected 1",
        "Hired 0",
    ]  # fmt: skip
    assert people(page) == ["Grace", "Ada"]
    stages.set_value("rejected").run()
    assert people(page) == ["Grace"]
    elements(page, "segmented_control")[0].set_value("hired").run()
    assert "Nobody here." in page_text(page)


@pytest.mark.usefixtures("recruiter")
def test_a_search_finds_people_and_begins_the_list_anew(
    services: Services, visit: Visit, posting: JobPosting
) -> None:
    for number in range(SIZE):
        apply_as(services, posting, f"Grace {number}")
    apply_as(services, posting, "Ada Lovelace")
    page = visit("pipeline", posting=str(posting.id))
    press(page, "Older")
    assert people(page) == ["Grace 0"]
    page.text_input[0].set_value("lovel").run()
    assert people(page) == ["Ada Lovelace"]


@pytest.mark.usefixtures("recruiter")
def test_the_order_and_the_buttons_follow_one_another(
    services: Services, visit: Visit, posting: JobPosting
) -> None:
    for number in range(SIZE + 1):
        made = apply_as(services, posting, str(number))
        with services.begin() as db:
            db.merge(made).created_at = utc_now() - timedelta(minutes=number)
    page = visit("pipeline", posting=str(posting.id))
    assert people(page)[0] == "0"
    page.selectbox[0].set_value("Oldest first").run()
    assert people(page) == [str(number) for number in range(SIZE, 0, -1)]
    press(page, "Newer")
    assert people(page) == ["0"]
    press(page, "Older")
    assert people(page)[0] == str(SIZE)


def test_lost_links_and_what_i_have_not_rated_are_filters(
    services: Services, visit: Visit, posting: JobPosting, recruiter: Member
) -> None:
    for name in ("waiting", "lost", "rated", "over"):
        made = apply_as(services, posting, name)
        with services.begin() as db:
            if name == "lost":
                note_lost_link(db, posting.id, db.merge(made).candidate.email)
            if name in ("rated", "over"):
                interview = db.merge(made).interview
                assert interview
                move(interview, InterviewStatus.IN_PROGRESS)
                move(interview, InterviewStatus.COMPLETED)
            if name == "rated":
                assert interview
                db.add(Scorecard(interview_id=interview.id, reviewer_id=recruiter.user_id,
                                 submitted_at=utc_now()))  # fmt: skip
    page = visit("pipeline", posting=str(posting.id))
    assert "1 scorecard" in page_text(page)
    only = elements(page, "pills")[0]
    only.set_value([LOST]).run()
    assert people(page) == ["lost"]
    elements(page, "pills")[0].set_value([UNRATED]).run()
    assert people(page) == ["over"]


@pytest.mark.usefixtures("recruiter")
def test_what_was_done_to_the_posting_can_be_read(
    services: Services, visit: Visit, posting: JobPosting
) -> None:
    page = visit("pipeline", posting=str(posting.id))
    assert "What was done to this posting" in page_text(page)
    assert "published the posting" not in page_text(page)


@pytest.mark.usefixtures("recruiter")
def test_what_candidates_typed_stays_text(
    services: Services, visit: Visit, posting: JobPosting
) -> None:
    apply_as(services, posting, MARKUP)
    page = visit("pipeline", posting=str(posting.id))
    assert people(page) == [plain(MARKUP)]
    assert "<img" not in page_text(page)


@pytest.mark.usefixtures("recruiter")
@pytest.mark.parametrize("wanted", ["nope", str(uuid.UUID(int=0))])
def test_an_unknown_posting_is_said_not_to_exist(visit: Visit, wanted: str) -> None:
    page = visit("pipeline", posting=wanted)
    assert page.title[0].value == "No such posting"
    assert not page.exception


@pytest.mark.usefixtures("recruiter")
def test_applications_of_one_address_lead_to_each_other(
    services: Services, visit: Visit, posting: JobPosting
) -> None:
    with services.begin() as db:
        first, second = (
            ApplicationService().create_application(
                db, name=name, email="ada@mail.org", resume=a_resume(), posting_id=posting.id
            )
            for name in ("Ada Lovelace", "**Somebody** Else")
        )
    page = visit("pipeline", posting=str(posting.id))
    note = "The same e-mail address was given in 2 applications, under different names"
    assert [one.label for one in page.expander].count(note) == 2
    review = visit("review", interview=str(second.interview.id))
    assert note in page_text(review)
    assert plain("**Somebody** Else") in page_text(review)
    [link] = review.get("page_link")
    assert str(first.interview.id) in link.proto.query_string


@pytest.mark.usefixtures("recruiter")
def test_an_address_that_only_looks_like_another_is_told_to_the_team(
    services: Services, visit: Visit, posting: JobPosting
) -> None:
    with services.begin() as db:
        made = ApplicationService().create_application(
            db, name="Ada", email="\u0430da@mail.org", resume=a_resume(), posting_id=posting.id
        )
    for page in (
        visit("pipeline", posting=str(posting.id)),
        visit("review", interview=str(made.interview.id)),
    ):
        assert any(plain("only looks like ada@mail.org") in one.value for one in page.warning)
