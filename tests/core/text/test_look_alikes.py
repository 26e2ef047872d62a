"""Letters that pass for another alphabet's: skills are read as they look, people are warned."""

import pytest

from core.applications.look_alikes import look_alikes
from core.postings.content.draft import PostingDraft, checked_values
from core.roles import is_technical_skill, map_role
from core.skills.competencies import skill_family, spoken_name
from core.text.look_alikes import latin_looking, without_homoglyphs

WRITTEN = [
    "Анна Каренина", "SQL-запрос", "1С", "Ελένη", "Αθήνα IT", "Tシャツ", "K팝", "Zoë Ångström",
    "IT-специалист", "Нгуен Ван Ань", "数据 engineer", "5µm", "naïve", "",
]  # fmt: skip
"""What people write, with nothing in it that is meant to deceive."""


@pytest.mark.parametrize(
    ("typed", "read"),
    [("Kаfka", "Kafka"), ("Jаvaѕcript", "Javascript"), ("ΡostgreSQL", "PostgreSQL"),
     ("Spаrk, Тerraform", "Spark, Terraform"), ("Руthоn 3", "Руthon 3".replace("Ру", "Py"))],
)  # fmt: skip
def test_a_word_of_two_alphabets_that_looks_latin_is_latin(typed: str, read: str) -> None:
    assert without_homoglyphs(typed) == read
    assert without_homoglyphs(read) == read
    assert len(without_homoglyphs(typed)) == len(typed)


@pytest.mark.parametrize("text", [*WRITTEN, "TNFα"])
def test_what_people_write_in_their_alphabets_stays(text: str) -> None:
    assert without_homoglyphs(text) == text


def test_a_word_of_one_alphabet_is_looked_up_as_it_looks_and_kept_as_it_is() -> None:
    assert (latin_looking("РНР"), without_homoglyphs("РНР")) == ("PHP", "РНР")
    assert latin_looking("Анна") == "Анна"


@pytest.mark.parametrize(
    ("stack", "prompt"),
    [("Kаfka, Sраrk", "data_engineering"), ("РНР", "php"), ("Тerrаform", "devops"),
     ("Rеact", "react"), ("1С", map_role("1C", None).base_prompt)],
)  # fmt: skip
def test_a_stack_maps_by_how_it_looks(stack: str, prompt: str) -> None:
    assert map_role(stack, None).base_prompt == prompt


def test_a_skill_is_the_one_that_it_looks_like() -> None:
    assert is_technical_skill("Kаfka")
    for typed, meant in (("Kаfka", "Kafka"), ("РНР", "PHP"), ("С++", "C++")):
        assert skill_family(typed) == skill_family(meant) != "general"
        assert spoken_name(typed) == spoken_name(meant)


def test_a_posting_keeps_skills_and_stack_as_they_look_and_each_once() -> None:
    kept = checked_values(
        PostingDraft(
            title="Engineer", company="Acme", tech_stack="Kаfka",
            required_skills=("Kаfka", "Kafka", "IT-аудит"),
        )
    )  # fmt: skip
    assert (kept["tech_stack"], kept["required_skills"]) == ("Kafka", ["Kafka", "IT-аудит"])


def test_a_name_of_two_alphabets_is_told_in_plain_words() -> None:
    (said,) = look_alikes("Аda Lovelace", "ada@mail.org")
    assert said.startswith("“Аda” in the name mixes Latin and Cyrillic letters")


@pytest.mark.parametrize(
    ("email", "looks"),
    [("аda@mail.org", "ada@mail.org"), ("ada@mаil.org", "ada@mail.org"),
     ("сео@соре.org", "ceo@cope.org")],
)  # fmt: skip
def test_an_address_that_looks_like_another_is_told_with_that_other(email: str, looks: str) -> None:
    (said,) = look_alikes("Ada", email)
    assert f"only looks like {looks}: some of its letters are Cyrillic" in said


def test_an_address_that_mixes_other_letters_is_told_as_well() -> None:
    (said,) = look_alikes("Ada", "pаypаlя@mail.org")
    assert "in the address mixes Latin and Cyrillic letters" in said


@pytest.mark.parametrize("name", WRITTEN)
def test_nobody_is_suspected_for_an_alphabet(name: str) -> None:
    assert look_alikes(name, "иван@почта.рф") == []
