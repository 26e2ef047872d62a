"""Checks of what people type into forms, each naming its field."""

import re

from core.errors import InvalidInput
from core.text.characters import kept_line

LONGEST_ADDRESS = 320
"""Characters; RFC 3696, 3, has 64 before the @ and 255 after it."""
_EMAIL = re.compile(r"[^@\s<>\",;]+@[^@\s<>\"',;.]+(?:\.[^@\s<>\"',;.]+)+")


def clean_line(text: str | None) -> str:
    """``text`` on one line, without what must not be stored: see core.text.characters."""
    return kept_line(text or "")


def required_line(field: str, label: str, text: str | None, longest: int) -> str:
    """A line that must be there.

    Raises:
        InvalidInput: if it is empty or longer than ``longest`` characters.
    """
    line = optional_line(field, label, text, longest)
    if line is None:
        raise InvalidInput(field, f"Please fill in the {label}.")
    return line


def optional_line(field: str, label: str, text: str | None, longest: int) -> str | None:
    """A line that may be left empty (then None).

    Raises:
        InvalidInput: if it is longer than ``longest`` characters.
    """
    line = clean_line(text)
    if len(line) > longest:
        raise InvalidInput(
            field, f"The {label} is {len(line):,} characters long; {longest} is the most."
        )
    return line or None


def address_to_find(text: str | None) -> str:
    """A typed e-mail address in the form in which addresses are stored, to look one up."""
    return clean_line(text).lower()[:LONGEST_ADDRESS]


def email_address(field: str, text: str | None) -> str:
    """An e-mail address in lower case.

    Raises:
        InvalidInput: if it does not look like one.
    """
    email = clean_line(text).lower()
    if not email:
        raise InvalidInput(field, "Please fill in the e-mail address.")
    if len(email) > LONGEST_ADDRESS or not _EMAIL.fullmatch(email):
        raise InvalidInput(
            field, "This does not look like an e-mail address. One looks like ada@mail.org."
        )
    return email
