"""The team's job postings page."""

import uuid
from dataclasses import replace

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from core.access.interview_links import LinkWithdrawn, open_interview_link
from core.access.permissions import PROGRAM, Member
from core.applications.candidates.lost_links import note_lost_link
from core.models import ApplicationStatus, JobPosting, PostingStatus
from core.models.status import move
from core.postings.content.draft import PostingDraft
from core.postings.service import close_posting, create_posting
from core.roles.second_opinion import CONFIDENT
from core.roles.suggestions import RoleSuggestion
from pages.composition.wiring import Services
from pages.widgets.text import plain, plain_badge
from tests.factories import (
    ACCOUNT_MANAGER,
    DATA_ENGINEER,
    apply,
    open_posting,
)
from tests.pages.screen import Visit, elements, field, page_text, press, switch_page


def titles(page: AppTest) -> list[str]:
    """The postings in the list, as shown."""
    keyed = [one for one in page.button if (one.key or "").startswith("open-")]
    return [one.label.replace("*", "") for one in keyed]


def all_postings(services: Services) -> list[JobPosting]:
    with services.begin() as db:
        return list(db.scalars(select(JobPosting)))


def test_nobody_sees_postings_without_signing_in(services: Services, visit: Visit) -> None:
    with services.begin() as db:
        open_posting(db)
    page = visit("jobs")
    assert page.title[0].value == "Please sign in"
    assert DATA_ENGINEER.title not in page_text(page)


@pytest.mark.usefixtures("viewer")
def test_a_viewer_sees_no_postings(visit: Visit) -> None:
    assert visit("jobs", posting="new").title[0].value == "Not for this account"


@pytest.mark.usefixtures("recruiter")
def test_the_list_counts_applications_by_stage(services: Services, visit: Visit) -> None:
    with services.begin() as db:
        posting = open_posting(db)
        apply(db, posting)
        begun = apply(db, posting).application
        move(begun, ApplicationStatus.INTERVIEWING)
    assert "1 applied · 1 interviewing" in page_text(visit("jobs"))


@pytest.mark.usefixtures("recruiter")
def test_search_and_status_narrow_the_list(services: Services, visit: Visit) -> None:
    with services.begin() as db:
        open_posting(db)
        create_posting(db, ACCOUNT_MANAGER, PROGRAM)
    page = visit("jobs")
    assert titles(page) == ["Account Manager", "Senior Data Engineer"]
    page.text_input(key="jobs-search").set_value("kafka").run()
    assert titles(page) == ["Senior Data Engineer"]
    page.text_input(key="jobs-search").set_value("").run()
    page.selectbox(key="jobs-status").select("Draft").run()
    assert titles(page) == ["Account Manager"]


@pytest.mark.usefixtures("recruiter")
def test_a_long_list_is_paged_and_a_search_begins_at_its_first_page(
    services: Services, visit: Visit
) -> None:
    with services.begin() as db:
        for number in range(21):
            create_posting(db, replace(DATA_ENGINEER, title=f"Job {number}"), PROGRAM)
    page = visit("jobs")
    first = titles(page)
    page.session_state["jobs-page"] = 2
    page.run()
    assert len(first) == 20
    assert len({*first, *titles(page)}) == 21
    page.text_input(key="jobs-search").set_value("job").run()
    assert titles(page) == first


@pytest.mark.usefixtures("recruiter")
def test_choosing_a_posting_puts_it_into_the_address(services: Services, visit: Visit) -> None:
    with services.begin() as db:
        posting = open_posting(db)
    page = visit("jobs")
    page.button(key=f"open-{posting.id}").click().run()
    assert page.query_params["posting"] == str(posting.id)
    assert page.title[0].value == posting.title
    assert f"http://localhost:8501/apply?posting={posting.id}" in page_text(page)


@pytest.mark.usefixtures("recruiter")
@pytest.mark.parametrize("unknown", ["nonsense", "00000000-0000-4000-8000-000000000000"])
def test_an_unknown_posting_is_said_kindly(visit: Visit, unknown: str) -> None:
    page = visit("jobs", posting=unknown)
    assert page.title[0].value == "No such posting"
    assert not page.exception


@pytest.mark.usefixtures("recruiter")
def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    services: Services, visit: Visit
) -> None:
    page = visit("jobs", posting="new")
    assert not page.error
    field(page, "Description").set_value("Half a thought").run()
    press(page, "Save")
    assert [one.value for one in page.error] == [
        "Please fill in the job title.",
        "Please fill in the company.",
    ]
    assert field(page, "Description").value == "Half a thought"
    assert all_postings(services) == []
    field(page, "Job title").set_value("Clerk").run()
    assert [one.value for one in page.error] == ["Please fill in the company."]


