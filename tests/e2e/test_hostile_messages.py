"""What a stranger can send over the websocket, and what it does to others: nothing."""

import asyncio

import pytest
from sqlalchemy import select
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import ConnectionClosed

from core.models import InterviewSession
from db.engine import Sessions
from tests.e2e.conftest import AppServer, Invitation, Invite
from tests.e2e.visitor import Visitor, visiting


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
            await candidate.press("Pause")
            await candidate.sees('"state": "paused"')
            await candidate.press("Go on")
            await candidate.sees("Your turn")

    asyncio.run(story())
    assert connections(shared_sessions, invited) == 1


UNNEEDED = [
    BackMsg(clear_cache=True),
    BackMsg(load_git_info=True),
    BackMsg(set_run_on_save=True),
    BackMsg(debug_shutdown_runtime=True),
    BackMsg(debug_disconnect_websocket=True),
    BackMsg(),
]
for _kind in ("install_skills", "dismiss_skills_nudge", "deferred_file", "dataframe_chunk"):
    _message = BackMsg()
    getattr(_message.backend_operation_request, _kind).SetInParent()
    UNNEEDED.append(_message)


def kind(message: BackMsg) -> str:
    return str(message).split(" ")[0].strip() + str(message.WhichOneof("type"))


@pytest.mark.parametrize("message", UNNEEDED, ids=kind)
def test_a_message_that_no_page_of_ours_sends_is_not_answered(
    shared_app: AppServer, message: BackMsg
) -> None:
    async def story() -> list[str | None]:
        async with visiting(shared_app.url, "apply") as stranger:
            await stranger.runs()
            await stranger.send(message)
            await stranger.send(BackMsg(app_heartbeat=True))
            heard: list[str | None] = []
            while "heartbeat_ack" not in heard:
                heard.append((await stranger.hears()).WhichOneof("type"))
            return heard

    answers = set(asyncio.run(story()))
    assert not answers & {"git_info_changed", "backend_operation_response", "new_session"}
    assert shared_app.healthy()


@pytest.mark.parametrize("data", [b"\xff\xff\xff", b"x" * 1_000_001, "text"])
def test_what_is_no_message_closes_its_own_socket_without_a_traceback(
    shared_app: AppServer, data: bytes | str
) -> None:
    async def story() -> int | None:
        async with visiting(shared_app.url, "apply") as stranger:
            await stranger.runs()
            await stranger.socket.send(data)
            try:
                while True:
                    await stranger.hears()
            except ConnectionClosed as closed:
                return closed.rcvd.code if closed.rcvd else None

    assert asyncio.run(story()) in (1003, 1008)
    assert shared_app.troubles == []


def test_a_storm_of_reruns_waits_in_its_own_socket_and_others_are_served_meanwhile(
    shared_app: AppServer,
) -> None:
    async def story() -> int:
        async with (
            visiting(shared_app.url, "apply") as visitor,
            visiting(shared_app.url, "apply") as stranger,
        ):
            await stranger.runs()
            begun = 0

            async def counts() -> None:
                nonlocal begun
                while True:
                    begun += (await stranger.hears()).WhichOneof("type") == "new_session"

            async def storms() -> None:
                for _ in range(5_000):
                    await stranger.asks()

            storm = [asyncio.create_task(storms()), asyncio.create_task(counts())]
            for _ in range(5):
                await visitor.runs()
                assert "Open positions" in visitor.text
            for task in storm:
                task.cancel()
            await asyncio.gather(*storm, return_exceptions=True)
            return begun

    assert asyncio.run(story()) < 500
