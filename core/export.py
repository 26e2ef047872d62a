"""A file to download: its name, media type and content (pure)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Export:
    """A file to hand out; ``left_out`` counts interviews that its reader has still to rate."""

    name: str
    media_type: str
    content: bytes
    left_out: int = 0