@pytest.mark.usefixtures("recruiter")
def test_a_field_that_is_too_long_is_said_while_typing(visit: Visit) -> None:
    page = visit("jobs", posting="new")
    field(page, "Location").set_value("x" * 161).run()
    assert "160 is the most" in page.error[0].value


@pytest.mark.usefixtures("recruiter")
def test_the_preview_follows_what_is_typed(visit: Visit) -> None:
    page = visit("jobs", posting="new")
    assert "**Full-Stack Developer**" in page_text(page)
    field(page, "Tech stack").set_value("Rust").run()
    assert "**Rust Developer**" in page_text(page)
    assert "of 4,000 tokens" in page.progress[0].text
    field(page, "Required skills, most important first").set_value("Tokio, <b>unsafe</b>").run()
    assert "<li>Tokio</li><li>&lt;b&gt;unsafe&lt;/b&gt;</li>" in page_text(page)


@pytest.mark.usefixtures("recruiter")
def test_a_half_typed_posting_is_there_again_after_looking_elsewhere(visit: Visit) -> None:
    page = visit("jobs", posting="new")
    field(page, "Job title").set_value("Half").run()
    press(page, "All jobs")
    page.text_input(key="jobs-search").set_value("x").run()
    assert switch_page(page, "team").title[0].value == "Team"
    switch_page(page, "jobs", posting="new")
    assert field(page, "Job title").value == "Half"
    press(page, "Discard changes")
    switch_page(page, "jobs", posting="new")
    assert field(page, "Job title").value == ""


@pytest.mark.usefixtures("recruiter")
def test_a_new_posting_is_saved_as_it_was_typed(
    services: Services, visit: Visit, recruiter: Member
) -> None:
    page = visit("jobs", posting="new")
    typed = {
        "Job title": "Nurse <i>lead</i>",
        "Company": "Ward 7",
        "Description": "Look after people.",
        "Role category": "Care",
        "Required skills, most important first": "Empathy\n- First aid",
        "Location": "Oslo",
    }
    for label, value in typed.items():
        field(page, label).set_value(value)
    field(page, "Experience").select("Senior")
    field(page, "Interview, minutes").set_value(30)
    page.run()
    press(page, "Save")
    (posting,) = all_postings(services)
    assert page.query_params["posting"] == str(posting.id)
    assert page.title[0].value == plain("Nurse <i>lead</i>")
    assert (posting.title, posting.company, posting.role_category, posting.location) == (
        "Nurse <i>lead</i>", "Ward 7", "Care", "Oslo"
    )  # fmt: skip
    assert posting.required_skills == ["Empathy", "First aid"]
    assert (posting.experience_level, posting.interview_minutes) == ("Senior", 30)
    assert (posting.tech_stack, posting.status) == (None, PostingStatus.DRAFT)
    assert posting.created_by == recruiter.user_id


@pytest.mark.usefixtures("recruiter")
def test_the_next_new_posting_begins_empty(visit: Visit) -> None:
    page = visit("jobs", posting="new")
    field(page, "Job title").set_value("Clerk")
    field(page, "Company").set_value("Office").run()
    press(page, "Save")
    switch_page(page, "jobs", posting="new")
    assert field(page, "Job title").value == ""
    assert not page.error


@pytest.mark.usefixtures("recruiter")
def test_editing_changes_the_posting_and_the_next_edit_begins_with_it(
    services: Services, visit: Visit
) -> None:
    with services.begin() as db:
        posting = open_posting(db)
    page = visit("jobs", posting=str(posting.id), edit="1")
    assert field(page, "Tech stack").value == "Kafka, Spark, Snowflake"
    field(page, "Tech stack").set_value("").run()
    press(page, "Save")
    assert all_postings(services)[0].tech_stack is None
    press(page, "Edit")
    assert not field(page, "Tech stack").value


@pytest.mark.usefixtures("recruiter")
def test_a_better_suggestion_is_taken_with_one_click(visit: Visit) -> None:
    page = visit("jobs", posting="new")
    field(page, "Job title").set_value("Senior Rust developer").run()
    assert "**Rust Developer** may fit better." in page_text(page)
    press(page, "Use Rust Developer")
    assert field(page, "Base prompt").value == "rust"
    assert "Chosen by hand." in page_text(page)
    assert "may fit better" not in page_text(page)


