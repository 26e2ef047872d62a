"""Keeps what happens in a live session, beside the loop and through short outages."""

import asyncio
import logging
import uuid
from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy.exc import OperationalError

from core.realtime.service import LiveRecord, NewTurn, RealtimeInterviewService, SpokenTurn

log = logging.getLogger(__name__)
RETRY_DELAYS = (0.2, 0.5, 1.0, 2.0, 4.0, 8.0, 15.0)
"""Seconds between tries while Postgres does not answer; about half a minute in all."""
T = TypeVar("T")


class Keeper:
    """The service's transactions, awaited from the bridge's loop."""

    record: LiveRecord

    def __init__(self, service: RealtimeInterviewService) -> None:
        self._service = service

    async def open(self, interview_id: uuid.UUID, model: str) -> LiveRecord:
        """See ``RealtimeInterviewService.open``."""
        self.record = await _patiently(self._service.open, interview_id, model)
        return self.record

    async def prompt(self) -> str:
        """See ``RealtimeInterviewService.prompt``."""
        return await _patiently(self._service.prompt, self.record)

    async def keep(self, turn: NewTurn) -> SpokenTurn:
        """See ``RealtimeInterviewService.keep_turn``."""
        return await _patiently(self._service.keep_turn, self.record, turn)

    async def end(self, reason: str, *, completed: bool) -> None:
        """See ``RealtimeInterviewService.end``; does nothing if the session never opened."""
        if hasattr(self, "record"):
            await _patiently(self._service.end, self.record, reason, completed=completed)


async def _patiently(call: Callable[..., T], *args: Any, **kwargs: Any) -> T:
    for delay in RETRY_DELAYS:
        try:
            return await asyncio.to_thread(call, *args, **kwargs)
        except OperationalError:
            log.warning("database does not answer; trying again in %s s", delay)
            await asyncio.sleep(delay)
    return await asyncio.to_thread(call, *args, **kwargs)
