"""Two recruiters edit one posting, each in a tab of their own."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from core.access.permissions import PROGRAM, Member
from core.job_postings import create_posting, get_posting, publish_posting, update_posting
from core.models import JobPosting, PostingStatus
from core.plans import change_plan, view_plan
from core.plans.edits import with_probes, without_question
from pages.shared.wiring import Services
from tests.factories import DATA_ENGINEER, browser_of, make_user, open_posting, signed_in
from tests.pages.screen import Visit, field, press, said

BecomeUser = Callable[[Member], None]


@pytest.fixture
def become(house: Services, monkeypatch: pytest.MonkeyPatch) -> BecomeUser:
    """Sign in as somebody else, in whichever tab is run next."""
    return lambda user: monkeypatch.setattr("pages.shared.gate.current_member", lambda: user)


@pytest.fixture
def people(house: Services) -> tuple[Member, Member]:
    with house.begin() as db:
        ada = make_user(db)
        ada.name = "Ada Byron"
        return signed_in(db), browser_of(db, ada)


@pytest.fixture
def posting(house: Services) -> JobPosting:
    with house.begin() as db:
        return create_posting(db, DATA_ENGINEER, PROGRAM)


def kept(house: Services, posting: JobPosting) -> JobPosting:
    with house.begin() as db:
        return get_posting(db, posting.id, PROGRAM)


def forms(
    visit: Visit, become: BecomeUser, people: tuple[Member, Member], posting: JobPosting
) -> list[AppTest]:
    """The form of the posting, open in the tab of each."""
    open_ = []
    for user in people:
        become(user)
        open_.append(visit("jobs", posting=str(posting.id), edit="1"))
    return open_


def test_both_are_told_and_nothing_that_was_typed_is_lost(
    house: Services, visit: Visit, become: BecomeUser, people: tuple[Member, Member],
    posting: JobPosting,
) -> None:  # fmt: skip
    one, other = forms(visit, become, people, posting)
    become(people[1])
    field(other, "Location").set_value("Oslo").run()
    field(other, "Description").set_value("Theirs.").run()
    press(other, "Save")
    become(people[0])
    field(one, "Description").set_value("Mine.").run()
    words = said(one)
    assert "Ada Byron changed the description and location just now" in words
    assert "What you left alone is brought up to date here" in words
    assert field(one, "Location").value == "Oslo"
    assert field(one, "Description").value == "Mine."
    assert "Theirs." in [text.value for text in one.text]
    press(one, "Save")
    assert "please choose below, then save again" in said(one)
    assert field(one, "Description").value == "Mine."
    assert kept(house, posting).description == "Theirs."


@pytest.mark.parametrize(("choice", "stands"), [("Take theirs", "Theirs."), ("Keep mine", "Mine.")])
def test_a_field_that_both_changed_is_chosen(
    house: Services, visit: Visit, become: BecomeUser, people: tuple[Member, Member],
    posting: JobPosting, choice: str, stands: str,
) -> None:  # fmt: skip
    one, other = forms(visit, become, people, posting)
    become(people[1])
    field(other, "Description").set_value("Theirs.").run()
    press(other, "Save")
    become(people[0])
    field(one, "Description").set_value("Mine.").run()
    press(one, choice)
    assert field(one, "Description").value == stands
    field(one, "Location").set_value("Bern").run()
    press(one, "Save")
    found = kept(house, posting)
    assert (found.description, found.location) == (stands, "Bern")


def test_an_open_page_says_what_somebody_else_just_changed(
    house: Services, visit: Visit, become: BecomeUser, people: tuple[Member, Member],
    posting: JobPosting,
) -> None:  # fmt: skip
    become(people[0])
    page = visit("jobs", posting=str(posting.id))
    with house.begin() as db:
        update_posting(db, posting.id, replace(DATA_ENGINEER, location="Oslo"), people[1])
    page.run()
    assert "Ada Byron changed the location just now" in said(page)
    press(page, "All right")
    assert "Ada Byron" not in said(page)


def test_what_was_changed_since_it_was_looked_at_is_not_published(
    house: Services, visit: Visit, become: BecomeUser, people: tuple[Member, Member],
    posting: JobPosting,
) -> None:  # fmt: skip
    become(people[0])
    page = visit("jobs", posting=str(posting.id))
    with house.begin() as db:
        update_posting(db, posting.id, replace(DATA_ENGINEER, location="Oslo"), people[1])
    press(page, "Publish")
    assert "Please look at it as it is now, then decide again" in said(page)
    assert kept(house, posting).status is PostingStatus.DRAFT
    press(page, "Publish")
    assert kept(house, posting).status is PostingStatus.OPEN


def test_published_meanwhile_a_late_click_closes_nothing(
    house: Services, visit: Visit, become: BecomeUser, people: tuple[Member, Member],
    posting: JobPosting,
) -> None:  # fmt: skip
    become(people[0])
    page = visit("jobs", posting=str(posting.id))
    with house.begin() as db:
        publish_posting(db, posting.id, people[1])
    press(page, "Publish")
    assert "Ada Byron published the posting just now" in said(page)
    assert kept(house, posting).status is PostingStatus.OPEN


def test_a_plan_that_was_changed_meanwhile_is_not_published_unseen(
    house: Services, visit: Visit, become: BecomeUser, people: tuple[Member, Member]
) -> None:
    with house.begin() as db:
        posting = open_posting(db)
        change_plan(db, posting.id, lambda plan: with_probes(plan, 1), people[0])
    become(people[0])
    page = visit("jobs", posting=str(posting.id), plan="1")
    with house.begin() as db:
        change_plan(db, posting.id, lambda plan: with_probes(plan, 2), people[1])
    press(page, "Publish the new version")
    assert "Ada Byron changed the interview plan just now" in said(page)
    with house.begin() as db:
        assert view_plan(db, get_posting(db, posting.id, PROGRAM), PROGRAM).published == 1


def test_a_question_that_somebody_took_out_can_be_added_again(
    house: Services, visit: Visit, become: BecomeUser, people: tuple[Member, Member],
    posting: JobPosting,
) -> None:  # fmt: skip
    with house.begin() as db:
        first = view_plan(db, get_posting(db, posting.id, PROGRAM), PROGRAM).plan.questions[0]
    become(people[0])
    page = visit("jobs", posting=str(posting.id), plan="1", question=first.id)
    field(page, "Question").set_value("What did you build with it last winter?").run()
    with house.begin() as db:
        change_plan(db, posting.id, lambda plan: without_question(plan, first.id), people[1])
    press(page, "Save the question")
    assert "taken out of the plan meanwhile" in said(page)
    assert field(page, "Question").value == "What did you build with it last winter?"
    press(page, "Save the question")
    with house.begin() as db:
        asked = [
            q.text
            for q in view_plan(db, get_posting(db, posting.id, PROGRAM), PROGRAM).plan.questions
        ]
    assert "What did you build with it last winter?" in asked
