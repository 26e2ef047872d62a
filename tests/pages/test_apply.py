"""The public careers page and the way from it to an interview link."""

import threading
import uuid

import pytest
from sqlalchemy import func, select
from streamlit.testing.v1 import AppTest

from core.access.interview_links import open_interview_link, revoke_links
from core.access.permissions import PROGRAM
from core.interviews.application_status import DECIDED
from core.jobs import is_enqueued
from core.models import Application, ApplicationStatus, ParsingStatus, Resume
from core.postings.service import close_posting, create_posting, find_posting
from core.resumes import parser_runner
from core.review.decisions import decide
from pages.composition.wiring import Services
from pages.parts.candidate.lost_link import THANKS
from pages.widgets.text import plain
from tests.core.resume_files import make_pdf, pdf_page
from tests.factories import ACCOUNT_MANAGER, DATA_ENGINEER, apply, open_posting, signed_in
from tests.pages.screen import Visit, field, page_text, press, switch_page

PDF = make_pdf(["Ada Lovelace", "Ten years of Kafka."])


@pytest.fixture
def posting_id(services: Services) -> uuid.UUID:
    """An open posting."""
    with services.begin() as db:
        return open_posting(db).id


def fill_in(
    page: AppTest, email: str = "ada@mail.org", file: tuple[str, bytes] | None = ("cv.pdf", PDF)
) -> AppTest:
    """Fill in the form and send it."""
    field(page, "Your name").set_value("Ada Lovelace")
    field(page, "E-mail address").set_value(email)
    if file:
        page.file_uploader[0].upload(*file)
    return press(page, "Apply")


def applications(services: Services) -> int:
    with services.begin() as db:
        return db.scalar(select(func.count()).select_from(Application)) or 0


def test_the_careers_page_links_to_open_postings_only(services: Services, visit: Visit) -> None:
    with services.begin() as db:
        shown = open_posting(db)
        create_posting(db, ACCOUNT_MANAGER, PROGRAM)
    text = page_text(visit("apply"))
    assert f'href="?posting={shown.id}"' in text
    assert ACCOUNT_MANAGER.title not in text


def test_a_posting_is_shown_as_plain_text(services: Services, visit: Visit) -> None:
    with services.begin() as db:
        posting = open_posting(db, DATA_ENGINEER)
        posting.title = "C# & *more* :red[x]"
        posting.description = "<script>alert(1)</script><p>First.</p><p>2 < 3</p>"
    page = visit("apply", posting=str(posting.id))
    assert page.title[0].value == plain("C# & *more* :red[x]")
    assert "<p>First.</p><p>2 &lt; 3</p>" in page_text(page)
    assert "alert(1)" not in page_text(page)


def test_applying_shows_a_link_that_opens_the_interview(
    services: Services, visit: Visit, posting_id: uuid.UUID
) -> None:
    page = fill_in(visit("apply", posting=str(posting_id)))
    link = page.code[0].value
    assert page.link_button[0].url == link
    with services.begin() as db:
        interview = open_interview_link(db, link.partition("?link=")[2])
        assert interview.job_posting_id == posting_id
        assert interview.candidate
        assert interview.candidate.email == "ada@mail.org"
        assert db.scalars(select(Resume.parsing_status)).one() is ParsingStatus.PARSED


def test_running_again_shows_the_same_link_and_applies_once(
    services: Services, visit: Visit, posting_id: uuid.UUID
) -> None:
    page = fill_in(visit("apply", posting=str(posting_id)))
    link = page.code[0].value
    assert page.run().code[0].value == link
    assert not page.file_uploader
    switch_page(page, "apply")
    assert switch_page(page, "apply", posting=str(posting_id)).code[0].value == link
    assert applications(services) == 1


def test_the_link_stays_in_sight_when_the_posting_closes(
    services: Services, visit: Visit, posting_id: uuid.UUID
) -> None:
    page = fill_in(visit("apply", posting=str(posting_id)))
    link = page.code[0].value
    with services.begin() as db:
        close_posting(db, posting_id, PROGRAM)
    assert page.run().code[0].value == link


