"""An interview that is ready to begin."""

import uuid

import pytest

from db.engine import Sessions
from tests.factories import ready_interview


@pytest.fixture
def interview_id(sessions: Sessions) -> uuid.UUID:
    with sessions.begin() as db:
        return ready_interview(db).id
