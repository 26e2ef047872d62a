"""Which other base prompt the form offers where a posting suggests one (pure)."""

from collections.abc import Sequence

from core.roles.evidence import RoleSuggestion
from core.roles.mapping import RoleMapping

CONFIDENT = 0.6
"""Below this confidence a suggestion is a question to the person, not an offer."""


def better_suggestion(
    mapping: RoleMapping, suggestions: Sequence[RoleSuggestion]
) -> RoleSuggestion | None:
    """The suggestion that is worth offering beside the stored rule's choice; None if none is.

    It is the best one, if it is confident and differs from the rule.
    """
    best = suggestions[0] if suggestions else None
    if best is None or best.confidence < CONFIDENT or best.role == mapping.base_prompt:
        return None
    return best


def roles_to_ask_about(
    mapping: RoleMapping, suggestions: Sequence[RoleSuggestion]
) -> tuple[str, ...]:
    """The base prompts to choose from where the posting does not say clearly, best first.

    The rule's own is among them. None where the best suggestion agrees with the rule, or is
    confident enough to be offered.
    """
    best = suggestions[0] if suggestions else None
    if best is None or best.confidence >= CONFIDENT or best.role == mapping.base_prompt:
        return ()
    return tuple(dict.fromkeys([*(one.role for one in suggestions), mapping.base_prompt]))
