"""Weighs the evidence for each base prompt in a posting, and makes suggestions of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from core.roles.reading import Hit
from core.roles.table import Family

Field = Literal["title", "description", "tech_stack", "role_category"]

_MAX_SUGGESTIONS = 3
_LEAST = 0.1
# Weight for no role at all, so that little evidence never gives a high confidence.
_DOUBT = 1.0


class Evidence(NamedTuple):
    """A span of the posting that points to a role.

    ``start`` and ``end`` are positions in the field as given; in a list of technologies, in its
    entries joined by new lines. ``says`` is what the table knows of the words.
    """

    field: Field
    text: str
    start: int
    end: int
    says: str


@dataclass(frozen=True)
class RoleSuggestion:
    """A base prompt for a posting.

    Attributes:
        role: one of ``core.roles.table.BASE_PROMPTS``.
        confidence: 0 to 1; below ``second_opinion.CONFIDENT`` it is asked about, not offered.
        reason: one sentence for people.
        evidence: the spans that point to it, the strongest first.
    """

    role: str
    confidence: float
    reason: str
    evidence: tuple[Evidence, ...]


@dataclass
class _Weighed:
    """The evidence for one base prompt."""

    weight: float = 0.0
    reason: str = ""
    strongest: float = 0.0
    evidence: list[Evidence] = field(default_factory=list)


class RoleEvidence:
    """Collects the evidence for each base prompt."""

    def __init__(self) -> None:
        self.by_role: dict[str, _Weighed] = {}

    def add(
        self, family: Family, weight: float, where: Field, hits: Iterable[Hit], reason: str
    ) -> None:
        """Count ``hits``, which stand in the field ``where``, for the family's base prompt."""
        case = self.by_role.setdefault(family.base_prompt, _Weighed())
        case.weight += weight
        if weight > case.strongest:
            case.strongest, case.reason = weight, reason
        case.evidence += [
            Evidence(where, hit.text, hit.start, hit.end, family.title) for hit in hits
        ]

    def suggestions(self) -> list[RoleSuggestion]:
        """The best base prompts, the heaviest first; confidence is their share of all weight."""
        total = sum(case.weight for case in self.by_role.values()) + _DOUBT
        ranked = sorted(self.by_role.items(), key=lambda item: -item[1].weight)
        return [
            RoleSuggestion(role, confidence, case.reason, tuple(dict.fromkeys(case.evidence)))
            for role, case in ranked[:_MAX_SUGGESTIONS]
            if (confidence := round(case.weight / total, 3)) >= _LEAST
        ]
