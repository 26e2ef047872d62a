"""The whole mapping table, for people to search."""

from typing import NamedTuple

from core.base_prompts.library import RoleType
from core.roles.index import aliases
from core.roles.table import Strength


class AliasRow(NamedTuple):
    """A line of the mapping table as people search it.

    ``source`` is "technology", "office tool" or "trade"; ``language`` an ISO 639-1 code.
    """

    alias: str
    role: str
    role_type: RoleType
    source: str
    language: str


def role_aliases() -> tuple[AliasRow, ...]:
    """The whole mapping table, in its order, for people to search.

    Everyday phrases, and words that point to no role of the library, are left out.
    """
    return tuple(
        AliasRow(a.text, a.family.base_prompt, a.family.role_type, _kind_of(a.strength), a.language)
        for a in aliases()
        if a.family.side != "none"
    )


def _kind_of(of: Strength) -> str:
    if of < Strength.TOOL:
        return "technology"
    return "office tool" if of == Strength.TOOL else "trade"
