"""Whose what is typed is, in a browser tab that several people may use one after the other."""

from typing import Final, Literal

from core.access.permissions import Member

SIGNED_OUT: Final = "nobody"
"""Owns what is typed on the way in; it goes once somebody has signed in."""
Owner = Member | Literal["nobody"] | None
"""A signed-in member, who signs in, or anybody."""


def name_of(owner: Owner) -> str:
    """How the browser's storage names the owner; "" for anybody."""
    return str(owner.user_id) if isinstance(owner, Member) else owner or ""
