"""Two recruiters edit one posting, each in a tab of their own."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from core.access.permissions import PROGRAM
from core.interviews.plans.edits import with_probes, without_question
from core.interviews.plans.service import PlanView, change_plan, view_plan
from core.models import JobPosting, PostingStatus
from core.postings.service import create_posting, get_posting, publish_posting, update_posting
from pages.composition.wiring import Services
from tests.factories import DATA_ENGINEER, browser_of, make_user, signed_in
from tests.pages.screen import Visit, field, page_text, press

OSLO = replace(DATA_ENGINEER, location="Oslo")
HERE, ADA = 0, 1


class TwoEditors:
    """A posting, and the two of the team who work on it, each in a tab of their own."""

    def __init__(self, services: Services, visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
        with services.begin() as db:
            ada = make_user(db)
            ada.name = "Ada Byron"
            self.people = signed_in(db), browser_of(db, ada)
            self.id = create_posting(db, DATA_ENGINEER, PROGRAM).id
        self._services, self._visit, self._patch = services, visit, monkeypatch

    def switch_to(self, who: int) -> None:
        """From now on the tabs that are run are this one's."""
        self._patch.setattr("pages.access.guard.current_member", lambda: self.people[who])

    def opens(self, who: int, **part: str) -> AppTest:
        self.switch_to(who)
        return self._visit("jobs", posting=str(self.id), **part)

    def meanwhile(self, service: Callable[..., object], *args: object) -> None:
        """Ada does something to the posting, wherever she is."""
        with self._services.begin() as db:
            service(db, self.id, *args, self.people[ADA])

    @property
    def posting(self) -> JobPosting:
        """As it is saved."""
        with self._services.begin() as db:
            return get_posting(db, self.id, PROGRAM)

    @property
    def plan(self) -> PlanView:
        with self._services.begin() as db:
            return view_plan(db, get_posting(db, self.id, PROGRAM), PROGRAM)


@pytest.fixture
def editors(services: Services, visit: Visit, monkeypatch: pytest.MonkeyPatch) -> TwoEditors:
    return TwoEditors(services, visit, monkeypatch)


def both_describe(editors: TwoEditors) -> AppTest:
    """Both have the form open; Ada saves first. The other's tab."""
    one, other = (editors.opens(who, edit="1") for who in (HERE, ADA))
    field(other, "Location").set_value("Oslo").run()
    field(other, "Description").set_value("Theirs.").run()
    press(other, "Save")
    editors.switch_to(HERE)
    tab: AppTest = field(one, "Description").set_value("Mine.").run()
    return tab


def test_both_are_told_and_nothing_that_was_typed_is_lost(editors: TwoEditors) -> None:
    page = both_describe(editors)
    words = page_text(page)
    assert "Ada Byron changed the description and location just now" in words
    assert "What you left alone is brought up to date here" in words
    assert field(page, "Location").value == "Oslo"
    assert field(page, "Description").value == "Mine."
    assert "Theirs." in [text.value for text in page.text]
    press(page, "Save")
    assert "please choose which to keep, then save again" in page_text(page)
    assert field(page, "Description").value == "Mine."
    assert editors.posting.description == "Theirs."


@pytest.mark.parametrize(("choice", "stands"), [("Take theirs", "Theirs."), ("Keep mine", "Mine.")])
def test_a_field_that_both_changed_is_chosen(editors: TwoEditors, choice: str, stands: str) -> None:
    page = both_describe(editors)
    press(page, choice)
    assert field(page, "Description").value == stands
    field(page, "Location").set_value("Bern").run()
    press(page, "Save")
    assert (editors.posting.description, editors.posting.location) == (stands, "Bern")


def test_an_open_page_says_what_somebody_else_just_changed(editors: TwoEditors) -> None:
    page = editors.opens(HERE)
    editors.meanwhile(update_posting, OSLO)
    page.run()
    assert "Ada Byron changed the location just now" in page_text(page)
    press(page, "All right")
    assert "Ada Byron" not in page_text(page)


def test_what_was_changed_since_it_was_looked_at_is_not_published(editors: TwoEditors) -> None:
    page = editors.opens(HERE)
    editors.meanwhile(update_posting, OSLO)
    press(page, "Publish")
    assert "Please look at it as it is now, then decide again" in page_text(page)
    assert editors.posting.status.value == "draft"
    press(page, "Publish")
    assert editors.posting.status.value == "open"


def test_published_meanwhile_a_late_click_closes_nothing(editors: TwoEditors) -> None:
    page = editors.opens(HERE)
    editors.meanwhile(publish_posting)
    press(page, "Publish")
    assert "Ada Byron published the posting just now" in page_text(page)
    assert editors.posting.status is PostingStatus.OPEN


def test_a_plan_that_was_changed_meanwhile_is_not_published_unseen(editors: TwoEditors) -> None:
    editors.meanwhile(publish_posting)
    editors.meanwhile(change_plan, lambda plan: with_probes(plan, 1))
    page = editors.opens(HERE, plan="1")
    editors.meanwhile(change_plan, lambda plan: with_probes(plan, 2))
    press(page, "Publish the new version")
    assert "Ada Byron changed the interview plan just now" in page_text(page)
    assert editors.plan.published == 1


def test_a_question_that_somebody_took_out_can_be_added_again(editors: TwoEditors) -> None:
    first, mine = editors.plan.plan.questions[0], "What did you build with it last winter?"
    page = editors.opens(HERE, plan="1", question=first.id)
    field(page, "Question").set_value(mine).run()
    editors.meanwhile(change_plan, lambda plan: without_question(plan, first.id))
    press(page, "Save the question")
    assert "taken out of the plan meanwhile" in page_text(page)
    assert field(page, "Question").value == mine
    press(page, "Save the question")
    assert mine in [question.text for question in editors.plan.plan.questions]