@pytest.mark.parametrize(
    ("email", "file", "message"),
    [
        ("", ("cv.pdf", PDF), "Please fill in the e-mail address."),
        ("ada", ("cv.pdf", PDF), "does not look like an e-mail address"),
        ("ada@mail.org", None, "Please choose the file of your resume."),
        ("ada@mail.org", ("cv.pdf", b"\x89PNG\r\n\x1a\n"), "a picture"),
        ("ada@mail.org", ("cv.pdf", b"%PDF-1.7 broken"), "damaged"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    services: Services,
    visit: Visit,
    posting_id: uuid.UUID,
    email: str,
    file: tuple[str, bytes] | None,
    message: str,
) -> None:
    page = fill_in(visit("apply", posting=str(posting_id)), email, file)
    assert [message in one.value.replace("\\", "") for one in page.error] == [True]
    assert field(page, "Your name").value == "Ada Lovelace"
    assert field(page, "E-mail address").value == email
    assert page.file_uploader[0].value is None or page.file_uploader[0].value.name == "cv.pdf"
    assert bool(page.file_uploader[0].value) is bool(file)
    assert applications(services) == 0


def test_an_application_stands_when_its_resume_is_a_picture(
    services: Services, visit: Visit, posting_id: uuid.UUID
) -> None:
    page = fill_in(visit("apply", posting=str(posting_id)), file=("cv.pdf", pdf_page(b"")))
    assert "Your application stands all the same." in page.info[0].value
    assert "/interview?link=" in page.code[0].value
    assert applications(services) == 1


def test_an_application_is_in_at_once_when_the_machine_is_too_busy_to_read(
    services: Services, visit: Visit, posting_id: uuid.UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = visit("apply", posting=str(posting_id))
    monkeypatch.setattr("core.resumes.parser_runner._turns", threading.BoundedSemaphore(1))
    monkeypatch.setattr("core.applications.service.FORM_SECONDS", 0.1)
    with parser_runner._turns:
        fill_in(page)
    assert "still being read" in page.info[0].value
    assert "/interview?link=" in page.code[0].value
    with services.begin() as db:
        resume = db.scalars(select(Resume)).one()
        assert resume.parsing_status is ParsingStatus.PENDING
        assert is_enqueued(db, f"resume-{resume.id}")


def shown(page: AppTest) -> list[str]:
    """Everything on the page in order, without what is random: links and ids."""
    kinds = "title subheader markdown text html error warning info success button expander".split()
    found = [str(getattr(one, "value", None) or getattr(one, "label", ""))
             for kind in kinds for one in page.get(kind)]  # fmt: skip
    return found + [field.label for field in page.text_input]


def test_a_known_address_is_answered_as_an_unknown_one(
    services: Services, visit: Visit, posting_id: uuid.UUID
) -> None:
    with services.begin() as db:
        known = apply(db, find_posting(db, posting_id), "ada@mail.org")
    before = fill_in(visit("apply", posting=str(posting_id)), email="nobody@mail.org")
    after = fill_in(visit("apply", posting=str(posting_id)), email="ADA@mail.org")
    assert shown(after) == shown(before)
    assert known.link_token not in after.code[0].value
    assert applications(services) == 3


def test_a_lost_link_is_told_to_the_team_in_the_same_words_for_every_address(
    services: Services, visit: Visit, posting_id: uuid.UUID
) -> None:
    with services.begin() as db:
        apply(db, find_posting(db, posting_id), "ada@mail.org")
    pages = []
    for email in ("ada@mail.org", "nobody@mail.org"):
        page = visit("apply", posting=str(posting_id))
        field(page, "The e-mail address that you applied with").set_value(email)
        pages.append(shown(press(page, "Tell the hiring team")))
    assert THANKS in pages[0]
    assert pages[0] == pages[1]


def test_a_lost_link_can_be_told_when_the_posting_is_closed(
    services: Services, visit: Visit, posting_id: uuid.UUID
) -> None:
    with services.begin() as db:
        close_posting(db, posting_id, PROGRAM)
    page = visit("apply", posting=str(posting_id))
    field(page, "The e-mail address that you applied with").set_value("ada")
    assert "does not look like" in press(page, "Tell the hiring team").error[0].value
    field(page, "The e-mail address that you applied with").set_value("ada@mail.org")
    assert press(page, "Tell the hiring team").success[0].value == THANKS


def test_the_link_is_gone_from_the_tab_once_it_is_kept_and_another_may_apply(
    services: Services, visit: Visit, posting_id: uuid.UUID
) -> None:
    page = fill_in(visit("apply", posting=str(posting_id)))
    first = page.code[0].value
    press(page, "I have kept my link")
    assert not page.code
    fill_in(page, email="bob@mail.org")
    assert page.code[0].value != first
    assert applications(services) == 2


def test_what_is_shown_after_applying_follows_the_decision(
    services: Services, visit: Visit, posting_id: uuid.UUID
) -> None:
    page = fill_in(visit("apply", posting=str(posting_id)))
    with services.begin() as db:
        application = db.scalars(select(Application)).one()
        decide(db, application.id, ApplicationStatus.REJECTED, "Not this time.", signed_in(db))
    page.run()
    assert DECIDED.title in page_text(page)
    assert "You can start when it suits you" not in page_text(page)
    assert not page.link_button


def test_a_link_that_the_team_ended_is_not_shown_any_more(
    services: Services, visit: Visit, posting_id: uuid.UUID
) -> None:
    page = fill_in(visit("apply", posting=str(posting_id)))
    with services.begin() as db:
        interview = db.scalars(select(Application)).one().interview
        assert interview
        revoke_links(db, interview.id, PROGRAM)
    page.run()
    assert not page.code
    assert "ended this link" in page.info[0].value


@pytest.mark.parametrize("unknown", ["nonsense", "", "00000000-0000-4000-8000-000000000000"])
def test_a_link_that_leads_nowhere_shows_the_way_on(
    visit: Visit, posting_id: uuid.UUID, unknown: str
) -> None:
    page = visit("apply", posting=unknown)
    assert page.title[0].value == "This job is not here"
    assert "See all open positions" in page_text(page)


def test_a_draft_is_not_shown_to_the_public(services: Services, visit: Visit) -> None:
    with services.begin() as db:
        draft = create_posting(db, DATA_ENGINEER, PROGRAM)
    page = visit("apply", posting=str(draft.id))
    assert DATA_ENGINEER.title not in page_text(page)
    assert not page.file_uploader


def test_a_closed_posting_takes_no_application(
    services: Services, visit: Visit, posting_id: uuid.UUID
) -> None:
    page = visit("apply", posting=str(posting_id))
    with services.begin() as db:
        close_posting(db, posting_id, PROGRAM)
    fill_in(page)
    assert page.title[0].value == "This job is closed"
    assert applications(services) == 0
