"""A typed answer is kept once, however often it is sent, and never lost."""

import asyncio
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from core.access.interview_links import issue_interview_link
from core.errors import InvalidInput, NotFound
from core.interviews.answer_drafts import LONGEST_DRAFT, Draft, draft_of, save_draft
from core.models import InputMode, Interview, Speaker, Turn, TurnKind
from core.realtime.models import commands as do
from core.realtime.models.typed_model import TypedModel
from core.realtime.session.records import NewTurn
from core.realtime.session.room import RoomState
from core.realtime.session.service import RealtimeInterviewService
from core.realtime.session.session import LiveSession
from core.realtime.session.timers import STALLED_SECONDS
from db.engine import Sessions
from tests.realtime.live import Clock, make_session, running, state_is, turns_of, until

WORDS = "We measured the lag of each partition first, and then we changed one thing at a time."


class SlowModel(TypedModel):
    """Takes typed answers and reports none before it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.given: list[str] = []

    def hear_text(self, text: str) -> None:
        """Keep it for later."""
        self.given.append(text)

    def report_all(self) -> None:
        """Report what was given."""
        for text in self.given:
            super().hear_text(text)
        self.given = []


def said(sessions: Sessions, interview_id: uuid.UUID) -> list[Turn]:
    """The candidate's turns."""
    return [t for t in turns_of(sessions, interview_id) if t.speaker is Speaker.CANDIDATE]


def run(session: LiveSession, scene: Callable[[], Awaitable[None]]) -> None:
    """Play ``scene`` once the session listens, and leave."""

    async def play() -> None:
        async with running(session):
            await until(state_is(session, RoomState.LISTENING))
            await scene()

    asyncio.run(play())


def kept(session: LiveSession, answer: do.TypeAnswer) -> Callable[[], bool]:
    return lambda: any(turn.id == answer.id for turn in session.view.turns)


def handled(session: LiveSession) -> Callable[[], bool]:
    """Whether all that was told so far is dealt with: what is told now is, too."""
    typing = not session.view.typing
    session.tell(do.SetTyping(typing))
    return lambda: session.view.typing is typing


def test_an_answer_that_is_sent_many_times_is_one_turn(
    sessions: Sessions, interview_id: uuid.UUID
) -> None:
    session = make_session(sessions, interview_id, TypedModel())
    first, asked = do.TypeAnswer(WORDS), []

    async def scene() -> None:
        asked.append(session.view.asking)
        for _ in range(12):
            session.tell(replace(first, asking=asked[0]))
        await until(kept(session, first))
        session.tell(replace(first, asking=asked[0]))
        await until(handled(session))

    run(session, scene)

    assert [turn.text for turn in said(sessions, interview_id)] == [WORDS]
    assert session.view.asking != asked[0]


def test_an_answer_is_kept_once_across_a_process_that_was_ended(
    sessions: Sessions, interview_id: uuid.UUID
) -> None:
    answer = do.TypeAnswer(WORDS)
    before = make_session(sessions, interview_id, TypedModel())

    async def sends() -> None:
        before.tell(answer)
        await until(kept(before, answer))

    run(before, sends)
    after = make_session(sessions, interview_id, TypedModel())

    async def sends_again() -> None:
        assert kept(after, answer)(), "the page hears at once that it is kept"
        after.tell(answer)
        await until(handled(after))

    run(after, sends_again)

    assert len(said(sessions, interview_id)) == 1


def test_an_answer_that_comes_when_the_next_question_stands_is_kept_with_its_own(
    sessions: Sessions, interview_id: uuid.UUID
) -> None:
    session = make_session(sessions, interview_id, TypedModel())
    one, other = do.TypeAnswer(WORDS), do.TypeAnswer("From the other window.")

    async def scene() -> None:
        asked = session.view.asking
        session.tell(replace(one, asking=asked))
        session.tell(replace(other, asking=asked))
        await until(kept(session, one))
        await until(state_is(session, RoomState.LISTENING))
        open_now = session.view.asking
        session.tell(replace(other, asking=asked))
        await until(kept(session, other))
        assert session.view.asking == open_now

    run(session, scene)

    first, second = said(sessions, interview_id)
    assert (second.kind, second.question_id) == (TurnKind.ANSWER, first.question_id)


def test_an_answer_that_comes_with_the_goodbye_is_kept(
    sessions: Sessions, interview_id: uuid.UUID
) -> None:
    session = make_session(sessions, interview_id, TypedModel())
    answer = do.TypeAnswer(WORDS)

    async def scene() -> None:
        asked = session.view.asking
        session.tell(do.EndInterview())
        session.tell(replace(answer, asking=asked))
        await until(kept(session, answer))

    run(session, scene)

    assert [turn.text for turn in said(sessions, interview_id)] == [WORDS]


