"""The editor of a posting's interview plan."""

import re
import uuid
from dataclasses import replace
from functools import partial

import pytest
from streamlit.testing.v1 import AppTest

from core.access.permissions import PROGRAM
from core.base_prompts.library import load_base_prompts
from core.interviews.plans.edits import without_question
from core.interviews.plans.in_force import propose_for
from core.interviews.plans.question_choices import offered_competencies
from core.interviews.plans.service import PlanView, change_plan, view_plan
from core.models import JobPosting, PostingStatus, UserRole
from core.postings.content.draft import PostingDraft
from core.postings.service import create_posting, find_posting
from pages.composition.wiring import Services
from pages.widgets.text import plain
from tests.factories import DATA_ENGINEER, apply, open_posting
from tests.pages.conftest import SignIn
from tests.pages.screen import Visit, field, page_text, press

pytestmark = pytest.mark.usefixtures("recruiter")
MARKUP = "<img src=x onerror=alert(1)>"
TYPED = {
    "Question": "Which pipeline are you proud of?",
    "Competency": "Craftsmanship",
    "Rated 1": "Names nothing of their own.",
    "Rated 3": "Names one case.",
    "Rated 5": "Gives reasons and figures.",
}


@pytest.fixture
def draft(services: Services) -> JobPosting:
    with services.begin() as db:
        return create_posting(db, DATA_ENGINEER, PROGRAM)


@pytest.fixture
def opened(services: Services) -> JobPosting:
    with services.begin() as db:
        return open_posting(db)


def editor(visit: Visit, posting: JobPosting, **more: str) -> AppTest:
    return visit("jobs", posting=str(posting.id), plan="1", **more)


def view_of(services: Services, posting_id: uuid.UUID) -> PlanView:
    with services.begin() as db:
        return view_plan(db, find_posting(db, posting_id), PROGRAM)


def click(page: AppTest, key: str) -> AppTest:
    return page.button(key=key).click().run()


def fill(page: AppTest, typed: dict[str, str]) -> AppTest:
    for label, text in typed.items():
        field(page, label).set_value(text).run()
    return page


def ids(view: PlanView) -> list[str]:
    return [question.id for question in view.plan.questions]


def test_the_postings_page_says_what_is_asked_and_leads_to_the_editor(
    visit: Visit, draft: JobPosting
) -> None:
    page = visit("jobs", posting=str(draft.id))
    assert "6 core questions and at most 7 follow-ups, about 19 of 20 minutes" in page_text(page)
    assert press(page, "Interview plan").title[0].value == "Interview plan"


def test_every_core_question_is_shown_with_its_anchors(
    services: Services, visit: Visit, draft: JobPosting
) -> None:
    shown = page_text(editor(visit, draft))
    for question in view_of(services, draft.id).plan.questions:
        assert plain(question.text) in shown
        assert question.anchors.five.split(";")[0][:30] in shown
    assert "Proposed from the posting" in shown
    assert "Kafka: question 1" in shown
    assert view_of(services, draft.id).editing is None


def test_questions_are_moved_up_and_down(
    services: Services, visit: Visit, draft: JobPosting
) -> None:
    page = editor(visit, draft)
    click(page, "down-q1")
    click(page, "up-q3")
    assert ids(view_of(services, draft.id))[:3] == ["q2", "q3", "q1"]
    assert page.button(key="up-q2").disabled
    assert "This is what your team has edited" in page_text(page)


def test_a_question_is_reworded_in_its_place(
    services: Services, visit: Visit, draft: JobPosting
) -> None:
    page = click(editor(visit, draft), "edit-q2")
    fill(page, {"Question": TYPED["Question"]})
    press(page, "Save the question")
    plan = view_of(services, draft.id).plan
    assert plan.questions[1].text == TYPED["Question"]
    assert plan.questions[1].skills == ("Spark",)
    assert "question" not in page.query_params


def test_a_question_is_added_with_competency_level_and_anchors(
    services: Services, visit: Visit, draft: JobPosting
) -> None:
    page = fill(press(editor(visit, draft), "Add a question"), TYPED)
    field(page, "Level").select("expert").run()
    press(page, "Save the question")
    added = view_of(services, draft.id).plan.questions[-1]
    assert (added.text, added.competency, added.level) == (
        TYPED["Question"],
        "Craftsmanship",
        "expert",
    )
    assert added.anchors.three == "Names one case."
    assert not page.exception


def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(
    services: Services, visit: Visit, draft: JobPosting
) -> None:
    page = press(editor(visit, draft), "Add a question")
    fill(page, {**TYPED, "Rated 5": ""})
    press(page, "Save the question")
    assert [error.value for error in page.error] == ["Please fill in the anchor for 5."]
    assert field(page, "Question").value == TYPED["Question"]
    assert field(page, "Rated 3").value == TYPED["Rated 3"]
    assert view_of(services, draft.id).editing is None
    press(fill(page, {"Rated 5": TYPED["Rated 5"]}), "Save the question")
    assert view_of(services, draft.id).plan.questions[-1].text == TYPED["Question"]
    assert not page.error


def test_a_question_that_is_there_already_is_refused(
    services: Services, visit: Visit, draft: JobPosting
) -> None:
    same = view_of(services, draft.id).plan.questions[0].text.upper()
    page = fill(editor(visit, draft, question="new"), {**TYPED, "Question": same})
    press(page, "Save the question")
    assert [error.value for error in page.error] == ["This asks the same as question 1."]


