"""Stores what happens in a live session, and tries again until Postgres answers.

Transactions run on threads of their own and are tried again until they succeed. Each names its
rows before it begins, so that a commit whose answer was lost is not made twice. Only the
program's own mistakes are raised at once. Meanwhile the session's other messages wait in its
inbox: nothing more is said, and nothing that was said is lost.
"""

import asyncio
import itertools
import logging
import uuid
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from enum import Enum
from functools import partial
from typing import Any, TypeVar

from core.database_errors import is_away
from core.errors import DatabaseAway
from core.models import ConcernKind
from core.realtime.session.records import LiveRecord, NewTurn, SpokenTurn
from core.realtime.session.service import RealtimeInterviewService

log = logging.getLogger(__name__)
RETRY_DELAYS = (0.2, 0.5, 1.0, 2.0, 4.0, 8.0)
"""Seconds between tries while Postgres is away; the last one again and again."""
SLOW_SECONDS = 1.5
"""After so long the candidate is told what is being waited for."""
GIVE_UP_SECONDS = 150.0
"""After so long the candidate is told that it takes longer than it should, and an end that
changes nothing for the candidate is given up. What was said is never given up."""
_THREADS = ThreadPoolExecutor(4, "persistence")
"""Threads of their own: transactions that wait for a frozen server delay nobody's speech. They are
few, since each takes the interpreter from the sound for milliseconds: where sixteen answers ended
together, one reply in twenty came 0.6 to 1.0 s late with as many threads, and 0.4 s with a few."""
T = TypeVar("T")


class Wait(Enum):
    """How long Postgres has been waited for."""

    NONE = 0
    SHORT = 1
    LONG = 2


class Persistence:
    """The transactions of RealtimeInterviewService, awaited on the bridge's loop; see there."""

    record: LiveRecord
    _used: Counter[str]
    _stored_use: Counter[str]
    _losses: int

    def __init__(
        self, service: RealtimeInterviewService, on_wait: Callable[[Wait], None] = lambda _: None
    ) -> None:
        """``on_wait`` is told on the loop when waiting begins, drags on, and is over."""
        self._service, self._on_wait = service, on_wait

    async def open(
        self, interview_id: uuid.UUID, model: str, version: str | None, link_hash: str | None = None
    ) -> LiveRecord:
        """Begin a session with ``model``, for the candidate of the link ``link_hash``."""
        self.record = await self._retry(self._service.open, interview_id, model, version, link_hash)
        self._used, self._stored_use, self._losses = Counter(), Counter(), 0
        return self.record

    async def require_hold(self) -> None:
        """Check that the session still holds the interview; while Postgres is away, it does.

        Raises:
            SessionSuperseded: if another window or process has taken it over.
            LinkWithdrawn: if that is so because the team has ended the link.
        """
        ask = partial(self._service.require_hold, self.record)
        try:
            async with asyncio.timeout(SLOW_SECONDS):
                await asyncio.get_running_loop().run_in_executor(_THREADS, ask)
        except Exception as error:
            if not (isinstance(error, TimeoutError) or is_away(error)):
                raise

    async def prompt(self) -> str:
        """The system prompt as it stands now."""
        return await self._retry(self._service.prompt, self.record)

    async def keep(self, turns: Sequence[NewTurn]) -> list[SpokenTurn]:
        """Store turns, once however often it is tried; fewer where the link was ended between."""
        return await self._retry(self._service.keep_turns, self.record, turns)

    async def amend(self, number: int, text: str, *, interrupted: bool) -> SpokenTurn:
        """Make an interviewer's turn say what was really heard."""
        return await self._retry(
            self._service.amend_turn, self.record, number, text, interrupted=interrupted
        )

    async def transcribe(self, number: int, text: str, confidence: float | None) -> SpokenTurn:
        """Put the final words into a candidate's turn."""
        return await self._retry(
            self._service.transcribe_turn, self.record, number, text, confidence
        )

    async def flag(self, kind: ConcernKind, note: str, number: int | None) -> None:
        """Draw the team's attention to something, once however often it is tried."""
        await self._retry(
            self._service.flag, self.record, kind, note, number, concern_id=uuid.uuid4()
        )

    def use(self, tokens: Mapping[str, int]) -> None:
        """Count ``tokens`` by kind; nobody's speech waits until they are stored."""
        self._used += Counter(tokens)

    async def store_use(self, *, give_up: bool = False) -> None:
        """Store what was counted; the sum is stored, so that a second try adds nothing."""
        if self._used != self._stored_use:
            used = Counter(self._used)
            await self._retry(self._service.use, self.record, dict(used), give_up=give_up)
            self._stored_use = used

    async def count_reconnect(self) -> None:
        """Count a lost connection of the model, once however often it is tried."""
        self._losses += 1
        await self._retry(self._service.count_reconnects, self.record, self._losses)

    async def end(self, reason: str, *, completed: bool) -> None:
        """End the stored session; does nothing if it never opened.

        Raises:
            DatabaseAway: if Postgres is away for too long and the interview is not ``completed``:
                the next session takes over in any case.
        """
        if hasattr(self, "record"):
            await self.store_use(give_up=not completed)
            await self._retry(
                self._service.end, self.record, reason, completed=completed, give_up=not completed
            )

    async def _retry(
        self, call: Callable[..., T], *args: Any, give_up: bool = False, **kwargs: Any
    ) -> T:
        loop = asyncio.get_running_loop()
        began = loop.time()
        delays = itertools.chain(RETRY_DELAYS, itertools.repeat(RETRY_DELAYS[-1]))
        waiting = loop.call_later(SLOW_SECONDS, self._on_wait, Wait.SHORT)
        dragging = loop.call_later(GIVE_UP_SECONDS, self._on_wait, Wait.LONG)
        try:
            while True:
                try:
                    return await loop.run_in_executor(_THREADS, partial(call, *args, **kwargs))
                except Exception as error:
                    if not is_away(error):
                        raise
                    if give_up and loop.time() - began >= GIVE_UP_SECONDS:
                        raise DatabaseAway from error
                delay = next(delays)
                log.warning("database does not answer; trying again in %s s", delay)
                await asyncio.sleep(delay)
        finally:
            waiting.cancel()
            dragging.cancel()
            self._on_wait(Wait.NONE)
