"""Keeps the id of a typed answer while the model has it, which reports it without one."""

import time
import uuid
from collections.abc import Callable

from core.models import InputMode
from core.realtime.models.commands import TypeAnswer
from core.realtime.session.timers import STALLED_SECONDS


class TypedInHand:
    """One typed answer at a time, from when the model gets it until the model reports it.

    A page sends an answer again until it is kept, so a second one may be refused for now.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._answer: TypeAnswer | None = None
        self._since = 0.0

    def take(self, answer: TypeAnswer) -> bool:
        """Whether to give ``answer`` to the model: it has no other one, or has lost it."""
        if self._answer is not None and self._now() - self._since < STALLED_SECONDS:
            return False
        self._answer, self._since = answer, self._now()
        return True

    def reported(self, mode: InputMode) -> uuid.UUID:
        """The id for words that the model reports; a new one if it had no typed answer."""
        answer = self._answer
        if mode is not InputMode.TYPED or answer is None:
            return uuid.uuid4()
        self._answer = None
        return answer.id
