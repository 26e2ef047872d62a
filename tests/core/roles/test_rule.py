"""The stored rule: tech_stack first, then role_category, then full-stack."""

import ast
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import core.roles
from core.roles import (
    BASE_PROMPTS,
    ROLE_TYPES,
    RoleMapping,
    map_role,
)

ROLE_TYPE_OF = {
    "react": "react",
    **dict.fromkeys(
        ("python", "go", "rust", "java", "php", "data_engineering", "devops"), "python"
    ),
    **dict.fromkeys(("javascript", "typescript", "nodejs", "qa_automation"), "javascript"),
    **dict.fromkeys(
        (
            "fullstack",
            "sales",
            "support",
            "product",
            "design",
            "marketing",
            "operations",
            "management",
        ),
        "fullstack",
    ),
}


def base_prompt(stack: object, category: str | None = None) -> str:
    return map_role(stack, category).base_prompt  # type: ignore[arg-type]


def test_there_are_twenty_base_prompts_with_the_stored_role_type_of_each() -> None:
    assert len(BASE_PROMPTS) == 20
    assert ROLE_TYPES == ROLE_TYPE_OF


@pytest.mark.parametrize("name", BASE_PROMPTS)
def test_a_base_prompts_own_name_maps_to_it_in_either_field(name: str) -> None:
    assert base_prompt(None, name) == name
    assert base_prompt(name) == name


@pytest.mark.parametrize(
    ("stack", "expected"),
    [
        ("TypeScript", "typescript"),
        ("Golang", "go"),
        ("rust", "rust"),
        ("Java 17", "java"),
        ("PHP 8.3", "php"),
        ("Python 3.12", "python"),
        ("python3", "python"),
        ("React 19", "react"),
        ("ES6", "javascript"),
        ("ES2022, HTML5", "javascript"),
        ("node.js", "nodejs"),
        ("NodeJS", "nodejs"),
        ("Node JS", "nodejs"),
        ("React.JS", "react"),
        ("  react  ", "react"),
        ("ＲＥＡＣＴ", "react"),
        ("Re\u00adact", "react"),
        ("𝗥𝗲𝗮𝗰𝘁", "react"),
        ("React-Entwickler", "react"),
        ("5+ years of experience with React", "react"),
        ("опыт работы с React", "react"),
        ("Kafka, Spark, Snowflake", "data_engineering"),
        ("k8s / Terraform / AWS", "devops"),
        ("Docker, Kubernetes, AWS", "devops"),
        ("CI/CD", "devops"),
        ("Playwright, Cypress", "qa_automation"),
        ("SQL", "data_engineering"),
        ("WordPress", "php"),
        ("Kotlin", "java"),
        ("Angular", "typescript"),
        ("Vue.js", "javascript"),
        ("Django", "python"),
        ("PyTorch", "python"),
        ("ui", "design"),
        ("account manager", "sales"),
        ("business development", "sales"),
        ("customer success", "support"),
        ("helpdesk", "support"),
    ],
)
def test_a_stack_is_read_as_people_type_it(stack: str, expected: str) -> None:
    assert base_prompt(stack) == expected


@pytest.mark.parametrize(
    "stack",
    [
        "React, Node.js, PostgreSQL",
        "React|Node.js|PostgreSQL",
        "React; Node.js; PostgreSQL",
        "React / Node.js / PostgreSQL",
        "React\nNode.js\nPostgreSQL",
        "• React • Node.js • PostgreSQL",
        "React & Node.js + PostgreSQL",
        "React and Node.js",
        "React、Node.js，PostgreSQL",
        '["React", "Node.js"]',
        "React (Node.js)",
        ["React", "Node.js", "PostgreSQL"],
        ("React", "Node.js"),
        ["React, Node.js"],
    ],
)
def test_separators_of_every_kind_part_the_entries(stack: object) -> None:
    mapping = map_role(stack, None)  # type: ignore[arg-type]
    assert mapping.base_prompt == "fullstack"
    assert {match.text for match in mapping.matched} == {"React", "Node.js"}


@pytest.mark.parametrize("stack", ["C#/.NET", "c#", ".NET 8", "ASP.NET Core, Entity Framework"])
def test_dotnet_keeps_role_type_python_on_the_fullstack_prompt(stack: str) -> None:
    mapping = map_role(stack, None)
    assert (mapping.role_type, mapping.base_prompt) == ("python", "fullstack")
    assert mapping.kind == "technical"
    assert "no prompt of its own" in " ".join(mapping.reasons)


