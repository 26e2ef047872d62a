"""The typed answer on its way through the model, which knows nothing of its id."""

import time
import uuid
from collections.abc import Callable

from core.models import InputMode
from core.realtime.models.commands import TypeAnswer
from core.realtime.session.timers import STALLED_SECONDS


class TypedInHand:
    """One typed answer at a time: from being given to the model until it is reported back.

    A page sends an answer until it is kept, so another one may be refused for now.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._answer: TypeAnswer | None = None
        self._since = 0.0

    def take(self, answer: TypeAnswer) -> bool:
        """Whether ``answer`` is to be given to the model: none is on its way, or it was lost."""
        if self._answer is not None and self._now() - self._since < STALLED_SECONDS:
            return False
        self._answer, self._since = answer, self._now()
        return True

    def reported(self, mode: InputMode) -> uuid.UUID:
        """The id for words that the model reports; a new one where none is on its way."""
        answer = self._answer
        if mode is not InputMode.TYPED or answer is None:
            return uuid.uuid4()
        self._answer = None
        return answer.id
