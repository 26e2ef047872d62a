"""The prompt inspector."""

from dataclasses import replace
from html import escape
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from core.access.permissions import PROGRAM
from core.base_prompts.library import load_base_prompts, parse_base_prompt
from core.base_prompts.versions import keep_versions
from core.interviews.plans.edits import QuestionDraft, with_question
from core.interviews.plans.in_force import propose_for
from core.interviews.plans.service import change_plan
from core.postings.content.draft import PostingDraft, unsaved_posting
from core.postings.content.examples import EXAMPLES
from core.postings.service import create_posting, publish_posting
from core.prompting.builder import SessionContext
from core.prompting.engine import InterviewEngine
from core.roles import role_aliases
from pages.composition.wiring import Services
from tests.factories import ACCOUNT_MANAGER, DATA_ENGINEER, open_posting
from tests.pages.screen import Visit, page_text, press

MARKUP = "<img src=x onerror=alert(1)>"


def address(page: AppTest) -> dict[str, str]:
    """The parameters that the page wrote into its address."""
    return {name: str(value) for name, value in page.query_params.items()}


def field(page: AppTest, label: str) -> object:
    """The input with this label."""
    inputs = [*page.text_input, *page.text_area, *page.selectbox]
    return next(one for one in inputs if one.label.startswith(label))


def test_nobody_inspects_without_signing_in(visit: Visit) -> None:
    assert visit("inspector").title[0].value == "Please sign in"


@pytest.mark.usefixtures("viewer")
def test_a_viewer_may_inspect(visit: Visit) -> None:
    assert visit("inspector").title[0].value == "Prompt inspector"


@pytest.mark.usefixtures("recruiter")
@pytest.mark.parametrize("view", ["path", "prompt", "compare", "questions"])
def test_all_twenty_roles_can_be_walked_without_typing(visit: Visit, view: str) -> None:
    page = visit("inspector", view=view)
    seen = []
    for _ in EXAMPLES:
        assert not page.exception
        seen.append(page.selectbox(key="inspector-role").value)
        press(page, "Next")
    assert seen == list(EXAMPLES)
    assert page.selectbox(key="inspector-role").value == seen[0]


@pytest.mark.usefixtures("recruiter")
def test_the_path_leads_from_what_was_typed_to_the_role(visit: Visit) -> None:
    shown = page_text(visit("inspector", stack="Golang, Docker, Blub", category="Engineering"))
    for words in (
        "<q>Golang, Docker, Blub</q>", "Not in the table", "✓ Decided", "Set aside",
        "<q>golang</q> in the table: Go Developer", "Docker", "<strong>Go Developer</strong>",
        "stored as role type <strong>python</strong>", "Runner-up: DevOps Engineer",
        load_base_prompts()["go"].version,
    ):  # fmt: skip
        assert words in shown


@pytest.mark.usefixtures("recruiter")
def test_what_is_unknown_is_said_to_fall_back(visit: Visit) -> None:
    shown = page_text(visit("inspector", stack="Blub", category="Beekeeping"))
    assert "nothing that was typed names a role" in shown
    assert "<strong>Full-Stack Developer</strong>" in shown


@pytest.mark.usefixtures("recruiter")
def test_a_hand_chosen_base_prompt_is_shown_beside_what_the_rule_would_take(
    services: Services, visit: Visit
) -> None:
    draft = PostingDraft(
        title="Lead", company="A", tech_stack="React", base_prompt_override="management"
    )
    with services.begin() as db:
        posting_id = str(create_posting(db, draft, PROGRAM).id)
    shown = page_text(visit("inspector", posting=posting_id))
    assert "Chosen by hand by the team. The rule would take React Developer." in shown


@pytest.mark.usefixtures("recruiter")
def test_a_link_to_a_posting_opens_that_posting(services: Services, visit: Visit) -> None:
    with services.begin() as db:
        wanted = str(open_posting(db, ACCOUNT_MANAGER).id)
        open_posting(db, DATA_ENGINEER)
    page = visit("inspector", posting=wanted, view="prompt")
    assert "THIS IS A SALES ROLE" in page_text(page)
    assert address(page) == {"posting": wanted, "view": "prompt"}


@pytest.mark.usefixtures("recruiter")
def test_a_link_to_a_posting_that_is_gone_says_so(services: Services, visit: Visit) -> None:
    with services.begin() as db:
        left = str(open_posting(db).id)
    page = visit("inspector", posting="0" * 32)
    assert "does not exist any more" in page.warning[0].value
    assert address(page) == {"posting": left}


