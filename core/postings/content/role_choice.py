"""Which base prompt a posting gets, and whether it may be asked technical questions (pure)."""

from dataclasses import dataclass
from enum import StrEnum

from core.models import JobPosting
from core.roles import NON_TECHNICAL, ROLE_TYPES, RoleMapping, is_technical_skill, map_role


class Focus(StrEnum):
    """What kind of questions a posting calls for."""

    TECHNICAL = "technical"
    NON_TECHNICAL = "non_technical"
    GENERAL = "general"
    """No base prompt fits and no technical skill is named: only questions about any work."""


@dataclass(frozen=True)
class PostingRole:
    """How a posting is interviewed.

    Attributes:
        mapping: what the rule made of tech_stack and role_category.
        base_prompt: name of the base prompt used: the hand-chosen one, else the mapping's.
        by_hand: whether the team chose the base prompt itself.
        role_type: the stored role type that goes with ``base_prompt``.
        focus: what kind of questions may be asked.
    """

    mapping: RoleMapping
    base_prompt: str
    by_hand: bool
    role_type: str
    focus: Focus


FALLBACK = "fullstack"


def role_of(posting: JobPosting) -> PostingRole:
    """How ``posting`` is interviewed, by its own fields alone."""
    mapping = map_role(posting.tech_stack, posting.role_category)
    chosen = posting.base_prompt_override
    name = chosen or mapping.base_prompt
    role_type = ROLE_TYPES[chosen] if chosen else mapping.role_type
    return PostingRole(mapping, name, chosen is not None, role_type, focus_of(posting, name))


def focus_of(posting: JobPosting, base_prompt: str) -> Focus:
    """What may be asked when ``posting`` is interviewed with ``base_prompt``."""
    if base_prompt in NON_TECHNICAL:
        return Focus.NON_TECHNICAL
    if base_prompt != FALLBACK or posting.base_prompt_override is not None:
        return Focus.TECHNICAL
    foreseen = map_role(posting.tech_stack, posting.role_category).kind != "fallback"
    if foreseen or any(is_technical_skill(skill) for skill in posting.required_skills or ()):
        return Focus.TECHNICAL
    return Focus.GENERAL
