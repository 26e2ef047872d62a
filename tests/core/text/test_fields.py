"""What people type into forms."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import InvalidInput
from core.text.characters import kept_text
from core.text.fields import clean_line, email_address, optional_line, required_line

HOSTILE = st.text(
    st.characters(exclude_categories=[]) | st.sampled_from("\0\ud800\u202e\u200b\ufeff\r\n\t @.")
)


def storable(text: str) -> bool:
    """Whether Postgres can keep ``text``."""
    text.encode("utf-8")
    return "\0" not in text


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        (None, ""),
        ("", ""),
        ("  Ada \t Lovelace\r\n", "Ada Lovelace"),
        ("Ada\0 Lovelace", "Ada Lovelace"),
        ("\u202eAda\u200b", "Ada"),
        ("Ada\u00a0Lovelace", "Ada Lovelace"),
        ("Zoe\u0308", "Zoë"),
        ("李 小龍 🎉", "李 小龍 🎉"),
    ],
)
def test_a_line_is_tidied(typed: str | None, line: str) -> None:
    assert clean_line(typed) == line


@settings(deadline=None)
@given(HOSTILE)
def test_whatever_is_typed_becomes_one_storable_line(typed: str) -> None:
    line = clean_line(typed)
    assert storable(line)
    assert line == " ".join(line.split())
    assert len(line.splitlines()) <= 1
    assert clean_line(line) == line


def test_a_required_line_must_hold_something_visible() -> None:
    for empty in (None, "", "  ", "\u200b\0\u202e"):
        with pytest.raises(InvalidInput, match="fill in the company") as refused:
            required_line("company", "company", empty, 10)
        assert refused.value.field == "company"


def test_a_line_is_measured_after_tidying() -> None:
    assert required_line("title", "job title", "  a  b \0", 3) == "a b"
    with pytest.raises(InvalidInput, match="4 characters long; 3 is the most") as refused:
        optional_line("title", "job title", "abcd", 3)
    assert refused.value.field == "title"


def test_an_optional_line_may_be_left_empty() -> None:
    assert optional_line("location", "location", " ", 10) is None
    assert optional_line("location", "location", None, 10) is None


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("ada@mail.org", "ada@mail.org"),
        ("  Ada@Mail.ORG ", "ada@mail.org"),
        ("ada.lovelace+jobs@sub.mail.co.uk", "ada.lovelace+jobs@sub.mail.co.uk"),
        ("o'brien@mail.ie", "o'brien@mail.ie"),
        ("josé@correo.es", "josé@correo.es"),
        ("me@例え.jp", "me@例え.jp"),
    ],
)
def test_an_address_is_taken_in_lower_case(typed: str, address: str) -> None:
    assert email_address("email", typed) == address


@pytest.mark.parametrize(
    "typed",
    [
        None,
        "",
        "ada",
        "ada@",
        "@mail.org",
        "ada@mail",
        "ada@mail..org",
        "ada@.org",
        "ada@mail.org.",
        "ada@@mail.org",
        "ada lovelace@mail.org",
        "ada@mail.org, bob@mail.org",
        "<ada@mail.org>",
        '"ada"@mail.org',
        "ada@mail.org\nbcc: everybody@mail.org",
        "a" * 320 + "@mail.org",
    ],
)
def test_what_is_no_address_is_refused(typed: str | None) -> None:
    with pytest.raises(InvalidInput) as refused:
        email_address("email", typed)
    assert refused.value.field == "email"


@settings(deadline=None)
@given(HOSTILE | HOSTILE.map(lambda text: f"{text}@mail.org"))
def test_an_address_is_storable_or_refused(typed: str) -> None:
    try:
        address = email_address("email", typed)
    except InvalidInput:
        return
    assert storable(address)
    assert len(address) <= 320
    assert address.count("@") == 1
    assert email_address("email", address) == address


@settings(deadline=None)
@given(HOSTILE)
def test_any_text_can_be_stored_kept_text_and_lone_surrogates(text: str) -> None:
    assert storable(kept_text(text))


def test_ordinary_text_is_stored_as_typed() -> None:
    text = "Two lines,\n\ttabs and 🎉."
    assert kept_text(text) == text