@pytest.mark.usefixtures("recruiter")
def test_saved_postings_are_found_by_search(services: Services, visit: Visit) -> None:
    with services.begin() as db:
        open_posting(db, ACCOUNT_MANAGER)
        open_posting(db, DATA_ENGINEER)
    page = visit("inspector", source="saved")
    page.text_input(key="inspector-search").set_value("brightline").run()
    assert page.selectbox(key="inspector-posting").options[-1] == "Account Manager · Brightline"
    page.text_input(key="inspector-search").set_value("nothing like it").run()
    assert not page.exception


@pytest.mark.usefixtures("recruiter")
def test_without_any_posting_the_other_ways_are_left(visit: Visit) -> None:
    page = visit("inspector", source="saved")
    assert not page.exception
    assert "No postings yet." in page_text(page)


@pytest.mark.usefixtures("recruiter")
def test_what_is_typed_shows_at_once_and_a_link_brings_it_back(visit: Visit) -> None:
    page = visit("inspector", source="typed")
    field(page, "Tech stack").set_value("k8s / Terraform / AWS").run()  # type: ignore[attr-defined]
    field(page, "Required skills").set_value("Helm, On-call").run()  # type: ignore[attr-defined]
    assert "<strong>DevOps Engineer</strong>" in page_text(page)
    linked = address(page)
    assert linked == {"stack": "k8s / Terraform / AWS", "skills": "Helm, On-call"}
    again = visit("inspector", **linked)
    assert "<strong>DevOps Engineer</strong>" in page_text(again)
    assert "Helm, On-call" in page_text(again)


@pytest.mark.usefixtures("recruiter")
def test_title_company_and_description_never_enter_the_address(visit: Visit) -> None:
    page = visit("inspector", source="typed", view="prompt")
    for label in ("Job title", "Company", "Description"):
        field(page, label).set_value("Jane Roe").run()  # type: ignore[attr-defined]
    assert page_text(page).count("Jane Roe") >= 3
    assert "Jane" not in "".join(address(page).values())
    links = [one.value for one in page.code if "/inspector" in one.value]
    assert links
    assert not any("Jane" in link for link in links)


@pytest.mark.usefixtures("recruiter")
def test_going_back_shows_what_the_older_address_says(visit: Visit) -> None:
    page = press(visit("inspector", role="go"), "Next")
    assert address(page)["role"] == "rust"
    page.query_params["role"] = "go"
    assert page.run().selectbox(key="inspector-role").value == "go"


@pytest.mark.usefixtures("recruiter")
def test_an_address_with_nonsense_shows_the_beginning(visit: Visit) -> None:
    page = visit("inspector", role="nope", view="nope", candidate="nope", source="nope")
    assert not page.exception
    assert page.selectbox(key="inspector-role").value == next(iter(EXAMPLES))


@pytest.mark.usefixtures("recruiter")
def test_each_section_is_shown_with_tokens_source_and_trust(visit: Visit) -> None:
    page = visit("inspector", role="java", view="prompt")
    posting = unsaved_posting(EXAMPLES["java"])
    prompt = InterviewEngine().build("java", posting, SessionContext(plan=propose_for(posting)))
    labels = [one.label.replace("\\", "") for one in page.expander]
    for section in prompt.sections:
        (label,) = [one for one in labels if one.startswith(f"{section.name} ·")]
        assert f"{section.tokens:,} tokens" in label
        assert ("untrusted text" in label) == section.untrusted
        assert section.text in [one.value for one in page.code]
    assert f"{prompt.tokens:,} of 4,000 tokens" in page_text(page)
    assert "cut to 500 characters" in page_text(page)
    assert page.get("vega_lite_chart")
    for number in range(1, len(prompt.sections) + 1):
        assert f">{number}</span>" in page_text(page), "each part of the bar has its colour"


@pytest.mark.usefixtures("recruiter")
def test_before_and_after_show_what_the_posting_adds(visit: Visit) -> None:
    shown = page_text(visit("inspector", role="data_engineering", view="compare"))
    assert "0 lines only on the left" in shown
    assert "Job title: Senior Data Engineer" in shown
    assert "unchanged lines" in shown


@pytest.mark.usefixtures("recruiter")
def test_two_postings_are_compared_line_by_line(services: Services, visit: Visit) -> None:
    with services.begin() as db:
        one = str(open_posting(db, DATA_ENGINEER).id)
        other = str(create_posting(db, PostingDraft(
            **{**vars(DATA_ENGINEER), "company": "Southwind"}), PROGRAM).id)  # fmt: skip
    shown = page_text(visit("inspector", posting=one, view="compare", against=other))
    assert "Company: <del>Southwind</del>" in shown
    assert "Company: <ins>Northwind</ins>" in shown
    assert "1 line only on the left" in shown


@pytest.mark.usefixtures("recruiter")
def test_comparing_with_what_is_gone_goes_back_to_the_base(visit: Visit) -> None:
    page = visit("inspector", role="go", view="compare", against="0" * 32)
    assert not page.exception
    assert page.selectbox(key="inspector-against").value == "base"


