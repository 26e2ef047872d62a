"""Who owns a stored form, as several people may use one browser tab one after the other."""

from typing import Final, Literal

from core.access.permissions import Member

SIGNED_OUT: Final = "nobody"
"""Owns the sign-in form; it is cleared once somebody has signed in."""
Owner = Member | Literal["nobody"] | None
"""A signed-in member, somebody who signs in, or (None) anybody."""


def name_of(owner: Owner) -> str:
    """How the browser's storage names the owner; "" for anybody."""
    return str(owner.user_id) if isinstance(owner, Member) else owner or ""