@pytest.mark.parametrize(
    "stack", ["Ruby on Rails", "C++", "С++", "Elixir", "Swift, iOS", "Flutter"]
)
def test_a_technology_without_a_prompt_says_why_it_borrows_one(stack: str) -> None:
    mapping = map_role(stack, None)
    assert mapping.base_prompt == "fullstack"
    assert mapping.kind == "technical"
    assert len(mapping.reasons) == 2


@pytest.mark.parametrize(
    ("stack", "expected"),
    [
        ("TypeScript, JavaScript", "typescript"),
        ("JavaScript, TypeScript, React", "react"),
        ("TypeScript, Node.js", "nodejs"),
        ("JavaScript, HTML, CSS, Node.js, Express", "nodejs"),
        ("Vue, Laravel", "fullstack"),
        ("TypeScript, Python", "fullstack"),
        ("React Native, iOS, Android", "react"),
        ("Java, Kotlin, Android", "java"),
        ("PHP, MySQL, jQuery, HTML", "php"),
        ("MERN", "fullstack"),
    ],
)
def test_the_specific_beats_the_general_and_two_ends_are_fullstack(
    stack: str, expected: str
) -> None:
    assert base_prompt(stack) == expected


@pytest.mark.parametrize(
    ("stack", "expected"),
    [
        ("Python, Docker", "python"),
        ("Go, Kubernetes, Docker, Terraform, AWS", "go"),
        ("Java, Spring Boot, Kafka, Docker, Kubernetes", "java"),
        ("React, TypeScript, Jest, Cypress", "react"),
        ("Python, git, Linux, AWS", "python"),
    ],
)
def test_supporting_tools_do_not_change_a_developers_role(stack: str, expected: str) -> None:
    assert base_prompt(stack) == expected


@pytest.mark.parametrize(
    ("stack", "expected"),
    [
        ("Python, SQL, Airflow, dbt", "data_engineering"),
        ("Java, Python, Scala, Spark, Hadoop", "data_engineering"),
        ("Python, Terraform, Ansible, Kubernetes", "devops"),
        ("Java, Selenium, TestNG, Jenkins", "qa_automation"),
        ("TypeScript, Playwright", "qa_automation"),
    ],
)
def test_a_specialitys_tools_outweigh_the_languages_that_serve_them(
    stack: str, expected: str
) -> None:
    assert base_prompt(stack) == expected


def test_the_stack_comes_before_the_category() -> None:
    assert base_prompt("python", "sales") == "python"
    assert base_prompt(["React", "Redux"], "Marketing") == "react"


def test_a_stack_without_technologies_does_not_hide_the_category() -> None:
    assert base_prompt("Salesforce", "Customer Service") == "support"
    assert base_prompt("Salesforce, Negotiation", "Sales") == "sales"


@pytest.mark.parametrize(
    ("stack", "category", "expected"),
    [
        (["git"], "Account Manager", "sales"),
        (["excel", "python"], "Account Manager", "sales"),
        (["CSS", "excel", "git", "html", "photoshop", "php", "shopify"], "Marketing", "marketing"),
        (["go", "excel"], "Human Resources", "operations"),
        (["security", "agile", "SOLID", "REST", "data analysis"], "Human Resources", "operations"),
        (["linux", "python", "aws", "sql", "zendesk"], "Customer Service", "support"),
        (["chef"], "Hospitality", "fullstack"),
        (["kafka"], "Education", "fullstack"),
        (["android", "ios"], "QA", "qa_automation"),
        (["api", "C", "java", "swift", "UI/UX", "python"], "DevOps / Sysadmin", "devops"),
    ],
)
def test_stray_tags_do_not_outvote_the_category(
    stack: list[str], category: str, expected: str
) -> None:
    assert base_prompt(stack, category) == expected


@pytest.mark.parametrize(
    ("stack", "category", "expected"),
    [
        (["Python", "AWS", "Linux"], "DevOps / Sysadmin", "devops"),
        (["Python", "SQL"], "Data", "data_engineering"),
        (["React", "Node.js"], "Front-End Programming", "react"),
        (["React", "Node.js"], "Back-End Programming", "nodejs"),
        (["Java", "Python"], "Python Developer", "python"),
    ],
)
def test_the_category_breaks_ties_among_what_the_stack_names(
    stack: list[str], category: str, expected: str
) -> None:
    assert base_prompt(stack, category) == expected


