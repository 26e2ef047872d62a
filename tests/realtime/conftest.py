"""An interview that is ready to begin, and its sessions."""

import uuid

import pytest

from db.engine import Sessions
from tests.factories import ready_interview
from tests.realtime.live import LiveStage


@pytest.fixture
def interview_id(sessions: Sessions) -> uuid.UUID:
    with sessions.begin() as db:
        return ready_interview(db).id


@pytest.fixture
def stage(sessions: Sessions, interview_id: uuid.UUID) -> LiveStage:
    return LiveStage(sessions, interview_id)
