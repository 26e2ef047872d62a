"""Two processes before one database, to either of which a reload may come.

Each is its Rooms here, with a service and a loop of its own.
"""

import asyncio
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import func, select

from core.access.tokens import hash_token
from core.errors import DatabaseAway
from core.models import InterviewSession, Speaker
from core.realtime.bridge import Bridge
from core.realtime.models import commands as do
from core.realtime.models.typed_model import TypedModel
from core.realtime.rooms import Rooms
from core.realtime.session.room import RoomState, RoomView
from core.realtime.session.service import RealtimeInterviewService, Transactions
from db.engine import Sessions
from tests.factories import link_to
from tests.realtime.live import turns_of, until


@contextmanager
def process(begin: Transactions) -> Iterator[Rooms]:
    """One app process."""
    rooms = Rooms(RealtimeInterviewService(begin), lambda _: TypedModel())
    try:
        yield rooms
    finally:
        rooms.close()


def page(rooms: Rooms, interview_id: uuid.UUID, link_hash: str | None = None) -> Bridge:
    """What a reloaded page of somebody who writes does."""
    bridge = rooms.start(interview_id, link_hash)
    bridge.tell(do.SetTyping(True))
    return bridge


def view(bridge: Bridge) -> RoomView:
    assert bridge.view
    return bridge.view


def listens(bridge: Bridge) -> bool:
    return view(bridge).state is RoomState.LISTENING and view(bridge).typing


async def told(bridge: Bridge) -> None:
    """Until all that was told has come to the bridge's loop."""
    await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(asyncio.sleep(0), bridge._loop))


async def answers(bridge: Bridge, text: str) -> None:
    """An answer to what the page shows, kept and followed by the next question."""
    asked = view(bridge).asking
    bridge.tell(do.TypeAnswer(text, asking=asked))
    await until(lambda: listens(bridge) and view(bridge).asking != asked)


def connections(sessions: Sessions) -> int:
    with sessions.begin() as db:
        return db.scalar(select(func.count()).select_from(InterviewSession)) or 0


def act(story: Callable[[], object]) -> None:
    asyncio.run(asyncio.wait_for(story(), 30))  # type: ignore[arg-type]


def test_a_reload_shows_where_the_interview_stands_and_not_what_this_process_asked_last(
    sessions: Sessions, interview_id: uuid.UUID
) -> None:
    async def story() -> None:
        here = page(one, interview_id)
        await until(lambda: listens(here))
        there = page(other, interview_id)
        await until(lambda: listens(there))
        await answers(there, "We split the topic by customer.")
        stands = view(there).question
        assert view(here).question != stands, "nobody has told this process yet"
        for _ in range(20):
            assert page(one, interview_id) is here
        await until(lambda: listens(here) and view(here).question == stands)
        assert connections(sessions) == 3, "twenty reloads took it over once"
        await answers(here, "It took two weeks.")
        assert page(other, interview_id) is there
        await until(lambda: listens(there) and view(there).question == view(here).question)

    with process(sessions.begin) as one, process(sessions.begin) as other:
        act(story)
    said = [t.text for t in turns_of(sessions, interview_id) if t.speaker is Speaker.CANDIDATE]
    assert said == ["We split the topic by customer.", "It took two weeks."]


def test_a_room_that_nobody_took_over_is_found_as_it_is(
    sessions: Sessions, interview_id: uuid.UUID
) -> None:
    async def story() -> None:
        here = page(one, interview_id)
        await until(lambda: listens(here))
        session = here._session
        for _ in range(20):
            page(one, interview_id)
        await told(here)
        await until(lambda: session is not None and not session.waiting_pages)
        assert (here._session, connections(sessions)) == (session, 1)
        there = page(other, interview_id)
        await until(lambda: listens(there))
        here.tell(do.Repeat())
        await until(lambda: not here.live)
        assert view(here).state is RoomState.MOVED, "a window that only stayed open takes nothing"

    with process(sessions.begin) as one, process(sessions.begin) as other:
        act(story)


def test_while_the_database_is_away_a_reload_finds_the_room_as_it_was(
    sessions: Sessions, interview_id: uuid.UUID
) -> None:
    away: list[bool] = []

    @contextmanager
    def begin() -> Iterator[object]:
        if away:
            away.append(True)
            raise DatabaseAway
        with sessions.begin() as db:
            yield db

    async def story() -> None:
        here = page(one, interview_id)
        await until(lambda: listens(here))
        before = view(here)
        there = page(other, interview_id)
        await until(lambda: listens(there))
        away.append(True)
        page(one, interview_id)
        await until(lambda: len(away) > 1 and not here._session.waiting_pages)  # type: ignore[union-attr]
        assert (view(here).state, view(here).question) == (before.state, before.question)
        assert view(here).notice is before.notice
        away.clear()
        page(one, interview_id)
        await until(lambda: listens(here) and len(view(here).turns) > len(view(there).turns))

    with process(begin) as one, process(sessions.begin) as other:  # type: ignore[arg-type]
        act(story)


@pytest.mark.parametrize("by_voice", [False, True])
def test_how_the_candidate_takes_part_goes_along(
    sessions: Sessions, interview_id: uuid.UUID, by_voice: bool
) -> None:
    with sessions.begin() as db:
        link_hash = hash_token(link_to(db, interview_id))

    async def story() -> None:
        here = page(one, interview_id, link_hash)
        await until(lambda: listens(here))
        there = page(other, interview_id, link_hash)
        await until(lambda: listens(there))
        one.start(interview_id, link_hash)
        here.tell(do.SetTyping(not by_voice))
        await until(lambda: len(view(here).turns) > len(view(there).turns))
        await until(lambda: view(here).typing is not by_voice)

    with process(sessions.begin) as one, process(sessions.begin) as other:
        act(story)