def test_cancelling_keeps_the_plan(services: Services, visit: Visit, draft: JobPosting) -> None:
    page = fill(click(editor(visit, draft), "edit-q1"), {"Question": "Something else entirely?"})
    press(page, "Cancel")
    assert view_of(services, draft.id).editing is None
    again = click(page, "edit-q1")
    assert field(again, "Question").value != "Something else entirely?"


def test_the_roles_competencies_are_offered_with_their_anchors(draft: JobPosting) -> None:
    offered = offered_competencies(draft, propose_for(draft))
    base = load_base_prompts()["data_engineering"]
    assert set(offered) == {competency.name for competency in base.competencies}
    for competency in base.competencies:
        assert offered[competency.name]["three"] == competency.anchors.three


def test_a_dropped_skill_is_missed_and_publishing_says_so(
    services: Services, visit: Visit, draft: JobPosting
) -> None:
    page = click(editor(visit, draft), "drop-q1")
    assert "No question is about Kafka" in page.warning[0].value
    assert "Kafka: no question yet" in page_text(page)
    detail = press(visit("jobs", posting=str(draft.id)), "Publish")
    assert "has no question about Kafka" in detail.error[0].value
    press(page, "Add what is missing")
    assert not page.warning
    press(visit("jobs", posting=str(draft.id)), "Publish")
    with services.begin() as db:
        assert find_posting(db, draft.id).status is PostingStatus.OPEN


def test_the_last_question_stays(services: Services, visit: Visit, draft: JobPosting) -> None:
    with services.begin() as db:
        for question in ids(view_of(services, draft.id))[1:]:
            change_plan(db, draft.id, partial(without_question, question_id=question), PROGRAM)
    page = editor(visit, draft)
    assert page.button(key="drop-q1").disabled


def test_the_number_of_follow_ups_is_chosen(
    services: Services, visit: Visit, draft: JobPosting
) -> None:
    page = editor(visit, draft)
    field(page, "Follow-ups at most").set_value(2).run()
    assert view_of(services, draft.id).plan.probes == 2
    assert "at most 2 follow-ups" in page_text(page)


def test_an_open_posting_gets_a_next_version_and_its_history(
    services: Services, visit: Visit, opened: JobPosting
) -> None:
    with services.begin() as db:
        apply(db, opened)
    page = editor(visit, opened)
    assert "Version 1: every new candidate is asked this" in page_text(page)
    assert "given to 1 candidate." in page_text(page)
    click(page, "down-q1")
    assert "You are editing version 2. New candidates get version 1" in page_text(page)
    assert "The order of the questions changed." in page_text(page)
    press(page, "Publish the new version")
    assert view_of(services, opened.id).published == 2
    shown = page_text(page)
    assert "Version 2: every new candidate is asked this" in shown
    assert "Published by Grace Hopper; given to 0 candidates." in shown


def test_changes_are_discarded(services: Services, visit: Visit, opened: JobPosting) -> None:
    page = click(editor(visit, opened), "drop-q6")
    press(page, "Discard the changes")
    assert view_of(services, opened.id).editing is None
    assert page.button(key="drop-q6")


def test_a_core_that_is_too_long_is_said_before_publishing(
    services: Services, visit: Visit
) -> None:
    with services.begin() as db:
        posting = create_posting(db, replace(DATA_ENGINEER, interview_minutes=45), PROGRAM)
        change_plan(db, posting.id, lambda plan: plan, PROGRAM)
        posting.interview_minutes = 10
    page = editor(visit, posting)
    assert "The core alone takes about" in page.error[0].value
    detail = press(visit("jobs", posting=str(posting.id)), "Publish")
    assert "the interview has 10" in detail.error[0].value


def test_markup_in_a_plan_is_shown_as_text(services: Services, visit: Visit) -> None:
    with services.begin() as db:
        posting = create_posting(
            db, PostingDraft(MARKUP, "Firm", required_skills=(MARKUP,)), PROGRAM
        )
    page = fill(editor(visit, posting, question="new"), {**TYPED, "Competency": MARKUP})
    press(page, "Save the question")
    assert view_of(services, posting.id).plan.questions[-1].competency == MARKUP
    shown = [*page.get("html"), *page.markdown, *page.warning, *page.subheader, *page.title]
    assert shown
    assert not any(re.search(r"(?<!\\)<img", one.value) for one in shown)


def test_a_viewer_does_not_see_the_plan(visit: Visit, draft: JobPosting, sign_in: SignIn) -> None:
    sign_in(UserRole.VIEWER)
    assert editor(visit, draft).title[0].value == "Not for this account"


def test_a_posting_is_held_in_another_language(services: Services, visit: Visit) -> None:
    page = visit("jobs", posting="new")
    fill(page, {"Job title": "Datenbauer", "Company": "Nordwind"})
    assert not page.info
    field(page, "Interview language").select("de").run()
    assert "Without an OpenAI key only English is understood" in page.info[0].value
    press(page, "Save")
    with services.begin() as db:
        saved = find_posting(db, page.query_params["posting"])
    assert saved.interview_language == "de"
    assert "Held in German." in page_text(page)
