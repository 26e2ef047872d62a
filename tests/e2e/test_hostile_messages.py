"""What a stranger can send over the websocket, and what it does to others: nothing."""

import asyncio

import pytest
from sqlalchemy import select
from streamlit.proto.BackMsg_pb2 import BackMsg

from core.models import InterviewSession
from db.engine import Sessions
from tests.e2e.conftest import AppServer, Invitation, Invite
from tests.e2e.visitor import Visitor, visiting

pytestmark = [pytest.mark.xdist_group("browser")]
ANSWER = "I rebuilt our Kafka pipeline: I measured the lag, and the delay fell to ten minutes."


async def starts_in_writing(candidate: Visitor) -> None:
    """From the link into the room."""
    await candidate.runs()
    candidate.ticks("I agree to be interviewed by an AI and to what is kept.")
    await candidate.press("Continue")
    await candidate.press("Answer in writing instead")
    await candidate.sees("Your turn")


def query_of(invited: Invitation) -> str:
    return invited.link.partition("?")[2]


def connections(sessions: Sessions, invited: Invitation) -> int:
    with sessions.begin() as db:
        return len(
            db.scalars(
                select(InterviewSession).where(
                    InterviewSession.interview_id == invited.interview_id
                )
            ).all()
        )


def test_a_stranger_who_has_the_cache_cleared_ends_nobodys_interview(
    shared_app: AppServer, shared_sessions: Sessions, invite: Invite
) -> None:
    invited = invite("Senior Data Engineer")

    async def story() -> None:
        async with (
            visiting(shared_app.url, "interview", query_of(invited)) as candidate,
            visiting(shared_app.url) as stranger,
        ):
            await starts_in_writing(candidate)
            await stranger.runs()
            await stranger.send(BackMsg(clear_cache=True))
            await stranger.runs()
            await candidate.runs()
            await candidate.sees("Your turn")
            candidate.types("Your answer", ANSWER)
            await candidate.press("Send answer")
            await candidate.sees("Question 2 of|follow-up")

    asyncio.run(story())
    assert connections(shared_sessions, invited) == 1
