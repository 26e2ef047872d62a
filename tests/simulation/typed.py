"""A simulated candidate who types, or says it to a ``Spoken``, in time that the test moves."""

import asyncio
import uuid
from collections.abc import Callable

from core.interviews.accommodations import accommodations_of, minutes_of
from core.interviews.service import find_interview
from core.models import InputMode, Speaker
from core.realtime.media.speech_buffer import SpeechBuffer
from core.realtime.models import commands as do
from core.realtime.models.events import AnswerHeard
from core.realtime.models.model import RealtimeModel
from core.realtime.models.typed_model import TypedModel
from core.realtime.session.bounds import MOST_ASIDES, ease, most_turns
from core.realtime.session.room import OVER, RoomState
from core.realtime.session.service import RealtimeInterviewService
from core.realtime.session.session import LiveSession
from db.engine import Sessions
from tests.simulation.candidates import Candidate, Move, Player
from tests.simulation.record import Record
from tests.simulation.stage import Clock, Observed, stored

LAST_WORDS = 2 * MOST_ASIDES + 4
"""Turns that may come once an interview is drawing to its close."""
_THEIR_TURN = (RoomState.LISTENING, RoomState.THINKING, RoomState.PAUSED)


class Spoken(TypedModel):
    """Hears what the candidate says without a sound, as if it had been transcribed."""

    name = "spoken"
    languages: frozenset[str] | None = None

    def speak(self, text: str) -> None:
        """Take it as a spoken answer."""
        self._events.put_nowait(AnswerHeard(text, InputMode.VOICE))


class TypedInterview:
    """One interview, from the greeting to its end."""

    def __init__(
        self,
        sessions: Sessions,
        interview_id: uuid.UUID,
        candidate: Candidate,
        make_model: Callable[[], RealtimeModel],
    ) -> None:
        self._sessions, self._id = sessions, interview_id
        self._player, self._make_model = Player(candidate), make_model
        self._clock, self._seen = Clock(), Observed()
        with sessions.begin() as db:
            interview = find_interview(db, interview_id)
            times = ease(accommodations_of(interview))
            self._most = most_turns(minutes_of(interview)) * times + LAST_WORDS * times

    async def run(self) -> Record:
        """Play it to its end; what is left for the grader."""
        async with asyncio.timeout(200):
            await self._enter()
            while self._session.view.state not in OVER:
                await self._take_turn()
            await asyncio.gather(self._running)
        return stored(self._sessions, self._id, self._seen, spoken=False)

    async def _enter(self) -> None:
        self._model = model = self._seen.overhear(self._make_model())
        service = RealtimeInterviewService(self._sessions.begin)
        self._session = LiveSession(self._id, service, model, SpeechBuffer(), now=self._clock)
        self._session.tell(do.SetTyping(True))
        self._running = asyncio.create_task(self._session.run())
        await self._until_their_turn()

    async def _take_turn(self) -> None:
        view = self._session.view
        assert len(view.turns) <= self._most, f"the interview does not end: {view}"
        for move in self._player.moves(self._session.view.question):
            await self._make(move)
            if self._session.view.state in OVER:
                return

    async def _make(self, move: Move) -> None:
        await self._keep_silent(move.after)
        if self._session.view.state in OVER:
            self._seen.ended_in_silence = True
        elif move.leaves:
            self._running.cancel()
            await asyncio.gather(self._running, return_exceptions=True)
            await self._enter()
        elif move.command is not None:
            await self._tell(self._seen.press(move.command, self._session.view))
        elif move.says:
            await self._keep_silent(move.seconds)
            self._seen.uttered.append(move.says)
            await self._tell(do.TypeAnswer(move.says))

    async def _keep_silent(self, seconds: float) -> None:
        """Let time pass second by second, as the room sees it; a page looks meanwhile."""
        for _ in range(round(seconds)):
            self._clock.pass_(1.0)
            self._session.look()
            self._session.tell(do.Tick())
            await self._settle()

    async def _tell(self, command: do.Command) -> None:
        before = len(self._session.view.turns)
        if isinstance(command, do.TypeAnswer) and isinstance(self._model, Spoken):
            self._model.speak(command.text)
        else:
            self._session.tell(command)
        while not self._answered(command, before):
            await self._settle()
        await self._until_their_turn()

    def _answered(self, command: do.Command, before: int) -> bool:
        """Whether the session has done something about ``command``."""
        view, new = self._session.view, self._session.view.turns[before:]
        if isinstance(command, do.TypeAnswer):
            done = any(turn.speaker is Speaker.CANDIDATE for turn in new)
        else:
            waiting = view.state in (RoomState.PAUSED, RoomState.THINKING)
            waits = waiting and not isinstance(command, do.Resume)
            switched = isinstance(command, do.SetTyping) and view.typing is command.on
            done = bool(new) or waits or switched
        return done or view.state in OVER

    async def _until_their_turn(self) -> None:
        while not self._running.done():
            await self._settle()
            view = self._session.view
            asked = bool(view.turns) and view.turns[-1].speaker is Speaker.INTERVIEWER
            if view.state in _THEIR_TURN and (asked or view.state is not RoomState.LISTENING):
                return

    async def _settle(self) -> None:
        """Let the session handle what it was told, and note which turns there are by now."""
        await asyncio.sleep(0.002)
        self._seen.look(self._session.view)
