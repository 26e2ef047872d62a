"""How many pages are made at once, and whose turn is next.

Each run of a page is a thread of Streamlit's, and one interpreter makes them all: hundreds at once
would leave the event loop, which carries every voice and every answer, without a turn of its own.
"""

import asyncio
from collections import Counter, deque

AT_ONCE, AT_ONCE_OF_ONE = 4, 3
"""Runs of the process, and for one address: some are always left for the others."""
LONGEST = 5.0
"""Seconds that a run counts; one that waits for a database or a service lets others begin."""


class RunSlots:
    """Places for runs; who waits for one is served by address in turn. For one event loop."""

    def __init__(self) -> None:
        self._running: Counter[str] = Counter()
        self._waiting: dict[str, deque[asyncio.Future[Slot]]] = {}

    async def take(self, address: str) -> "Slot":
        """A place for somebody behind ``address``, once it is their turn."""
        turn: asyncio.Future[Slot] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(address, deque()).append(turn)
        self._serve()
        try:
            return await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                turn.result().free()
            raise

    def _serve(self) -> None:
        while self._running.total() < AT_ONCE:
            address = next(
                (one for one in self._waiting if self._running[one] < AT_ONCE_OF_ONE), None
            )
            if address is None:
                return
            turns = self._waiting.pop(address)
            turn = turns.popleft()
            if turns:
                self._waiting[address] = turns  # at the end: the others come first
            if not turn.done():
                turn.set_result(Slot(self, address))

    def begun(self, address: str) -> None:
        """A run for ``address`` counts from now on."""
        self._running[address] += 1

    def ended(self, address: str) -> None:
        """A run for ``address`` counts no more."""
        self._running[address] -= 1
        if not self._running[address]:
            del self._running[address]
        self._serve()


class Slot:
    """One run's place, free again at the latest after ``LONGEST`` seconds."""

    def __init__(self, slots: RunSlots, address: str) -> None:
        self._slots, self._address = slots, address
        slots.begun(address)
        self._timer = asyncio.get_running_loop().call_later(LONGEST, self.free)
        self.taken = True

    def free(self) -> None:
        """The run is over; a second call does nothing."""
        if self.taken:
            self.taken = False
            self._timer.cancel()
            self._slots.ended(self._address)
