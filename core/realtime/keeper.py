"""Keeps what happens in a live session, beside the loop and through short outages."""

import asyncio
import logging
import uuid
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from core.models import ConcernKind
from core.outage import is_away
from core.realtime.service import RealtimeInterviewService
from core.realtime.turns import LiveRecord, NewTurn, SpokenTurn

log = logging.getLogger(__name__)
RETRY_DELAYS = (0.2, 0.5, 1.0, 2.0, 4.0, 8.0, 15.0)
"""Seconds between tries while Postgres does not answer; about half a minute in all."""
T = TypeVar("T")


class Keeper:
    """The service's transactions, awaited from the bridge's loop; see there."""

    record: LiveRecord

    def __init__(self, service: RealtimeInterviewService) -> None:
        self._service = service

    async def open(self, interview_id: uuid.UUID, model: str, version: str | None) -> LiveRecord:
        """Begin a live connection with ``model``."""
        self.record = await _patiently(self._service.open, interview_id, model, version)
        return self.record

    async def prompt(self) -> str:
        """The system prompt as it stands now."""
        return await _patiently(self._service.prompt, self.record)

    async def keep(self, turn: NewTurn) -> SpokenTurn:
        """Store a turn."""
        return await _patiently(self._service.keep_turn, self.record, turn)

    async def amend(self, number: int, text: str, *, interrupted: bool) -> SpokenTurn:
        """Make an interviewer's turn say what was really heard."""
        return await _patiently(
            self._service.amend_turn, self.record, number, text, interrupted=interrupted
        )

    async def transcribe(self, number: int, text: str, confidence: float | None) -> SpokenTurn:
        """Put the final words into a candidate's turn."""
        return await _patiently(
            self._service.transcribe_turn, self.record, number, text, confidence
        )

    async def flag(self, kind: ConcernKind, note: str, number: int | None) -> None:
        """Draw the team's attention to something."""
        await _patiently(self._service.flag, self.record, kind, note, number)

    async def use(self, tokens: Mapping[str, int]) -> None:
        """Count tokens."""
        await _patiently(self._service.use, self.record, tokens)

    async def count_reconnect(self) -> None:
        """Count a lost connection of the model."""
        await _patiently(self._service.count_reconnect, self.record)

    async def end(self, reason: str, *, completed: bool) -> None:
        """End the stored session; does nothing if it never opened."""
        if hasattr(self, "record"):
            await _patiently(self._service.end, self.record, reason, completed=completed)


async def _patiently(call: Callable[..., T], *args: Any, **kwargs: Any) -> T:
    for delay in RETRY_DELAYS:
        try:
            return await asyncio.to_thread(call, *args, **kwargs)
        except Exception as error:
            if not is_away(error):
                raise
            log.warning("database does not answer; trying again in %s s", delay)
            await asyncio.sleep(delay)
    return await asyncio.to_thread(call, *args, **kwargs)