def test_while_one_answer_is_on_its_way_another_waits_and_a_lost_one_is_given_again(
    sessions: Sessions, interview_id: uuid.UUID
) -> None:
    model, clock = SlowModel(), Clock()
    session = make_session(sessions, interview_id, model, clock)
    one, other = do.TypeAnswer(WORDS), do.TypeAnswer("Another one.")

    async def scene() -> None:
        for answer in (one, one, other):
            session.tell(answer)
        await until(handled(session))
        assert model.given == [WORDS]
        model.given = []  # lost
        clock.now += STALLED_SECONDS
        session.tell(one)
        await until(handled(session))
        assert model.given == [WORDS]
        model.report_all()
        await until(kept(session, one))

    run(session, scene)

    assert [turn.id for turn in said(sessions, interview_id)] == [one.id]


def test_a_turn_that_is_stored_is_stored_once(sessions: Sessions, interview_id: uuid.UUID) -> None:
    service = RealtimeInterviewService(sessions.begin)
    record = service.open(interview_id, "typed")
    new = NewTurn(Speaker.CANDIDATE, TurnKind.ANSWER, WORDS)

    assert service.keep_turns(record, [new]) == service.keep_turns(record, [new])

    assert len(said(sessions, interview_id)) == 1


# --- drafts ---


@pytest.fixture
def link(sessions: Sessions, interview_id: uuid.UUID) -> str:
    with sessions.begin() as db:
        return issue_interview_link(db, db.get_one(Interview, interview_id), days=1)


def draft(text: str, version: int = 1, id_: uuid.UUID | None = None) -> Draft:
    return Draft(id_ or uuid.uuid4(), "1.0.question", text, version)


def shown(sessions: Sessions, interview_id: uuid.UUID) -> str | None:
    with sessions.begin() as db:
        found = draft_of(db, interview_id)
        return found.text if found else None


def test_the_latest_draft_of_an_answer_is_kept_whatever_comes_late(
    sessions: Sessions, interview_id: uuid.UUID, link: str
) -> None:
    answer = uuid.uuid4()
    with sessions.begin() as db:
        save_draft(db, link, draft("We mea", 2, answer))
        save_draft(db, link, draft("We", 1, answer))
    assert shown(sessions, interview_id) == "We mea"
    with sessions.begin() as db:
        save_draft(db, link, draft("", 3, answer))
    assert shown(sessions, interview_id) is None


def test_a_draft_is_erased_when_its_answer_is_kept_and_does_not_come_back(
    sessions: Sessions, interview_id: uuid.UUID, link: str
) -> None:
    service = RealtimeInterviewService(sessions.begin)
    record = service.open(interview_id, "typed")
    new = NewTurn(Speaker.CANDIDATE, TurnKind.ANSWER, WORDS, mode=InputMode.TYPED)
    with sessions.begin() as db:
        save_draft(db, link, draft(WORDS, 4, new.id))
    service.keep_turns(record, [new])
    assert shown(sessions, interview_id) is None
    with sessions.begin() as db:
        save_draft(db, link, draft(WORDS, 5, new.id))
    assert shown(sessions, interview_id) is None


def test_the_draft_of_another_answer_stays_until_the_interview_is_over(
    sessions: Sessions, interview_id: uuid.UUID, link: str
) -> None:
    service = RealtimeInterviewService(sessions.begin)
    record = service.open(interview_id, "typed")
    with sessions.begin() as db:
        save_draft(db, link, draft("Half"))
    service.keep_turns(record, [NewTurn(Speaker.CANDIDATE, TurnKind.ANSWER, WORDS)])
    assert shown(sessions, interview_id) == "Half"
    service.end(record, "completed", completed=True)
    assert shown(sessions, interview_id) is None
    with sessions.begin() as db:
        save_draft(db, link, draft("Too late"))
    assert shown(sessions, interview_id) is None


def test_a_draft_needs_a_link_and_has_bounds(sessions: Sessions, link: str) -> None:
    with sessions.begin() as db, pytest.raises(NotFound):
        save_draft(db, "nonsense", draft("Half"))
    with sessions.begin() as db, pytest.raises(InvalidInput):
        save_draft(db, link, draft("x" * (LONGEST_DRAFT + 1)))
    with sessions.begin() as db:
        save_draft(db, link, draft("x\0" * 10))
