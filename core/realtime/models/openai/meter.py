"""What an interview uses of the model, compared with its caps."""

import asyncio

from core.usage import Caps, Counts, Spent, tokens_in


class Meter:
    """Counts on from what earlier sessions of the interview used.

    Attributes:
        reconnects: lost connections of this session.
    """

    def __init__(self, caps: Caps, before: Spent) -> None:
        self._caps, self._before = caps, before
        self._opened_at = 0.0
        self._tokens = self.reconnects = 0
        self._told = False

    def start(self) -> None:
        """Count the minutes from now on."""
        self._opened_at = asyncio.get_running_loop().time()

    def count(self, counts: Counts) -> None:
        """Add what was used."""
        self._tokens += tokens_in(counts)

    @property
    def beyond(self) -> str | None:
        """Why the model may serve no more, in words for the team; None while it may."""
        return self._spent.beyond(self._caps)

    def overtime(self) -> str | None:
        """That the minutes are used up, in words for the team and only once; else None."""
        words = None if self._told else self._spent.overtime(self._caps)
        self._told = self._told or words is not None
        return words

    @property
    def _spent(self) -> Spent:
        minutes = (asyncio.get_running_loop().time() - self._opened_at) / 60
        before = self._before
        return Spent(
            before.minutes + minutes,
            before.tokens + self._tokens,
            before.reconnects + self.reconnects,
        )
