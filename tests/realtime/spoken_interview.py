"""A whole interview by tones: the live session, the speaking model, and what everybody saw."""

import asyncio
import itertools
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from core.models import Speaker, TurnKind
from core.realtime.media.speech_buffer import SpeechBuffer
from core.realtime.models import commands as do
from core.realtime.session.room import OVER, RoomState, RoomView
from core.realtime.session.session import LiveSession
from db.engine import Sessions
from tests.realtime.fake_realtime import FakeRealtime, silence
from tests.realtime.fake_realtime.tones import reply_in
from tests.realtime.live import Clock, make_session, turns_of
from tests.realtime.stage import BATCH, model_for

SECONDS_A_QUESTION = 100
"""Talk that each question costs, moved on by hand."""
CUT_IN_PIECES = 60
"""Pieces of 20 ms of a line that are heard before somebody cuts in."""
ANSWERS = (
    "I moved the hot key to a topic of its own because one customer held up all",
    "We cut the cost by half after I moved the nightly job to spot machines",
    "I agreed the schema with both teams first and then wrote the migration",
    "The alert was wrong so I measured for a week and chose another threshold",
    "I trained two juniors and they ran the release by themselves in spring",
    "We lost an hour of data once and I wrote the replay that brought it back",
    "I said no to the rewrite since the numbers did not support it",
    "The result was that the report came at seven and not at noon",
    "I asked the users and found that half of the fields were never read",
    "I compared three stores and chose the plainest that met the load",
)
LAST_WORD = "Nothing more from me thank you"


@dataclass
class Heard:
    """What came out of the loudspeaker: which reply each 20 ms belonged to."""

    replies: list[int] = field(default_factory=list)
    playing: bool = False

    def play(self, buffer: SpeechBuffer) -> None:
        """Play the next 20 ms."""
        pcm = buffer.pull() or silence(0.02)
        self.playing, reply = any(pcm), reply_in(pcm)
        if reply is not None:
            self.replies.append(reply)

    @property
    def stale(self) -> int:
        """Pieces of a reply that were heard after a later one had begun."""
        latest = itertools.accumulate(self.replies, max)
        return sum(reply < high for reply, high in zip(self.replies, latest, strict=True))


@dataclass
class SpokenInterview:
    """One candidate's interview.

    Attributes:
        views: what the room showed, without repetitions of the same state.
        answered: how many answers the candidate gave.
        cut_in: questions, counted from 1, that the candidate does not let end.
        speed: how much faster than in life the voices are played.
        outage: seconds for which the room showed that the connection was made anew.
    """

    server: FakeRealtime
    sessions: Sessions
    interview_id: uuid.UUID
    answers: tuple[str, ...] = ANSWERS
    cut_in: frozenset[int] = frozenset()
    views: list[RoomView] = field(default_factory=list)
    heard: Heard = field(default_factory=Heard)
    answered: int = 0
    clock: Clock = field(default_factory=Clock)
    speed: float = 10.0
    outage: float | None = None
    _mic: bytearray = field(default_factory=bytearray)
    session: LiveSession | None = None

    @property
    def states(self) -> list[RoomState]:
        """What the candidate saw, in order."""
        return [state for state, _ in itertools.groupby(view.state for view in self.views)]

    async def run(
        self,
        until: Callable[["SpokenInterview"], bool] = lambda _: False,
        **settings: Any,
    ) -> None:
        """Take part until the interview is over, or ``until`` says so."""
        buffer = SpeechBuffer(lambda number: session.tell(do.Drained(number)))
        model = model_for(self.server, **settings)
        session = make_session(self.sessions, self.interview_id, model, self.clock, buffer=buffer)
        self.session = session
        session.tell(do.MediaUp())
        talk = asyncio.create_task(session.run())
        helpers = [
            asyncio.create_task(self._watch(session)),
            asyncio.create_task(self._listen(buffer)),
            asyncio.create_task(self._microphone(session)),
            asyncio.create_task(self._take_part(session)),
        ]
        async with asyncio.timeout(60):
            while not talk.done() and not until(self):
                for helper in helpers:
                    if helper.done():
                        helper.result()
                await asyncio.sleep(0.005)
        for task in (talk, *helpers):
            task.cancel()
        await asyncio.gather(talk, *helpers, return_exceptions=True)
        self.views.append(session.view)

    async def _watch(self, session: LiveSession) -> None:
        lost_at: float | None = None
        while True:
            if not self.views or self.views[-1] != session.view:
                self.views.append(session.view)
            lost = session.view.state is RoomState.RECONNECTING
            if lost and lost_at is None:
                lost_at = time.monotonic()
            elif lost_at is not None and not lost and self.outage is None:
                self.outage = time.monotonic() - lost_at
            await asyncio.sleep(0.002)

    async def _listen(self, buffer: SpeechBuffer) -> None:
        while True:
            self.heard.play(buffer)
            await asyncio.sleep(0.02 / self.speed)

    async def _microphone(self, session: LiveSession) -> None:
        """A microphone that is never quite still: what is to be said, else silence."""
        while True:
            batch = bytes(self._mic[:BATCH]) or silence(0.04)
            del self._mic[:BATCH]
            session.hear(batch)
            session.look()
            await asyncio.sleep(0.04 / self.speed)

    async def _take_part(self, session: LiveSession) -> None:
        """Answer whenever it is the candidate's turn and there is a question unanswered."""
        timed = spoken_for = 0
        while session.view.state not in OVER:
            await asyncio.sleep(0.002)
            view = session.view
            asked = sum(turn.speaker is Speaker.INTERVIEWER for turn in view.turns)
            if asked > timed and view.state is RoomState.SPEAKING and self.heard.playing:
                # While the voice plays, time may pass and no wait is over by it.
                timed = asked
                self._pass_time(session)
            cuts_in = view.state is RoomState.SPEAKING and self.answered + 1 in self.cut_in
            if asked == spoken_for or not (cuts_in or view.state is RoomState.LISTENING):
                continue
            spoken_for = asked
            enough = len(self.heard.replies) + CUT_IN_PIECES
            while cuts_in and len(self.heard.replies) < enough:
                await asyncio.sleep(0.002)
            await self._say(session, LAST_WORD if view.last_word else self._next_answer())

    def _pass_time(self, session: LiveSession) -> None:
        self.clock.now += SECONDS_A_QUESTION
        session.hear(silence(0.04))
        session.look()

    def _next_answer(self) -> str:
        self.answered += 1
        return self.given[-1]

    async def _say(self, session: LiveSession, sentence: str) -> None:
        if session.view.typing:
            self._pass_time(session)
            session.tell(do.TypeAnswer(sentence))
            return
        self._mic += self.server.codebook.voice(sentence)
        while self._mic:
            await asyncio.sleep(0.002)

    # --- what is kept ---

    @property
    def given(self) -> list[str]:
        """The answers that the candidate gave, but for the last word."""
        return [self.answers[n % len(self.answers)] for n in range(self.answered)]

    @property
    def transcript(self) -> list[tuple[Speaker, TurnKind, str]]:
        """The turns in Postgres."""
        turns = turns_of(self.sessions, self.interview_id)
        return [(turn.speaker, turn.kind, turn.text) for turn in turns]

    def texts(self, *kinds: TurnKind) -> list[str]:
        """What the turns of these kinds say."""
        return [text for _, kind, text in self.transcript if kind in kinds]