@pytest.mark.usefixtures("recruiter")
def test_the_questions_of_one_kind_of_candidate_can_be_linked_to(visit: Visit) -> None:
    page = visit("inspector", role="data_engineering", view="questions", candidate="strong")
    shown = page_text(page)
    assert "Strong candidate" in shown
    assert "Weak candidate" not in shown
    assert "Follow-up, expert" in shown
    assert "Follow-up, foundation" not in shown
    assert "Kafka" in shown
    assert address(page)["candidate"] == "strong"


@pytest.mark.usefixtures("recruiter")
def test_three_kinds_of_candidates_are_shown_the_same_core(visit: Visit) -> None:
    shown = page_text(visit("inspector", role="sales", view="questions"))
    plan = propose_for(unsaved_posting(EXAMPLES["sales"]))
    assert all(shown.count(escape(question.text)) == 3 for question in plan.questions)
    for follows in ("Follow-up, expert", "Follow-up, foundation", "Then, once"):
        assert follows in shown


@pytest.mark.usefixtures("recruiter")
def test_a_saved_posting_is_shown_with_the_plan_that_candidates_get(
    services: Services, visit: Visit
) -> None:
    with services.begin() as db:
        posting = create_posting(db, DATA_ENGINEER, PROGRAM)
        anchors: dict[str, Any] = {
            "one": "Names nothing.",
            "three": "Names one.",
            "five": "Says why.",
        }
        asked = QuestionDraft("Which pipeline are you proud of?", "Pride", "expert", **anchors)
        change_plan(db, posting.id, lambda plan: with_question(plan, asked), PROGRAM)
        publish_posting(db, posting.id, PROGRAM)
        change_plan(db, posting.id, lambda plan: with_question(
            plan, replace(asked, text="Which one are you still editing here?")),
            PROGRAM)  # fmt: skip
        posting_id = str(posting.id)
    shown = page_text(visit("inspector", posting=posting_id, view="questions"))
    assert shown.count("Which pipeline are you proud of?") == 3
    assert "still editing" not in shown
    assert "- Pride" in page_text(visit("inspector", posting=posting_id, view="prompt"))


@pytest.mark.usefixtures("recruiter")
def test_the_whole_mapping_table_is_there_and_is_searched(visit: Visit) -> None:
    page = visit("inspector", view="table")
    assert len(page.dataframe[0].value) == len(role_aliases())
    page.text_input(key="inspector-find").set_value("kubernetes devops").run()
    found = page.dataframe[0].value
    assert 0 < len(found) < 50
    assert set(found["Base prompt"]) == {"DevOps Engineer"}
    page.text_input(key="inspector-find").set_value("no such word").run()
    assert not page.dataframe


@pytest.mark.usefixtures("recruiter")
@pytest.mark.parametrize("view", ["path", "prompt", "compare", "questions"])
def test_markup_in_a_posting_is_shown_as_text(services: Services, visit: Visit, view: str) -> None:
    fields = ("title", "company", "description", "tech_stack", "role_category")
    skills = (MARKUP, "Kafka &lt;img src=x&gt;")
    marked: dict[str, Any] = dict.fromkeys(fields, MARKUP)
    draft = PostingDraft(**marked, required_skills=skills)
    with services.begin() as db:
        posting_id = str(create_posting(db, draft, PROGRAM).id)
    page = visit("inspector", posting=posting_id, view=view)
    assert not page.exception
    markup = [*page.get("html"), *page.markdown]
    assert markup
    assert not any("<img" in one.value for one in markup)


def test_a_visitor_walks_the_examples_and_sees_no_posting_of_the_team(
    services: Services, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services.settings, "public_inspector", True)
    with services.begin() as db:
        posting = open_posting(db, replace(DATA_ENGINEER, title="Secret project lead"))
    for query in ({}, {"posting": str(posting.id)}, {"against": str(posting.id)}):
        page = visit("inspector", view="compare", **query)
        assert page.title[0].value == "Prompt inspector"
        assert "Secret project" not in page_text(page)
        assert not any("Secret" in option for box in page.selectbox for option in box.options)


def test_nobody_visits_unless_the_setting_opens_it(services: Services, visit: Visit) -> None:
    assert visit("inspector").title[0].value == "Please sign in"


@pytest.mark.usefixtures("recruiter")
def test_a_base_prompt_is_compared_with_its_earlier_version(
    services: Services, visit: Visit
) -> None:
    now = load_base_prompts()["go"]
    before = parse_base_prompt("go", now.source.replace("# Red flags", "# Red flags\n- Was here."))
    with services.begin() as db:
        keep_versions(db, [before])
    page = visit("inspector", role="go", view="compare", against=f"version-{before.version}")
    assert "- Was here." in page_text(page)
    assert "1 line only on the left" in page_text(page)
