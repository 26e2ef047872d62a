"""What a visitor reads who tries too often: kind words, and nothing typed is lost."""

import uuid

import pytest
from sqlalchemy import func, select

from core.access.limits import RULES, Limit, client_network
from core.models import Application
from pages.composition.wiring import Services
from tests.core.resume_files import make_pdf
from tests.factories import make_user, open_posting
from tests.pages.screen import Visit, field, page_text, press

PASSWORD = "correct horse battery"
HERE = {"client": client_network(None)}
"""AppTest comes from nowhere."""


@pytest.fixture
def posting_id(services: Services) -> uuid.UUID:
    with services.begin() as db:
        return open_posting(db).id


def use_up(services: Services, limit: Limit, **who: str) -> None:
    """Do it as often as it may be done from here."""
    for _ in range(min(rule.most for rule in RULES[limit])):
        services.limits.take(limit, **who)


def test_too_many_wrong_passwords_are_told_kindly_and_the_address_stays(
    services: Services, visit: Visit
) -> None:
    with services.begin() as db:
        email = make_user(db, password=PASSWORD).email
    page = visit("home")
    for number in range(6):
        field(page, "E-mail address").set_value(email)
        field(page, "Password").set_value(f"wrong {number}")
        press(page, "Sign in")
        words = "is not right" if number < 5 else "Please wait a minute"
        assert words in page.error[0].value
    field(page, "Password").set_value(PASSWORD)
    press(page, "Sign in")
    assert "Please wait a minute" in page.error[0].value
    assert field(page, "E-mail address").value == email


def test_too_many_applications_from_one_network_keep_what_was_typed(
    services: Services, visit: Visit, posting_id: uuid.UUID
) -> None:
    use_up(services, Limit.APPLY, posting=str(posting_id), **HERE)
    page = visit("apply", posting=str(posting_id))
    field(page, "Your name").set_value("Ada Lovelace")
    field(page, "E-mail address").set_value("ada@mail.org")
    page.file_uploader[0].upload("cv.pdf", make_pdf(["Ada"]))
    press(page, "Apply")
    assert "what you typed stays here" in page.error[0].value
    assert field(page, "Your name").value == "Ada Lovelace"
    assert page.file_uploader[0].value.name == "cv.pdf"
    with services.begin() as db:
        assert db.scalar(select(func.count()).select_from(Application)) == 0


def test_too_many_requests_for_a_link_are_told_so(
    services: Services, visit: Visit, posting_id: uuid.UUID
) -> None:
    use_up(services, Limit.LOST_LINK, posting=str(posting_id), **HERE)
    page = visit("apply", posting=str(posting_id))
    field(page, "The e-mail address that you applied with").set_value("ada@mail.org")
    press(page, "Tell the hiring team")
    assert "try again in an hour" in page.error[0].value
    assert not page.success


def test_a_guesser_of_links_is_told_so_and_does_not_shut_out_a_neighbour(
    services: Services, visit: Visit, posting_id: uuid.UUID
) -> None:
    page = visit("apply", posting=str(posting_id))
    field(page, "Your name").set_value("Ada Lovelace")
    field(page, "E-mail address").set_value("ada@mail.org")
    page.file_uploader[0].upload("cv.pdf", make_pdf(["Ada"]))
    link = press(page, "Apply").code[0].value.partition("?link=")[2]
    use_up(services, Limit.INTERVIEW_LINK, **HERE)
    assert "from your network" in page_text(visit("interview", link="guess"))
    assert "Your interview" in page_text(visit("interview", link=link))
