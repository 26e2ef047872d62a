"""What most tests of reviewing begin with."""

import pytest
from sqlalchemy.orm import Session

from core.access.permissions import Member
from core.models import Interview
from tests.factories import signed_in
from tests.held_interview import held_interview


@pytest.fixture
def interview(db: Session) -> Interview:
    """An interview that was held and not rated."""
    return held_interview(db)


@pytest.fixture
def grace(db: Session) -> Member:
    """A recruiter who is signed in."""
    return signed_in(db)
