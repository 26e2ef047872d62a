"""Where a page of a long list begins (pure)."""

import uuid
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Cursor:
    """The place of a line in a list that is ordered by its time and id.

    A page that begins after a cursor costs the same at the beginning and at the end of a long
    list, and nothing is shown twice when somebody is added meanwhile.
    """

    created_at: datetime
    id: uuid.UUID
