"""A decision of the role mapping, and helpers for its sentences."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from core.roles.reading import Hit
from core.roles.table import Family
from core.text import lists


class Lost(NamedTuple):
    """A family that was named but did not decide, and why, as the end of a sentence."""

    family: Family
    why: str


@dataclass(frozen=True)
class RoleDecision:
    """A family, the hits that decided for it, the reason as a sentence, and what lost."""

    family: Family
    deciders: tuple[Hit, ...]
    reason: str
    lost: tuple[Lost, ...] = ()


def listed(words: Iterable[str]) -> str:
    """Words as people list them: "a", "a and b", "a, b and c"; of more than six, five."""
    distinct = list(dict.fromkeys(words))
    if len(distinct) > 6:
        distinct = [*distinct[:5], f"{len(distinct) - 5} more"]
    return lists.listed(distinct)


def verb(words: str, singular: str, plural: str) -> str:
    """The verb's form for these listed words."""
    return plural if " and " in words else singular