@pytest.mark.usefixtures("recruiter")
def test_an_unsure_suggestion_asks(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    unsure = RoleSuggestion("sales", CONFIDENT - 0.1, "The text mentions customers.", ())
    monkeypatch.setattr("pages.parts.postings.posting_preview.suggest_role", lambda *_: [unsure])
    page = visit("jobs", posting="new")
    assert "**Which fits best?**" in page_text(page)
    assert "may fit better" not in page_text(page)
    assert not field(page, "Base prompt").value
    press(page, "Full-Stack Developer")
    assert field(page, "Base prompt").value == "fullstack"


@pytest.mark.usefixtures("recruiter")
def test_a_suggestion_that_agrees_with_the_rule_is_not_made(visit: Visit) -> None:
    page = visit("jobs", posting="new")
    field(page, "Job title").set_value("Rust developer")
    field(page, "Tech stack").set_value("Rust").run()
    assert "may fit better" not in page_text(page)
    assert "Which fits best?" not in page_text(page)


@pytest.mark.usefixtures("recruiter")
def test_publishing_nothing_to_interview_about_is_refused_with_the_reason(
    services: Services, visit: Visit
) -> None:
    with services.begin() as db:
        posting = create_posting(db, PostingDraft(title="Clerk", company="Office"), PROGRAM)
    page = visit("jobs", posting=str(posting.id))
    press(page, "Publish")
    assert "Please name a required skill or describe the job" in page.error[0].value
    assert all_postings(services)[0].status is PostingStatus.DRAFT


@pytest.mark.usefixtures("recruiter")
def test_a_posting_is_published_closed_and_reopened(services: Services, visit: Visit) -> None:
    with services.begin() as db:
        posting = create_posting(db, DATA_ENGINEER, PROGRAM)
    page = visit("jobs", posting=str(posting.id))
    assert not page.code
    for label, status in {
        "Publish": PostingStatus.OPEN,
        "Close": PostingStatus.CLOSED,
        "Reopen": PostingStatus.OPEN,
    }.items():
        press(page, label)
        assert all_postings(services)[0].status is status
    assert f"/apply?posting={posting.id}" in page.code[0].value


@pytest.mark.usefixtures("recruiter")
def test_a_click_on_close_does_not_reopen_what_a_colleague_has_closed(
    services: Services, visit: Visit
) -> None:
    with services.begin() as db:
        posting = open_posting(db)
    page = visit("jobs", posting=str(posting.id))
    with services.begin() as db:
        close_posting(db, posting.id, PROGRAM)
    press(page, "Close")
    assert not page.exception
    assert all_postings(services)[0].status is PostingStatus.CLOSED


def make_link(page: AppTest, interview_id: uuid.UUID) -> AppTest:
    """Open the list of an interview's links and make a new one."""
    page.session_state[f"links-{interview_id}"] = True
    return press(page.run(), "Make a new link")


@pytest.mark.usefixtures("recruiter")
def test_a_new_interview_link_opens_the_interview_and_is_shown_once(
    services: Services, visit: Visit
) -> None:
    with services.begin() as db:
        posting = open_posting(db)
        made = apply(db, posting)
        note_lost_link(db, posting.id, made.application.candidate.email)
    page = visit("jobs", posting=str(posting.id))
    assert "Asked for a new link" in page_text(page)
    page = make_link(page, made.interview.id)
    link = page.code[1].value
    assert "Asked for a new link" not in page_text(page)
    with services.begin() as db:
        assert open_interview_link(db, link.partition("?link=")[2]).id == made.interview.id
        with pytest.raises(LinkWithdrawn):
            open_interview_link(db, made.link_token)
    assert link not in page_text(page.run())


@pytest.mark.usefixtures("recruiter")
def test_applications_are_paged(services: Services, visit: Visit) -> None:
    with services.begin() as db:
        posting = open_posting(db)
        for number in range(11):
            apply(db, posting, f"candidate{number}@mail.org")
    page = visit("jobs", posting=str(posting.id))
    assert page_text(page).count("@mail.org") == 10
    press(page, "Older")
    assert page_text(page).count("@mail.org") == 1
    assert "Older" not in [one.label for one in page.button]
    press(page, "Newer")
    assert page_text(page).count("@mail.org") == 10


@pytest.mark.usefixtures("recruiter")
def test_what_candidates_typed_is_escaped(services: Services, visit: Visit) -> None:
    with services.begin() as db:
        posting = open_posting(db, replace(DATA_ENGINEER, description="<script>x</script>**a**"))
        made = apply(db, posting)
        made.application.candidate.name = "<img src=x onerror=alert(1)>"
    page = visit("jobs", posting=str(posting.id))
    labels = [one.label for one in elements(page, "page_link")]
    assert f"**{plain('<img src=x onerror=alert(1)>')}**" in labels
    assert "<img" not in page_text(page)
    assert "<script" not in page_text(page)


@pytest.mark.parametrize(
    "typed", [":material/home: **b** _i_ `c` $x$", "[l](http://x.org) ![i](x)", "www.x.org a@b.org"]
)
def test_typed_text_in_a_title_keeps_no_markdown(typed: str) -> None:
    safe = plain(typed)
    assert "".join(safe.replace("\\", "").split("\u2060")) == typed
    for live in ("http:\\/", "www\\.", "@b", ":\\m", " **", " $"):
        assert live not in safe


def test_a_badge_shows_brackets_as_typed() -> None:
    assert plain_badge("a [b] *c*") == r"a [b] \*c\*"
