"""The form in which the team writes feedback to a candidate."""

import pytest
from streamlit.testing.v1 import AppTest

from core.access.permissions import Member
from core.models import Application
from core.review.feedback import released_feedback
from pages.composition.wiring import Services
from tests.factories import apply, open_posting, signed_in
from tests.pages.screen import field, page_text, press

TEXT = "Your example of the lag was clear."


class Form:
    """The form for an application, as a recruiter uses it."""

    def __init__(self, services: Services) -> None:
        self.services = services
        with services.begin() as db:
            self.id = apply(db, open_posting(db)).application.id
            self.me = signed_in(db)

    def open(self) -> AppTest:
        args = (str(self.id), self.me)
        return AppTest.from_function(show, args=args, default_timeout=30).run()

    def application(self) -> Application:
        with self.services.begin() as db:
            return db.get_one(Application, self.id)


def show(application_id: str, me: "Member") -> None:
    """The page that stands round the form."""
    import uuid

    from core.models import Application
    from pages.composition.wiring import services
    from pages.parts.review.feedback_form import feedback_form

    with services().begin() as db:
        application = db.get_one(Application, uuid.UUID(application_id))
    feedback_form(application, me)


@pytest.fixture
def form(services: Services) -> Form:
    return Form(services)


def test_a_draft_is_kept_and_released_later(form: Form) -> None:
    page = form.open()
    field(page, "Feedback").set_value(TEXT)
    page = press(page, "Save the draft")
    assert "Only the team sees it" in page_text(page)
    assert released_feedback(form.application()) is None
    again = form.open()
    assert field(again, "Feedback").value == TEXT
    again = press(again, "Release to the candidate")
    assert "With the candidate since" in page_text(again)
    assert released_feedback(form.application()) == TEXT


def test_released_feedback_can_be_taken_back_and_changed(form: Form) -> None:
    page = form.open()
    field(page, "Feedback").set_value(TEXT)
    page = press(press(page, "Release to the candidate"), "Take it back to change it")
    assert field(page, "Feedback").value == TEXT
    assert released_feedback(form.application()) is None


def test_nothing_written_says_so_beside_the_field(form: Form) -> None:
    page = press(form.open(), "Release to the candidate")
    assert "Please write the feedback first." in page.error[0].value


def test_what_somebody_else_released_meanwhile_is_not_overwritten(form: Form) -> None:
    mine, theirs = form.open(), form.open()
    field(theirs, "Feedback").set_value(TEXT)
    press(theirs, "Release to the candidate")
    field(mine, "Feedback").set_value("Other words.")
    mine = press(mine, "Save the draft")
    assert "Take it back to change it" in mine.error[0].value
    assert form.application().feedback == TEXT


def test_of_two_drafts_of_one_feedback_neither_is_lost(form: Form) -> None:
    mine, theirs = form.open(), form.open()
    field(theirs, "Feedback").set_value("Their words.")
    press(theirs, "Save the draft")
    field(mine, "Feedback").set_value("My words.")
    mine = press(mine, "Save the draft")
    assert "wrote feedback just now" in mine.error[0].value
    assert field(mine, "Feedback").value == "My words."
    assert "Their words." in [text.value for text in mine.text]
    assert form.application().feedback == "Their words."
    press(mine, "Keep mine")
    press(mine, "Save the draft")
    assert form.application().feedback == "My words."


def test_an_interview_without_application_has_no_form() -> None:
    def nothing() -> None:
        from pages.parts.review.feedback_form import feedback_form

        feedback_form(None, None)  # type: ignore[arg-type]

    assert page_text(AppTest.from_function(nothing).run()) == ""
