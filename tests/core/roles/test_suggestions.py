"""Suggestions from the whole posting: title, text, stack and category."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.roles import BASE_PROMPTS, map_role, suggest_role
from core.roles.normalization import entries_text
from core.roles.second_opinion import CONFIDENT, better_suggestion, roles_to_ask_about
from core.roles.suggestions import RoleSuggestion
from tests.core.mapping_report import answer, read_postings, report

TECHNICAL = set(BASE_PROMPTS[:12])


def best(title: str, **fields: object) -> str:
    suggestions = suggest_role(
        title,
        fields.get("description"),  # type: ignore[arg-type]
        fields.get("tech_stack"),  # type: ignore[arg-type]
        fields.get("role_category"),  # type: ignore[arg-type]
    )
    assert suggestions, title
    assert suggestions[0].confidence >= CONFIDENT, (title, suggestions)
    return suggestions[0].role


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Senior Java Developer (m/w/d)", "java"),
        ("Software Engineer, Sales Tools", "fullstack"),
        ("Backend Engineer - Customer Support Platform", "fullstack"),
        ("Sales Engineer - Kubernetes", "sales"),
        ("Enterprise Account Executive, DevOps Tools", "sales"),
        ("Technical Recruiter (Java, Go)", "operations"),
        ("Product Manager, Android", "product"),
        ("Engineering Manager, Data Platform", "management"),
        ("Marketing Data Analyst", "data_engineering"),
        ("Product Support Specialist", "support"),
        ("Executive Assistant to CEO", "operations"),
        ("Developer Advocate", "marketing"),
        ("VP, Technology", "management"),
        ("Developer / Entwickler/in Python", "python"),
        ("Vertriebsmitarbeiter Innendienst (m/w/d)", "sales"),
        ("Gebietsverkaufsleiter (m/w/d)", "sales"),
        ("Ingénieur commercial grands comptes", "sales"),
        ("Director/a de proyecto", "operations"),
        ("Pessoa Desenvolvedora Back-end (Node.js)", "nodejs"),
        ("Инженер по автоматизации тестирования (Python)", "qa_automation"),
        ("高级Java开发工程师", "java"),
    ],
)
def test_the_title_names_the_role(title: str, expected: str) -> None:
    assert best(title) == expected


def test_the_title_outweighs_stray_tags_and_a_wrong_category() -> None:
    stack = ["git", "excel", "python"]
    assert (
        best("Account Manager", tech_stack=stack, role_category="Software Development") == "sales"
    )


def test_a_developer_title_takes_its_technology_from_the_stack() -> None:
    assert best("Software Engineer", tech_stack=["Go", "gRPC"]) == "go"


def test_a_developer_title_takes_its_technology_from_the_text_if_the_stack_is_empty() -> None:
    text = "We write Java. Our Java services run on Spring Boot. Java 21. React is nice to have."
    assert best("Senior Software Engineer", description=text) == "java"


def test_a_front_end_title_is_not_given_a_back_end_technology() -> None:
    assert best("Frontend Developer", tech_stack=["Python", "Django"]) == "javascript"


def test_markup_in_the_text_is_passed_over() -> None:
    text = "<div class='react'><p>You write <b>Python</b>&nbsp;and Django.</p></div>"
    assert best("Backend Developer", description=text) == "python"


@pytest.mark.parametrize(
    ("title", "stack"),
    [
        ("Registered Nurse, ICU", ["go", "excel"]),
        ("Structural Bridge Designer", ["autocad", "python"]),
        ("Lecturer in German Literature (Kafka, Mann)", ["kafka"]),
        ("Sous Chef", ["chef"]),
        ("Theatre Usher, La Scala", ["scala"]),
        ("Pipeline Welder", None),
        ("Corporate Counsel", ["oracle", "express"]),
    ],
)
def test_a_trade_outside_the_library_is_never_given_a_technical_prompt(
    title: str, stack: list[str] | None
) -> None:
    assert best(title, tech_stack=stack) == "fullstack"


def test_a_title_that_says_nothing_is_asked_about_rather_than_guessed() -> None:
    suggestions = suggest_role("Rockstar wanted!", "You love closing deals.", None, None)
    assert all(suggestion.confidence < CONFIDENT for suggestion in suggestions)


def test_the_text_speaks_where_the_title_is_silent() -> None:
    text = "We are looking for an account executive who loves cold calling."
    first = suggest_role("Join us", text, None, None)[0]
    assert first.role == "sales"
    assert first.evidence[0].field == "description"


def test_nothing_known_suggests_nothing() -> None:
    assert suggest_role("Ninja", "", None, None) == []
    assert suggest_role(None, None, None, None) == []


def test_agreement_raises_confidence_and_disagreement_lowers_it() -> None:
    alone = suggest_role("Sales Manager", None, None, None)[0].confidence
    agreed = suggest_role("Sales Manager", None, None, "Sales")[0].confidence
    disputed = suggest_role("Sales Manager", None, None, "Design")[0].confidence
    assert disputed < alone < agreed


def test_evidence_points_at_the_words_in_the_posting() -> None:
    title, stack = "Backend-Entwickler/in – Zürich", ["Go 1.22", "gRPC"]
    suggestion = suggest_role(title, None, stack, "IT")[0]
    fields = {"title": title, "tech_stack": entries_text(stack)}
    found = {
        (evidence.field, fields[evidence.field][evidence.start : evidence.end])
        for evidence in suggestion.evidence
    }
    assert ("tech_stack", "Go") in found
    assert any(field == "title" and "Backend" in text for field, text in found)


def test_the_form_offers_a_confident_suggestion_that_differs_from_the_rule() -> None:
    rule = map_role(["excel", "python"], None)
    suggestions = suggest_role("Account Manager", None, ["excel", "python"], None)
    offered = better_suggestion(rule, suggestions)
    assert offered is not None
    assert offered.role == "sales"
    assert better_suggestion(map_role(None, "Sales"), suggestions) is None
    assert better_suggestion(rule, []) is None


HOSTILE: list[object] = [
    None,
    7,
    b"x",
    "<" * 100_000,
    "&" * 100_000,
    "React to customers. " * 5_000,
    "产品经理" * 25_000,
    "\x00\u202e\u200b" * 1_000,
]


@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_fields_are_survived(value: object) -> None:
    for fields in ((value, "x", None, None), ("Engineer", value, None, None), (value,) * 4):
        suggestions = suggest_role(*fields)  # type: ignore[arg-type]
        assert all(suggestion.role in BASE_PROMPTS for suggestion in suggestions)


@settings(max_examples=100, deadline=None)
@given(title=st.text(), description=st.text(), stack=st.lists(st.text()), category=st.text())
def test_suggestions_are_ordered_distinct_and_within_bounds(
    title: str, description: str, stack: list[str], category: str
) -> None:
    suggestions = suggest_role(title, description, stack, category)
    confidences = [suggestion.confidence for suggestion in suggestions]
    assert confidences == sorted(confidences, reverse=True)
    assert all(0 < confidence < 1 for confidence in confidences)
    assert sum(confidences) <= 1
    assert len({suggestion.role for suggestion in suggestions}) == len(suggestions) <= 3


def test_the_labelled_postings_cover_every_role_and_language() -> None:
    postings = read_postings()
    assert len(postings) >= 180
    assert {posting.role for posting in postings} == set(BASE_PROMPTS)
    assert {posting.language for posting in postings} == {"en", "de", "fr", "es", "pt", "ru", "zh"}
    assert all(set(posting.also) <= set(BASE_PROMPTS) - {posting.role} for posting in postings)


def test_at_least_95_percent_of_the_labelled_postings_are_answered_right() -> None:
    rows = [answer(posting) for posting in read_postings()]
    right = sum(row.lenient("form") for row in rows)
    assert right >= 0.95 * len(rows)
    for language in {row.posting.language for row in rows}:
        own = [row for row in rows if row.posting.language == language]
        assert sum(row.lenient("form") for row in own) >= 0.95 * len(own), language


def test_no_office_posting_of_the_labelled_ones_is_given_a_technical_prompt() -> None:
    rows = [answer(posting) for posting in read_postings()]
    absurd = [
        row.posting.title
        for row in rows
        if row.roles["form"] in TECHNICAL
        and not TECHNICAL & {row.posting.role, *row.posting.also}
        and row.posting.role != "fullstack"
    ]
    assert absurd == []


def test_the_report_has_a_line_for_every_role_and_language() -> None:
    rows = [answer(posting) for posting in read_postings()[:40]]
    lines = list(report(rows))
    for row in rows:
        assert any(line.startswith(row.posting.role) for line in lines)
        assert any(line.startswith(row.posting.language) for line in lines)


def suggested(role: str, confidence: float) -> RoleSuggestion:
    return RoleSuggestion(role, confidence, "The text says so.", ())


def test_where_the_posting_is_unclear_the_rule_stands_among_the_roles_asked_about() -> None:
    rule = map_role("python", None)
    unsure = [suggested("sales", CONFIDENT - 0.1), suggested("support", 0.2)]
    assert roles_to_ask_about(rule, unsure) == ("sales", "support", "python")
    twice = [suggested("sales", CONFIDENT - 0.1), suggested("python", 0.2)]
    assert roles_to_ask_about(rule, twice) == ("sales", "python")


def test_nothing_is_asked_where_the_best_suggestion_agrees_or_is_offered() -> None:
    rule = map_role("python", None)
    assert roles_to_ask_about(rule, [suggested("python", CONFIDENT - 0.1)]) == ()
    assert roles_to_ask_about(rule, [suggested("sales", CONFIDENT)]) == ()
    assert roles_to_ask_about(rule, []) == ()