def test_unknown_stack_and_category_fall_back_to_fullstack() -> None:
    mapping = map_role("unknown", "unknown")
    assert (mapping.role_type, mapping.base_prompt) == ("fullstack", "fullstack")
    assert mapping.kind == "fallback"
    assert mapping.matched == ()
    assert mapping.runner_up is None
    assert mapping.reasons


@pytest.mark.parametrize("stack", [None, "", [], "   ", ["", None], "..."])
def test_an_empty_stack_leaves_it_to_the_category(stack: object) -> None:
    assert base_prompt(stack, "Sales") == "sales"
    assert map_role(stack, None).kind == "fallback"  # type: ignore[arg-type]


def test_office_roles_are_non_technical_and_stored_as_fullstack() -> None:
    for category in ("sales", "support", "product"):
        mapping = map_role(None, category)
        assert (mapping.kind, mapping.role_type) == ("non_technical", "fullstack")


def test_a_mapping_tells_what_decided_what_lost_and_what_would_be_next() -> None:
    mapping = map_role("Python 3.12, Docker, Synergy", "Sales")
    assert [(m.text, m.alias, m.role, m.source) for m in mapping.matched] == [
        ("Python", "python", "python", "tech_stack")
    ]
    assert mapping.runner_up == "devops"
    assert any(line.startswith("Sales:") for line in mapping.lost)
    outcomes = {reading.typed: reading.outcome for reading in mapping.readings}
    assert outcomes == {
        "Python 3.12": "decided",
        "Docker": "set aside",
        "Synergy": "unknown",
        "Sales": "set aside",
    }


def test_an_everyday_phrase_is_shown_as_such_in_the_path() -> None:
    readings = map_role(["React quickly to customers", "Zendesk"], None).readings
    assert [reading.outcome for reading in readings] == ["everyday word", "decided"]


def test_the_words_that_decided_are_shown_as_they_were_typed() -> None:
    mapping = map_role("K8S; TERRAFORM", None)
    assert [match.text for match in mapping.matched] == ["K8S", "TERRAFORM"]


HOSTILE: list[object] = [
    "a" * 100_000,
    "React " * 20_000,
    "(" * 100_000,
    "<" * 100_000,
    "'a" * 50_000,
    "клиентск " * 20_000,
    "产品" * 50_000,
    "\x00\x01\x02\x7f\u202e",
    ["React"] * 500,
    [None, 3, ["nested"], "Go"],
    ["x" * 100_000] * 500,
    42,
    {"a": 1},
    b"bytes",
]


@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_input_is_mapped_all_the_same(value: object) -> None:
    mapping = map_role(value, value)  # type: ignore[arg-type]
    assert mapping.base_prompt in BASE_PROMPTS


def test_entries_that_are_no_text_are_passed_over() -> None:
    assert base_prompt([None, 3, "Golang"]) == "go"


@settings(max_examples=150, deadline=None)
@given(
    stack=st.one_of(st.none(), st.text(), st.lists(st.one_of(st.text(), st.none()))),
    category=st.one_of(st.none(), st.text()),
)
def test_every_input_has_one_mapping_and_always_the_same(
    stack: object, category: str | None
) -> None:
    mapping = map_role(stack, category)  # type: ignore[arg-type]
    assert isinstance(mapping, RoleMapping)
    assert mapping.base_prompt in BASE_PROMPTS
    assert mapping.role_type in {"react", "python", "javascript", "fullstack"}
    assert mapping.runner_up != mapping.base_prompt
    assert mapping == map_role(stack, category)  # type: ignore[arg-type]


@given(st.permutations(["TypeScript", "React", "Jest", "CSS"]))
def test_the_order_of_a_front_end_stack_does_not_matter(stack: list[str]) -> None:
    assert base_prompt(stack) == "react"


def test_the_mapping_does_no_input_or_output() -> None:
    folder = Path(core.roles.__file__).parent
    allowed = {
        "ast", "collections", "core", "dataclasses", "enum", "functools", "itertools", "re",
        "typing", "unicodedata",
    }  # fmt: skip
    for path in folder.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module:
                modules = [node.module]
            assert {module.split(".")[0] for module in modules} <= allowed, path.name
