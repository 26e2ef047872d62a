"""Which words the mapping knows, and when they mean what they look like."""

import pytest

from core.roles import BASE_PROMPTS, is_technical_skill, map_role, role_aliases


@pytest.mark.parametrize(
    "phrase",
    [
        "React quickly to customers",
        "rust-proof coating",
        "go the extra mile",
        "express shipping",
        "Spring collection",
        "swift response",
        "Excel at communication",
        "Spring 2025 internship",
        "stop and go traffic",
        "next steps",
        "swing shift",
        "spark joy",
        "R&D",
        "social security",
        "Must react to issues in production",
        "the oracle of Delphi",
        "Franz Kafka",
        "teatro alla Scala",
    ],
)
def test_everyday_words_are_not_technologies(phrase: str) -> None:
    mapping = map_role(phrase, None)
    assert mapping.base_prompt == "fullstack"
    assert mapping.kind == "fallback"


@pytest.mark.parametrize("word", ["Go", "React", "Rust", "Spring", "Swift", "C", "R", "Express"])
def test_an_everyday_word_as_an_entry_of_its_own_is_the_technology(word: str) -> None:
    assert map_role([word], None).kind == "technical"


@pytest.mark.parametrize(
    ("category", "expected"),
    [
        ("Software Development", "fullstack"),
        ("Customer Service", "support"),
        ("Marketing & PR", "marketing"),
        ("Sales / Business", "sales"),
        ("DevOps / Sysadmin", "devops"),
        ("Data Analysis", "data_engineering"),
        ("AI / ML", "python"),
        ("Finance / Legal", "operations"),
        ("Project Management", "operations"),
        ("Front-End Programming", "javascript"),
        ("Product Design", "design"),
        ("Product Marketing", "marketing"),
        ("Product Support", "support"),
        ("Engineering Manager", "management"),
        ("data_engineering", "data_engineering"),
        ("Vertrieb", "sales"),
        ("Kundenservice", "support"),
        ("Einkauf & Logistik", "operations"),
        ("Softwareentwicklung", "fullstack"),
        ("Relation client", "support"),
        ("Gestion de projet", "operations"),
        ("Données", "data_engineering"),
        ("Atención al cliente", "support"),
        ("Diseño", "design"),
        ("Ventas", "sales"),
        ("Atendimento", "support"),
        ("Vendas", "sales"),
        ("Tecnologia da Informação", "fullstack"),
        ("Продажи", "sales"),
        ("Клиентский сервис", "support"),
        ("Разработка", "fullstack"),
        ("销售", "sales"),
        ("客户服务", "support"),
        ("前端", "javascript"),
        ("产品经理", "product"),
        ("运维", "devops"),
    ],
)
def test_categories_of_seven_languages_name_their_role(category: str, expected: str) -> None:
    mapping = map_role(None, category)
    assert mapping.base_prompt == expected
    assert mapping.kind != "fallback"


@pytest.mark.parametrize(
    "category",
    [
        "All others",
        "Bridge Design",
        "Interior Design",
        "Mechanical Engineering",
        "Nursing",
        "Legal",
        "Oil & Gas Pipeline",
        "Life Support",
        "Personal Care and Services",
        "Bauwesen",
        "医疗",
        "Строительство",
    ],
)
def test_a_trade_outside_the_library_falls_back_to_fullstack(category: str) -> None:
    mapping = map_role(None, category)
    assert (mapping.base_prompt, mapping.role_type) == ("fullstack", "fullstack")
    assert mapping.kind == "fallback"


@pytest.mark.parametrize(
    "skill", ["Kafka", "React", "Go", "SQL", "Node.js", "Docker", "C#", "Selenium", "REST APIs"]
)
def test_technologies_are_technical_skills(skill: str) -> None:
    assert is_technical_skill(skill)


@pytest.mark.parametrize(
    "skill",
    [
        "Negotiation",
        "Spanish",
        "Excel",
        "Salesforce",
        "Zendesk",
        "Empathy",
        "React quickly to customers",
        "Data analysis",
        "Cloud",
        "Figma",
        "Agile",
        "",
    ],
)
def test_office_skills_are_not_technical(skill: str) -> None:
    assert not is_technical_skill(skill)


def test_the_table_holds_well_over_a_hundred_aliases_of_every_role_and_language() -> None:
    rows = role_aliases()
    assert len(rows) > 2_000
    assert {row.role for row in rows} == set(BASE_PROMPTS)
    assert {row.language for row in rows} >= {"en", "de", "fr", "es", "pt", "ru", "zh"}
    assert {row.source for row in rows} == {"technology", "office tool", "trade"}


def test_no_alias_stands_in_the_table_twice_for_different_roles() -> None:
    meant: dict[tuple[str, bool], str] = {}
    for row in role_aliases():
        key = (row.alias, row.source == "trade")
        assert meant.setdefault(key, row.role) == row.role, row.alias


def test_single_technologies_of_the_table_map_to_their_role() -> None:
    for row in role_aliases():
        if row.source == "technology" and "*" not in row.alias:
            assert map_role([row.alias], None).base_prompt == row.role, row.alias
