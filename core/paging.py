"""Keyset paging: where the next page of a long list begins (pure)."""

import uuid
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Cursor:
    """The place of a row in a list that is ordered by time and id.

    A page after a cursor costs the same at the beginning and at the end of a long list, and no row
    is shown twice when others are added.
    """

    created_at: datetime
    id: uuid.UUID
