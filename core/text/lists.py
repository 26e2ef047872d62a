"""Lists as they stand in a sentence (pure)."""

from collections.abc import Sequence


def listed(names: Sequence[str]) -> str:
    """Such as "description, location and minutes"."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
